use crate::problem::Problem;

/// Digits of a PIN.
const DIGITS: usize = 6;

/// What she knows and the card does not say. No `Debug`, no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// Reads six digits, with or without spaces.
    ///
    /// # Errors
    /// `Missing` when empty, `BadPin` for anything but six digits.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let typed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        match typed.len() {
            0 => Err(Problem::Missing),
            DIGITS if typed.bytes().all(|digit| digit.is_ascii_digit()) => Ok(Self(typed)),
            _ => Err(Problem::BadPin),
        }
    }

    /// Like [`Self::parse`], and not one of those that are tried first: all digits alike, up or down by one, or the same
    /// two or three again and again.
    ///
    /// # Errors
    /// Also `EasyPin`.
    pub fn choose(text: &str) -> Result<Self, Problem> {
        let pin = Self::parse(text)?;
        let digits = pin.0.as_bytes();
        let steps: Vec<i16> = digits.windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
        let even = steps.iter().all(|step| *step == steps[0] && (-1..=1).contains(step));
        let repeats = |length: usize| digits.chunks(length).all(|part| part == &digits[..length]);
        if even || repeats(2) || repeats(3) { Err(Problem::EasyPin) } else { Ok(pin) }
    }

    /// Six digits, to derive a key from.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Pin;
    use crate::problem::Problem;

    #[test]
    fn six_digits_and_not_the_first_that_come_to_mind() {
        assert!(Pin::choose("402 817").is_ok_and(|pin| pin.digits() == "402817"));
        for easy in ["000000", "777777", "123456", "654321", "012345", "121212", "123123"] {
            assert_eq!(Pin::choose(easy).err(), Some(Problem::EasyPin), "{easy}");
            assert!(Pin::parse(easy).is_ok(), "{easy} was perhaps allowed once");
        }
        assert_eq!(Pin::choose(" ").err(), Some(Problem::Missing));
        for wrong in ["12345", "1234567", "12345a", "１２３４５６", "-12345"] {
            assert_eq!(Pin::parse(wrong).err(), Some(Problem::BadPin), "{wrong}");
        }
    }
}
