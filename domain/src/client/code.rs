//! Codes for paper: they say nothing about the person, and a slip of the pen does not lead to another.
//!
//! Seven random symbols and one check symbol of Crockford's base 32 (no I, L, O, U; see
//! <https://www.crockford.com/base32.html>), printed as `KH-7K3M-92PX`. The check symbol makes
//! `Σ aⁱ·xᵢ` come out at a number of the kind of code, reckoned in GF(2⁵), where `a` generates all 31
//! powers. One wrong symbol changes the sum by `aⁱ·e ≠ 0`; two symbols that change places change it by
//! `(aⁱ + aʲ)·(x + y) ≠ 0`, as the powers differ. Luhn and sums modulo 32 miss some of these. The kinds
//! have different numbers, so that a stand-in's code without its prefix is never taken for a client's.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::problem::Problem;
use crate::text::deserialize_parsed;
use crate::text::symbols::{in_groups, is_between, symbol_of};

const SYMBOLS: usize = 8;

macro_rules! code {
    ($(#[$about:meta])* $name:ident, $prefix:literal, $kind:literal) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// A new code from random bytes, which the caller takes from the operating system: 35 of
            /// the 64 bits are used, each of the 34 milliard codes is as likely as any other.
            #[must_use]
            pub fn from_random(bytes: [u8; 8]) -> Self {
                Self(written($prefix, from_random(bytes, $kind)))
            }

            /// Reads a code as it was typed or copied from paper: small letters, spaces, any or no
            /// dashes, without its prefix, I and L for 1, O for 0. [`Problem::Missing`] when empty,
            /// [`Problem::BadCode`] when its length, a symbol or the check symbol is wrong.
            pub fn parse(text: &str) -> Result<Self, Problem> {
                Ok(Self(written($prefix, parse(text, $prefix, $kind)?)))
            }

            /// The one way it is stored and printed, with prefix and dashes.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize_parsed(deserializer, Self::parse)
            }
        }
    };
}

code!(
    /// The public code of a client at one organisation (*khách hàng*), as `KH-7K3M-92PX`.
    ClientCode, "KH", 0
);
code!(
    /// What stands for a case in one request to somebody outside (*ý kiến*), as `YK-7K3M-92PX`; never for the same case again.
    StandInCode, "YK", 2
);

fn from_random(bytes: [u8; 8], kind: u8) -> [u8; SYMBOLS] {
    let bits = u64::from_le_bytes(bytes);
    let mut values: [u8; SYMBOLS] = std::array::from_fn(|place| (bits >> (5 * place) & 31) as u8);
    values[SYMBOLS - 1] = 0;
    values[SYMBOLS - 1] = sum(&values) ^ kind;
    values
}

fn parse(text: &str, prefix: &str, kind: u8) -> Result<[u8; SYMBOLS], Problem> {
    let typed: String = text.chars().filter(|c| !is_between(*c)).map(|c| c.to_ascii_uppercase()).collect();
    if typed.is_empty() {
        return Err(Problem::Missing);
    }
    // Eight symbols that begin with KH are a code without prefix, so only the length tells.
    let symbols = if typed.chars().count() > SYMBOLS { typed.strip_prefix(prefix) } else { Some(&*typed) };
    let values: Option<Vec<u8>> = symbols.and_then(|symbols| symbols.chars().map(symbol_of).collect());
    let values: [u8; SYMBOLS] = values.and_then(|values| values.try_into().ok()).ok_or(Problem::BadCode)?;
    if sum(&values) == kind { Ok(values) } else { Err(Problem::BadCode) }
}

fn written(prefix: &str, values: [u8; SYMBOLS]) -> String {
    format!("{prefix}-{}", in_groups(&values, SYMBOLS / 2).replace(' ', "-"))
}

/// `Σ aⁱ·xᵢ`, with the power 0 for the last symbol.
fn sum(values: &[u8; SYMBOLS]) -> u8 {
    values.iter().fold(0, |sum, value| times_a(sum) ^ value)
}

/// Times `a` in GF(2⁵), the polynomials modulo x⁵ + x² + 1, of which `a = x` is a generator.
fn times_a(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0b10_0000 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests;
