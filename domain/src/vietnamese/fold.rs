//! One key for every spelling a person may type of the same name.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::text::is_invisible;

/// The search key of a text: without tone and vowel marks, small letters, single spaces, and
/// without characters nobody sees. `dao` is the key of Đào, Đạo and DAO. Never stored or shown.
///
/// `y` becomes `i` where Vietnamese spelling allows both: after a consonant and after `qu`
/// (Mỹ/Mĩ, Thy/Thi, Quý/Quí). After other vowels the two are different names (Thúy, Thúi; Tay,
/// Tai), and a first `y` stays (Yến). The rule looks only backwards, so that the key of what is
/// typed so far is the beginning of the key of the whole: `quy` still finds Quỳnh.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|&letter| !is_combining_mark(letter) && !is_invisible(letter))
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            // NFD does not take the stroke away; old fonts wrote the Icelandic letter for it.
            'đ' | 'ð' => 'd',
            other => other,
        })
        .collect();

    let mut key = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        let (mut earlier, mut previous) = (' ', ' ');
        for letter in word.chars() {
            let either = is_consonant(previous) || (earlier, previous) == ('q', 'u');
            key.push(if letter == 'y' && either { 'i' } else { letter });
            (earlier, previous) = (previous, letter);
        }
    }
    key
}

fn is_consonant(letter: char) -> bool {
    letter.is_ascii_lowercase() && !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Whether a search finds a text, both folded: every word typed begins some word of the text, in
/// any order, or the whole of it stands somewhere inside. An empty search finds everything.
#[must_use]
pub fn matches(needle_folded: &str, hay_folded: &str) -> bool {
    hay_folded.contains(needle_folded)
        || needle_folded
            .split_whitespace()
            .all(|typed| hay_folded.split_whitespace().any(|word| word.starts_with(typed)))
}

#[cfg(test)]
mod tests {
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
}
