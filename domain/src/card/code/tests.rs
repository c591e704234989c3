use super::{CardCode, TABLE, state};
use crate::problem::Problem;
use proptest::prelude::{any, proptest};

fn parse(text: &str) -> Result<String, Problem> {
    CardCode::parse(text).map(|code| code.grouped())
}

#[test]
fn the_table_is_the_published_one() {
    assert_eq!(state([5, 7, 2].into_iter()), 4, "Damm's own example");
    assert_eq!(state([5, 7, 2, 4].into_iter()), 0);
}

/// From every state: two different digits never lead to the same one, nor do two in each other's place. So one wrong
/// digit, or two neighbours exchanged, always end elsewhere.
#[test]
fn every_wrong_digit_and_every_exchange_is_noticed() {
    for row in TABLE {
        for one in 0..10 {
            for other in (0..10).filter(|other| *other != one) {
                assert_ne!(row[one], row[other]);
                assert_ne!(TABLE[usize::from(row[one])][other], TABLE[usize::from(row[other])][one]);
            }
        }
    }
    // Different states stay different under the same digit, so the difference lasts to the end.
    for digit in 0..10 {
        let mut reached: Vec<_> = TABLE.iter().map(|row| row[digit]).collect();
        reached.sort_unstable();
        assert_eq!(reached, (0..10).collect::<Vec<_>>());
    }
}

#[test]
fn what_is_no_code_is_refused() {
    assert_eq!(parse(" - "), Err(Problem::Missing));
    for typed in ["0", "0000 0000 0000 0001", "0000 0000 0000 00000", "000000000000000Đ", "KH-0000-0000"] {
        assert_eq!(parse(typed), Err(Problem::BadCardCode), "{typed}");
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(bytes: [u8; 16]) {
        let code = CardCode::from_random(bytes);
        assert_eq!(code.digits().len(), 16);
        for typed in [code.grouped(), code.digits().to_owned(), code.grouped().replace(' ', "-"), format!(" {}\u{200b}\n", code.grouped())] {
            assert!(CardCode::parse(&typed) == Ok(code.clone()));
        }
    }

    #[test]
    fn nothing_typed_breaks_it(typed in any::<String>()) {
        let _ = CardCode::parse(&typed);
    }
}
