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
