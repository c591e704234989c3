//! Whole numbers as people type them.

use crate::problem::Problem;

/// A whole number within its range, `None` when nothing was typed. Points and spaces between groups of digits are read
/// over: `1.200.000` is how an amount is written in Vietnamese.
///
/// # Errors
/// `NotANumber`, or `OutOfRange` with both ends.
pub(crate) fn whole(text: &str, min: i64, max: i64) -> Result<Option<i64>, Problem> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    if digits.is_empty() {
        return if text.trim().is_empty() { Ok(None) } else { Err(Problem::NotANumber) };
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::NotANumber);
    }
    match digits.parse::<i64>() {
        Ok(number) if (min..=max).contains(&number) => Ok(Some(number)),
        _ => Err(Problem::OutOfRange { min, max }),
    }
}

/// Like [`whole`], with `Missing` when nothing was typed.
///
/// # Errors
/// As [`whole`].
pub(crate) fn needed(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    whole(text, min, max)?.ok_or(Problem::Missing)
}

/// A counter: left alone, it is zero, where it may be.
///
/// # Errors
/// As [`whole`].
pub(crate) fn counted(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    match whole(text, min, max)? {
        Some(number) => Ok(number),
        None if min > 0 => Err(Problem::OutOfRange { min, max }),
        None => Ok(0),
    }
}

/// A counter of people and things, which are never so many.
///
/// # Errors
/// As [`whole`].
pub(crate) fn few(text: &str, min: i64, max: i64) -> Result<u16, Problem> {
    u16::try_from(counted(text, min, max)?).map_err(|_| Problem::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::{counted, few, needed, whole};
    use crate::problem::Problem;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        assert_eq!(whole("1.200.000", 0, 2_000_000), Ok(Some(1_200_000)));
        assert_eq!(whole(" 12 ", 1, 12), Ok(Some(12)));
        assert_eq!(whole("", 1, 12), Ok(None));
        assert_eq!(needed("", 1, 12), Err(Problem::Missing));
        assert_eq!((counted("", 0, 12), few("1.200", 0, 2_000)), (Ok(0), Ok(1_200)));
        assert_eq!(counted("", 1, 12), Err(Problem::OutOfRange { min: 1, max: 12 }));
    }

    #[test]
    fn what_is_none_is_said() {
        for typed in ["năm", "-3", "1,5", "."] {
            assert_eq!(whole(typed, 0, 9), Err(Problem::NotANumber), "{typed}");
        }
        for typed in ["10", "99999999999999999999999"] {
            assert_eq!(whole(typed, 0, 9), Err(Problem::OutOfRange { min: 0, max: 9 }), "{typed}");
        }
    }
}
