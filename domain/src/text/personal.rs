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
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_people_are_seen() {
        for text in "gọi 0912345678 nhé|0912 345 678|0912.345.678|09.12.34.56.78|\
            (0212) 385 2222|+84 912 345 678|+84 (0) 912-345-678|84912345678|\
            091234567|phòng 5 0912345678|０９１２３４５６７８|09\u{200b}12345678|01681234567|\
            12.05.2026 0912 345 678 13.05.2026|CCCD 014185001234|014 185 001 234|\
            0141 8500 1234|014.185.001.234|CMND 123456789|123 456 789|\
            312456789 cấp 2010"
            .split('|')
        {
            assert!(looks_personal(text), "{text}");
        }
    }

    #[test]
    fn figures_dates_and_amounts_are_not() {
        for text in "|Tổ 3, bản Hụm|01/05/2026 - 03/05/2026|03.05.2026 - 05.06.2026|\
            2026-05-03 2026-06-05|8.30 03.05.2026|120.000.000 đ|1.250.000.000 đồng|\
            84.000.000.000|5.012.345.678|12 45 7 130 22 8|Kế hoạch 123/KH-UBND|KH-7K3M-92PX|\
            113, 115, 18001567|1234567890123456"
            .split('|')
        {
            assert!(!looks_personal(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_phone_is_seen_in_any_sentence(
            before in "[a-zđ ,:]{0,20}", phone in "(0|\\+84)[35789][0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{2}[1-9]", after in "[a-zđ ,:]{0,20}",
        ) {
            let sentence = format!("{before}{phone}{after}");
            prop_assert!(looks_personal(&sentence));
        }

        #[test]
        fn no_text_breaks_it(text in any::<String>(), figures in "[0-9 .()-]{0,200}") {
            let _ = (looks_personal(&text), looks_personal(&figures));
        }
    }
}
