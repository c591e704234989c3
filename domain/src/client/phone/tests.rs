use proptest::prelude::*;

use super::*;

#[test]
fn one_number_has_one_form() {
    for text in "0912345678|0912 345 678|0912.345.678| (091) 234-5678|+84912345678|\
        +84 (0) 912 345 678|84912345678|0084 912 345 678|09\u{200b}12345678|\
        0912\u{a0}345\u{2011}678"
        .split('|')
    {
        assert_eq!(Phone::parse(text).map(|phone| phone.0), Ok("+84912345678".to_owned()), "{text}");
    }
}

#[test]
fn it_is_shown_as_it_is_read_aloud() {
    for shown in ["0912 345 678", "0212 385 2222", "024 3825 1234", "028 3825 1234"] {
        assert_eq!(Phone::parse(shown).map(|phone| phone.display()).as_deref(), Ok(shown));
    }
}

#[test]
fn numbers_out_of_use_are_told_apart_from_wrong_ones() {
    assert_eq!(Phone::parse(" - "), Err(Problem::Missing));
    for text in ["01681234567", "+84 168 123 4567", "0126 123 4567"] {
        assert_eq!(Phone::parse(text), Err(Problem::OldPhone), "{text}");
    }
    for text in "091234567|09123456789|0512345678|0312345678|0712345678|0801234567|\
        0412345678|0212385222|021238522223|+1 912 345 678|912345678|113|\
        1900 6035|0912345678a|٠٩١٢٣٤٥٦٧٨|+|0|+84"
        .split('|')
    {
        assert_eq!(Phone::parse(text), Err(Problem::BadPhone), "{text}");
    }
}

#[test]
fn its_end_can_be_compared_and_debug_hides_it() {
    let phone = Phone::parse("0912 345 678").expect("a mobile number");
    assert_eq!(phone.tail(), "345678");
    assert_eq!(format!("{phone:?}"), "Phone(…)");
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(text in "0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9]|2[0-9]{2})[0-9]{7}") {
        let phone = Phone::parse(&text).expect("a number of the plan");
        prop_assert_eq!(Phone::parse(&phone.display()), Ok(phone.clone()));
        prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone));
    }

    #[test]
    fn nothing_typed_breaks_it(text in any::<String>()) {
        let _ = Phone::parse(&text);
    }
}
