//! Numbers that point at one person, found in text that must name nobody.

use super::{is_invisible, normal};

/// Nothing we look for has more digits: an identity number, or 84 and a landline.
const MOST_DIGITS: usize = 12;

/// Whether a text seems to hold the number of a person: a phone (from 0 or 84, at least nine digits)
/// or an identity paper (12 digits; 9 before 2025), also written with spaces, dots, dashes or brackets.
/// Dates and round amounts of money are let through. It stops slips, not intent.
#[must_use]
pub fn looks_personal(text: &str) -> bool {
    let text = normal::plain(text.chars().filter(|&c| !is_invisible(c)));
    text.split(|c: char| !c.is_ascii_digit() && !" .-–()".contains(c)).any(|stretch| {
        let groups: Vec<&str> =
            stretch.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        without_dates(&groups).into_iter().any(holds_number)
    })
}

fn holds_number(groups: &[&str]) -> bool {
    (0..groups.len()).any(|first| {
        let mut digits = String::new();
        (first..groups.len())
            .map_while(|last| {
                digits.push_str(groups[last]);
                let part = &groups[first..=last];
                // Rows of small figures add up to nine digits too: an identity number without its
                // leading 0 must be unbroken, or stand alone.
                let alone = part.len() == 1 || part.len() == groups.len();
                (digits.len() <= MOST_DIGITS).then(|| {
                    !(first > 0 && is_thousands(part) && part.len() > 1)
                        && (is_phone(&digits, part) || alone && is_identity(&digits, part))
                })
            })
            .any(|found| found)
    })
}

/// From 0, also the identity numbers of today: the first three digits are a province, 001 to 096.
fn is_phone(digits: &str, groups: &[&str]) -> bool {
    let with_zero = digits.starts_with('0') && groups[0].len() > 1 && digits.len() >= 9;
    let abroad = digits.starts_with("84") && digits.len() >= 11 && !is_amount(groups);
    with_zero || abroad
}

fn is_identity(digits: &str, groups: &[&str]) -> bool {
    matches!(digits.len(), 9 | 12) && groups.iter().all(|group| group.len() >= 3) && !is_amount(groups)
}

/// A round amount, as in 120.000.000.
fn is_amount(groups: &[&str]) -> bool {
    groups.len() > 1 && is_thousands(&groups[1..]) && groups.last() == Some(&"000")
}

/// The end of a large number, as 012.345.678 in 5.012.345.678.
fn is_thousands(groups: &[&str]) -> bool {
    groups.iter().all(|group| group.len() == 3)
}

/// What stands before, between and after the dates, so that two dates are no phone number.
fn without_dates<'a>(groups: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    let (mut pieces, mut rest) = (Vec::new(), groups);
    while let Some(place) = rest.windows(3).position(is_date) {
        pieces.push(&rest[..place]);
        rest = &rest[place + 3..];
    }
    pieces.push(rest);
    pieces
}

fn is_date(groups: &[&str]) -> bool {
    let within = |group: &str, most: u8| group.len() <= 2 && group.parse().is_ok_and(|n: u8| (1..=most).contains(&n));
    let year = |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    match *groups {
        [first, month, last] => {
            within(month, 12) && (within(first, 31) && year(last) || year(first) && within(last, 31))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
