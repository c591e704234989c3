//! The order of names in a list. Only on the server: its tables are too large for a browser.

use std::cmp::Ordering;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

/// The Vietnamese alphabet with its tones (CLDR `vi`): a ă â, d đ, e ê, o ô ơ, u ư; tones only
/// decide between words otherwise the same: ngang, huyền, hỏi, ngã, sắc, nặng. Make it once.
pub struct NameOrder {
    collator: CollatorBorrowed<'static>,
}

impl NameOrder {
    /// Reads the tables compiled into the program.
    #[must_use]
    pub fn new() -> Self {
        let collator = Collator::try_new(locale!("vi").into(), CollatorOptions::default())
            .expect("the tables of every locale are compiled in");
        Self { collator }
    }

    /// Compares names of people: by the given name, which is the last word, then by what stands in
    /// the middle, then by the family name, which is the first.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let ((given_a, middle_a, family_a), (given_b, middle_b, family_b)) = (parts(a), parts(b));
        self.collator
            .compare(given_a, given_b)
            .then_with(|| self.collator.compare(middle_a, middle_b))
            .then_with(|| self.collator.compare(family_a, family_b))
    }

    /// Puts people in the order of their names.
    pub fn sort<T>(&self, people: &mut [T], name: impl Fn(&T) -> &str) {
        people.sort_by(|a, b| self.compare(name(a), name(b)));
    }

    /// Compares names of places and things, from the first word on.
    #[must_use]
    pub fn compare_text(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b)
    }
}

impl Default for NameOrder {
    fn default() -> Self {
        Self::new()
    }
}

/// Given name, middle, family name; a single word is a given name.
fn parts(name: &str) -> (&str, &str, &str) {
    let name = name.trim();
    let (before, given) = name.rsplit_once(char::is_whitespace).unwrap_or(("", name));
    let before = before.trim_end();
    let (family, middle) = before.split_once(char::is_whitespace).unwrap_or((before, ""));
    (given, middle.trim_start(), family)
}

#[cfg(test)]
mod tests;
