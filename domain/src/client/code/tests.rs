use proptest::prelude::*;

use super::*;

fn text(values: [u8; SYMBOLS]) -> String {
    written("KH", values)
}

#[test]
fn a_code_is_what_its_bits_say() {
    assert_eq!(ClientCode::from_random([0; 8]).as_str(), "KH-0000-0000");
    assert_eq!(StandInCode::from_random([0; 8]).as_str(), "YK-0000-0002");
    assert_eq!(
        ClientCode::from_random(*b"\xff\xff\xff\xff\xff\xff\xff\xff"),
        ClientCode::from_random(*b"\xff\xff\xff\xff\x07\0\0\0")
    );
}

#[test]
fn a_code_is_read_as_people_write_it() {
    let code = ClientCode::from_random(0x0123_4567_89ab_cdef_u64.to_le_bytes());
    let printed = code.as_str().to_owned();
    let bare = printed.replace("KH-", "");
    for typed in [
        printed.clone(),
        printed.to_lowercase(),
        printed.replace('-', ""),
        printed.replace('-', " – "),
        format!(" {bare}\u{200b}\n"),
        bare.replace('-', "").to_lowercase(),
    ] {
        assert_eq!(ClientCode::parse(&typed), Ok(code.clone()), "{typed}");
    }
    assert_eq!(ClientCode::parse("kh-oooo-oooo"), ClientCode::parse("KH-0000-0000"));
    let one = text([1, 1, 1, 1, 1, 1, 1, sum(&[1, 1, 1, 1, 1, 1, 1, 0])]);
    assert_eq!(ClientCode::parse(&one.replacen('1', "i", 3).replacen('1', "L", 2)), Ok(ClientCode(one)));
}

#[test]
fn what_is_no_code_is_refused() {
    assert_eq!(ClientCode::parse(" - "), Err(Problem::Missing));
    for typed in [
        "KH",
        "KH-0000-000",
        "KH-0000-00000",
        "KH-0000-000U",
        "PG-0000-0000",
        "XX-0000-0000",
        "KH-0000-000Đ",
        "00000000000",
    ] {
        assert_eq!(ClientCode::parse(typed), Err(Problem::BadCode), "{typed}");
    }
}

#[test]
fn a_code_that_begins_like_its_prefix_needs_none() {
    let mut values = [19, 17, 0, 0, 0, 0, 0, 0]; // K and H
    values[7] = sum(&values);
    let code = ClientCode(text(values));
    assert!(code.as_str().starts_with("KH-KH00-"));
    assert_eq!(ClientCode::parse(&code.as_str()[3..]), Ok(code));
}

/// The sum is linear, so an error is missed or not whatever the code: only the difference counts.
/// For one wrong symbol there are 8 · 31 differences, for two that change places 28 · 31: all are here.
#[test]
fn every_wrong_symbol_and_every_exchange_changes_the_sum() {
    for place in 0..SYMBOLS {
        for error in 1..32 {
            let mut difference = [0; SYMBOLS];
            difference[place] = error;
            assert_ne!(sum(&difference), 0, "{difference:?}");
            for other in 0..place {
                let mut exchanged = difference;
                exchanged[other] = error;
                assert_ne!(sum(&exchanged), 0, "{exchanged:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back_by_its_own_kind_only(bytes: [u8; 8]) {
        let (client, stand_in) = (ClientCode::from_random(bytes), StandInCode::from_random(bytes));
        prop_assert_eq!(ClientCode::parse(client.as_str()), Ok(client.clone()));
        prop_assert_eq!(StandInCode::parse(stand_in.as_str()), Ok(stand_in.clone()));
        prop_assert_eq!(ClientCode::parse(&stand_in.as_str()[3..]), Err(Problem::BadCode));
        prop_assert_eq!(StandInCode::parse(&client.as_str()[3..]), Err(Problem::BadCode));
        prop_assert_eq!(client.as_str().len(), 12);
    }

    #[test]
    fn one_wrong_symbol_is_caught(bytes: [u8; 8], place in 0..SYMBOLS, error in 1..32u8) {
        let mut values = from_random(bytes, 0);
        values[place] ^= error;
        prop_assert_eq!(ClientCode::parse(&text(values)), Err(Problem::BadCode));
    }

    #[test]
    fn two_symbols_in_each_others_place_are_caught(bytes: [u8; 8], one in 0..SYMBOLS, other in 0..SYMBOLS) {
        let mut values = from_random(bytes, 0);
        prop_assume!(values[one] != values[other]);
        values.swap(one, other);
        prop_assert_eq!(ClientCode::parse(&text(values)), Err(Problem::BadCode));
    }

    #[test]
    fn nothing_typed_breaks_it(typed in any::<String>()) {
        let _ = ClientCode::parse(&typed);
    }
}
