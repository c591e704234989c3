//! Phone numbers of Vietnam.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{problem::Problem, text::deserialize_parsed, text::is_invisible};

/// A Vietnamese number, mobile or landline, kept as E.164 (`+84912345678`). No `Display`, and
/// `Debug` tells nothing: a number never reaches a log.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a number from 0, 84, +84 or 0084, with spaces, dots, dashes and brackets anywhere.
    ///
    /// Mobile numbers have ten digits from 03, 05, 07, 08 or 09 (the operators' ranges of the
    /// numbering plan after 2018), landlines eleven from 02: area and subscriber, as 0212 385 2222 in
    /// Sơn La, 024 3825 1234 in Hà Nội. [`Problem::Missing`] when empty, [`Problem::OldPhone`] for
    /// mobile numbers of eleven digits from 01, out of use since 2018, else [`Problem::BadPhone`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let typed: String = text
            .chars()
            .filter(|&c| !c.is_whitespace() && !is_invisible(c) && !matches!(c, '.' | '-' | '‐'..='―' | '(' | ')'))
            .collect();
        if typed.is_empty() {
            return Err(Problem::Missing);
        }
        let own = ["+84", "0084", "84"].iter().find_map(|country| typed.strip_prefix(country));
        // +84 (0) 912… is written too.
        let own = own.map_or_else(|| typed.strip_prefix('0'), |own| Some(own.strip_prefix('0').unwrap_or(own)));
        let own = own.filter(|own| own.bytes().all(|byte| byte.is_ascii_digit())).ok_or(Problem::BadPhone)?;
        match own.as_bytes() {
            [b'1', rest @ ..] if rest.len() == 9 => Err(Problem::OldPhone),
            [b'2', rest @ ..] if rest.len() == 9 => Ok(()),
            [first, second, rest @ ..] if rest.len() == 7 && is_mobile(*first, *second) => Ok(()),
            _ => Err(Problem::BadPhone),
        }?;
        Ok(Self(format!("+84{own}")))
    }

    /// E.164, as stored, and as a `tel:` link wants it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people in Vietnam read it aloud: 0912 345 678, 0212 385 2222, 024 3825 1234.
    #[must_use]
    pub fn display(&self) -> String {
        let own = self.own();
        let (area, middle) = match own.as_bytes() {
            [b'2', b'4' | b'8', ..] => (2, 6),
            _ => (3, 6),
        };
        format!("0{} {} {}", &own[..area], &own[area..middle], &own[middle..])
    }

    /// The last six digits, by which two records of one person are likely to meet.
    #[must_use]
    pub fn tail(&self) -> &str {
        &self.0[self.0.len() - 6..]
    }

    /// Without the country, nine digits or ten.
    fn own(&self) -> &str {
        &self.0["+84".len()..]
    }
}

/// The ranges in use; what an operator opens later is added here.
fn is_mobile(first: u8, second: u8) -> bool {
    match first {
        b'3' => (b'2'..=b'9').contains(&second),
        b'5' => matches!(second, b'2' | b'5' | b'6' | b'8' | b'9'),
        b'7' => matches!(second, b'0' | b'6'..=b'9'),
        b'8' => (b'1'..=b'9').contains(&second),
        b'9' => true,
        _ => false,
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

impl<'de> Deserialize<'de> for Phone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_parsed(deserializer, Self::parse)
    }
}

#[cfg(test)]
mod tests;
