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
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GIVEN: &str = "An, Anh, Ảnh, Ánh, Ăn, Ân, Bao, Bào, Bảo, Bão, Báo, Bạo, Dung, Dũng, Dụng, \
        Duyên, Dưng, Đào, Đạt, Giàng, Hoa, Hoà, Hòa, Hoài, Hương, Hường, Hưởng, Hướng, Lan, Lương, \
        Lường, Lượng, On, Ôn, Ơn, Vi, Vì, Ví, Vy, Ý, Yến";
    const FULL: &str = "Tòng Thị An, Quàng Thị Anh, Cầm Thị Ảnh, Lò Thị Ánh, Lường Văn Ân, \
        Vàng Thị Dung, Giàng A Dũng, Đèo Văn Đạt, Nguyễn Thị Hoà, Nguyễn Thị Hòa, Sồng A Ôn, Hà Thị Ơn";
    const SAME_GIVEN: &str = "An, Lò An, Vì An, Lò Thị An, Vì Thị An, Hà Văn An, Hà Văn Ân";
    const COMMUNES: &str = "Chiềng Sơ, Chiềng Sơn, Co Mạ, Đoàn Kết, Gia Phù, Mường É, Nậm Lầu, Nậm Ty, \
        Tà Hộc, Tạ Khoa, Tà Xùa, Tân Yên, Tô Hiệu, Tô Múa";

    fn assert_in_order(list: &str, compare: impl Fn(&str, &str) -> Ordering) {
        let names: Vec<&str> = list.split(", ").collect();
        for (place, one) in names.iter().enumerate() {
            for (other_place, other) in names.iter().enumerate() {
                assert_eq!(compare(one, other), place.cmp(&other_place), "{one} {other}");
            }
        }
    }

    #[test]
    fn people_stand_in_the_order_of_their_given_names() {
        let order = NameOrder::new();
        for list in [GIVEN, FULL, SAME_GIVEN] {
            assert_in_order(list, |a, b| order.compare(a, b));
        }
    }

    #[test]
    fn places_stand_in_the_order_of_their_first_word_and_tones_do_not_part_them() {
        let order = NameOrder::new();
        assert_in_order(COMMUNES, |a, b| order.compare_text(a, b));
    }

    #[test]
    fn decomposed_letters_and_spaces_make_no_difference() {
        let order = NameOrder::new();
        assert_eq!(order.compare("Lò Thị Ánh", "  Lò  Thị  A\u{301}nh "), Ordering::Equal);
        assert_eq!(parts(" Giàng  A  Dũng "), ("Dũng", "A", "Giàng"));
        assert_eq!(parts("Nguyễn Thị Thu Hà"), ("Hà", "Thị Thu", "Nguyễn"));
        assert_eq!(parts(""), ("", "", ""));
    }

    proptest! {
        #[test]
        fn it_is_an_order(mut names in prop::collection::vec("[A-ZĐà-ỹ]{0,3}( [A-Zđà-ỹ]{1,3}){0,3}", 0..12)) {
            let order = NameOrder::new();
            names.sort_by(|a, b| order.compare(a, b));
            for (place, one) in names.iter().enumerate() {
                for other in &names[place..] {
                    prop_assert_ne!(order.compare(one, other), Ordering::Greater);
                    prop_assert_eq!(order.compare(other, one), order.compare(one, other).reverse());
                }
            }
        }
    }
}
