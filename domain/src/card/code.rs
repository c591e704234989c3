//! The number on a card: sixteen digits in groups of four, as on any card. It says nothing about the person.
//!
//! The last digit is a check digit after Damm (*Total anti-symmetrische Quasigruppen*, Marburg 2004): every wrong digit
//! and every exchange of two neighbours is noticed. The Luhn digit of bank cards misses 09 for 90.

use crate::problem::Problem;
use crate::text::is_invisible;

/// Digits of a code, the check digit included.
const DIGITS: usize = 16;
/// As many codes as there are: fifteen free digits.
const CODES: u128 = 1_000_000_000_000_000;

/// Damm's table: the state after a digit, by state before and digit.
const TABLE: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The number of a card. Half of a secret: no `Debug`, no `Display`, and it is stored nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct CardCode(String);

impl CardCode {
    /// A new code from random bytes, which the caller takes from the operating system. 128 bits are reduced to fifteen
    /// digits, so each code is as likely as any other but for one part in 10²³.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let mut digits = format!("{:015}", u128::from_le_bytes(bytes) % CODES);
        let check = state(digits.bytes().map(|digit| digit - b'0'));
        digits.push(char::from(b'0' + check));
        Self(digits)
    }

    /// Reads a code as it was typed or copied: any spaces, dashes or dots.
    ///
    /// # Errors
    /// `Missing` when empty, `BadCardCode` when its length or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let typed: String = text
            .chars()
            .filter(|&c| !c.is_whitespace() && !is_invisible(c) && !matches!(c, '-' | '‐'..='―' | '−' | '.'))
            .collect();
        if typed.is_empty() {
            return Err(Problem::Missing);
        }
        let all_digits = typed.len() == DIGITS && typed.bytes().all(|digit| digit.is_ascii_digit());
        if all_digits && state(typed.bytes().map(|digit| digit - b'0')) == 0 {
            Ok(Self(typed))
        } else {
            Err(Problem::BadCardCode)
        }
    }

    /// Sixteen digits, to derive keys from.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// In groups of four, for the card itself.
    #[must_use]
    pub fn grouped(&self) -> String {
        [&self.0[..4], &self.0[4..8], &self.0[8..12], &self.0[12..]].join(" ")
    }
}

/// Where the digits lead from 0: the check digit that is missing, or 0 when it is among them.
fn state(digits: impl Iterator<Item = u8>) -> u8 {
    digits.fold(0, |state, digit| TABLE[usize::from(state)][usize::from(digit)])
}

#[cfg(test)]
mod tests;
