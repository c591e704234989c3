use proptest::prelude::*;

use super::*;

#[test]
fn spellings_of_one_name_have_one_key() {
    for (one, other) in [
        ("Đào", "dao"),
        ("ĐẠO", "dao"),
        ("Ðào", "dao"),
        ("Hòa", "Hoà"),
        ("Thúy", "Thuý"),
        ("Quý", "Quí"),
        ("Mỹ", "Mĩ"),
        ("Thy", "Thi"),
        ("Vỹ", "Vĩ"),
        ("  Lò\u{a0}Thị\tÁnh ", "lo thi anh"),
        ("A\u{200d}nh\u{202e}", "anh"),
        ("Nguye\u{302}\u{303}n", "Nguyễn"),
    ] {
        assert_eq!(fold(one), fold(other), "{one} {other}");
    }
    assert_eq!(fold("Nguyễn Thị Yến"), "nguyen thi yen");
}

#[test]
fn names_that_differ_keep_their_keys() {
    for (one, other) in [("Thúy", "Thúi"), ("Tay", "Tai"), ("Ý", "I"), ("Lò", "Lô Lô")] {
        assert_ne!(fold(one), fold(other), "{one} {other}");
    }
}

#[test]
fn a_search_matches_beginnings_of_words_in_any_order_or_a_piece() {
    let name = fold("Giàng Thị Quỳnh");
    for typed in ["", "quy", "thi gia", "Quỳnh Giàng", "iang th", "ÀNG"] {
        assert!(matches(&fold(typed), &name), "{typed}");
    }
    for typed in ["quynha", "thi van", "giang quynh thi x"] {
        assert!(!matches(&fold(typed), &name), "{typed}");
    }
}

#[test]
fn folding_any_one_character_twice_changes_nothing_more() {
    for letter in '\0'..=char::MAX {
        let once = fold(letter.encode_utf8(&mut [0; 4]));
        assert_eq!(fold(&once), once, "{letter:?}");
    }
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-zA-ZđĐÀ-ỹqQuUyYiI \u{300}-\u{31b}\u{200b}]{0,30}"]
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in typed()) {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn composed_and_decomposed_have_one_key(text in typed()) {
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        prop_assert_eq!(fold(&composed), fold(&decomposed));
    }

    #[test]
    fn what_is_typed_so_far_finds_the_whole(name in "[A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,6}( [a-zđà-ỹ]{1,6}){0,3}", taken in 0..30usize) {
        let so_far: String = name.chars().take(taken).collect();
        prop_assert!(matches(&fold(&so_far), &fold(&name)));
    }
}
