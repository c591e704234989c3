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
mod tests;
