use super::{Decision, DecisionForm, Sign, compare, likely};
use crate::case::Label;
use crate::client::ClientCode;
use crate::id::CaseId;
use crate::problem::Problem;
use crate::text::Line;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

fn label(alias: &str, name: &str, tail: &str) -> Label {
    Label {
        name: Line::parse(name).expect("a short line"),
        phone_tail: (!tail.is_empty()).then(|| tail.to_owned()),
        ..Label::bare(alias)
    }
}

fn signs(one: (&str, &str, &str), other: (&str, &str, &str)) -> Vec<Sign> {
    compare(&label(one.0, one.1, one.2), &label(other.0, other.1, other.2)).signs
}

/// Only the names are compared: the aliases have nothing in common.
fn of_names(one: &str, other: &str) -> Sign {
    let found = signs(("Sương", one, ""), ("Gạo", other, ""));
    assert_eq!(found.len(), 1, "{one} {other} {found:?}");
    found[0]
}

#[test]
fn a_code_told_before_leads_to_whose_it_is() {
    let coded = |own: u8, former: Option<u8>| {
        let code = |number| ClientCode::from_random([number; 8]);
        Label { code: code(own), former_code: former.map(code), ..label("Sương", "Lò Thị Mai", "") }
    };
    let other = |label: Label| Label { alias: Line::required("Gạo").expect("a short line"), name: None, ..label };
    let found =
        |one: &Label, other: &Label| likely(&[(1, one), (2, other)]).into_iter().map(|pair| pair.likeness.signs).next();
    let same = Some(vec![Sign::SameCode]);
    assert_eq!(found(&coded(1, None), &other(coded(2, Some(1)))), same);
    assert_eq!(found(&coded(2, Some(1)), &other(coded(1, None))), same);
    assert_eq!(found(&coded(2, Some(1)), &other(coded(3, Some(1)))), same);
    assert_eq!(found(&coded(2, Some(1)), &other(coded(3, None))), None);
}

#[test]
fn one_name_written_in_many_ways() {
    for (one, other) in [
        ("Lò Thị Hoà", "Lò Thị Hòa"),
        ("Lò Thị Ánh", "LO THI ANH"),
        ("Đào Văn Đạt", "dao van dat"),
        ("Hà Thị Mỹ", "Hà Thị Mĩ"),
        ("Cầm Thị Quý", "Cầm Thị Quí"),
        ("Nguye\u{302}\u{303}n Thị Lan", "Nguyễn Thị Lan"),
        ("Giàng A Dũng", "Giang a Dung"),
        ("Giàng A\u{200b} Dũng", "Giàng  A Dũng"),
        ("Lò ThịÁnh", "Lò Thị Ánh"),
        ("Dung", "Dũng"),
        ("Nguyễn Thị Hoàng Mai Anh", "nguyen thi hoang mai anh"),
    ] {
        assert_eq!(of_names(one, other), Sign::SameName, "{one} {other}");
    }
}

#[test]
fn slips_are_told_from_other_names() {
    for (one, other, sign) in [
        ("Lò Thị Hoa", "Lò Thị Hao", Sign::LettersSwapped),
        ("Lường Văn Ân", "Lưonưg Văn Ân", Sign::NamesAlike),
        ("Lường Văn Ân", "Lưnờg Văn Ân", Sign::LettersSwapped),
        ("Lò Thị Ánh", "Ánh Thị Lò", Sign::LettersSwapped),
        ("Quàng Thị Phương", "Quàng Thị Phưong", Sign::SameName),
        ("Quàng Thị Phương", "Quàng Thị Phươn", Sign::NamesAlike),
        ("Quàng Thị Phương", "Quành Thị Phương", Sign::NamesAlike),
        ("Giàng A Dũng", "Giàng Dũng", Sign::NamesAlike),
        ("Nguyễn Thị Hoàng Mai Anh", "Nguyễn Thị Mai Anh", Sign::NamesAlike),
        ("Lò Thị An", "Lò Thị Na", Sign::LettersSwapped),
        ("Lò Thị Lan", "Lò Thị Han", Sign::NamesDiffer),
        ("Lò Thị An", "Lò Thị Anh", Sign::NamesDiffer),
        ("Giàng A Dũng", "Giàng A Páo", Sign::NamesDiffer),
        ("Giàng Dũng", "Vàng Dũng", Sign::NamesDiffer),
        ("Dũng", "Giàng A Dũng", Sign::NamesDiffer),
        ("Lan", "Loan", Sign::NamesAlike),
    ] {
        assert_eq!(of_names(one, other), sign, "{one} {other}");
    }
}

#[test]
fn what_is_shown_and_what_is_not() {
    let hoa = ("Hoa Ban", "Lò Thị Hoà", "345678");
    for (other, shown) in [
        // The same phone, whatever else.
        (("Sương", "Vàng Thị Dung", "345678"), true),
        (("Sương", "", "345678"), true),
        // The same name, also with a new number.
        (("Sương", "lo thi hoa", "999999"), true),
        // Called the same, and nothing against it; or with another name or number.
        (("Hoa ban", "", ""), true),
        (("Hoa Ban", "", "999999"), false),
        (("Hoa Ban", "Vàng Thị Dung", ""), false),
        // Nearly the same name needs a second sign.
        (("Sương", "Lò Hoà", ""), false),
        (("Hoa Ban", "Lò Hoà", "999999"), true),
        // Called what stands on the papers.
        (("Lò Thị Hòa", "", ""), true),
        (("Sương", "Vàng Thị Dung", "999999"), false),
        (("Sương", "", ""), false),
    ] {
        let found = compare(&label(hoa.0, hoa.1, hoa.2), &label(other.0, other.1, other.2));
        assert_eq!(found.is_likely(), shown, "{other:?} {found:?}");
    }
}

#[test]
fn a_year_of_birth_speaks_for_it_or_against_it() {
    let born = |year, label: Label| Label { born_year: Some(year), ..label };
    let alike = |year| born(year, label("Sương", "Lò Hoà", ""));
    let hoa = born(1990, label("Hoa Ban", "Lò Thị Hoà", ""));
    for (year, shown) in [(1988, false), (1989, true), (1990, true), (1991, true), (1992, false)] {
        assert_eq!(compare(&hoa, &alike(year)).is_likely(), shown, "{year}");
    }
    assert!(!compare(&hoa, &label("Sương", "Lò Hoà", "")).is_likely(), "not known is no sign");
    let called = |year| compare(&born(year, label("Hoa Ban", "", "")), &hoa).is_likely();
    assert!(called(1990) && !called(1975), "called the same, born in another year");
    assert!(compare(&born(1975, label("Sương", "Lò Thị Hoà", "")), &hoa).is_likely(), "years are written wrongly");
}

#[test]
fn a_commune_is_a_second_sign_and_another_one_is_none() {
    let lives = |commune: &str, label: Label| Label { commune: Some(commune.to_owned()), ..label };
    let hoa = lives("03646", label("Hoa Ban", "Lò Thị Hoà", ""));
    let alike = || label("Sương", "Lò Hoà", "");
    assert!(compare(&hoa, &lives("03646", alike())).is_likely());
    for other in [lives("03650", alike()), alike()] {
        assert_eq!(compare(&hoa, &other).signs, [Sign::NamesAlike]);
    }
    assert!(!compare(&hoa, &lives("03646", label("Sương", "", ""))).is_likely(), "a neighbour");
    let year = |label: Label| Label { born_year: Some(1990), ..label };
    assert!(!compare(&year(hoa.clone()), &year(lives("03646", label("Sương", "", "")))).is_likely(), "of her age");
}

#[test]
fn a_case_given_twice_is_no_pair_and_a_pair_is_given_once() {
    let (one, other) = (label("Hoa Ban", "Lò Thị Hoà", "345678"), label("Hoa Ban", "Lò Thị Hòa", "345678"));
    let pairs = likely(&[(2, &one), (1, &other), (2, &one), (1, &other)]);
    assert_eq!(pairs.len(), 1);
    assert_eq!((pairs[0].one, pairs[0].other), (1, 2));
    assert_eq!(pairs[0].likeness.signs, [Sign::SamePhoneTail, Sign::SameName, Sign::SameAlias]);
    assert!(likely(&[(1, &one)]).is_empty() && likely::<u8>(&[]).is_empty());
}

#[test]
fn the_likeliest_comes_first() {
    let all = [label("A", "Lò Thị Hoà", "111111"), label("B", "lo thi hoa", ""), label("C", "Lò Thị Hoà", "111111")];
    let cases: Vec<_> = all.iter().enumerate().collect();
    let pairs = likely(&cases);
    assert_eq!(pairs.iter().map(|pair| (pair.one, pair.other)).collect::<Vec<_>>(), [(0, 2), (0, 1), (1, 2)]);
}

#[test]
fn a_decision_names_one_of_the_two() {
    let (one, other) = (CaseId(Uuid::from_u128(1)), CaseId(Uuid::from_u128(2)));
    let decide = |answer: String| DecisionForm { answer }.check(one, other);
    assert_eq!(decide("apart".into()), Ok(Decision::Apart));
    assert_eq!(decide(one.to_string()), Ok(Decision::CarryOn { carried: other, carrying: one }));
    assert_eq!(decide(other.to_string()), Ok(Decision::CarryOn { carried: one, carrying: other }));
    let problem = |answer: &str| decide(answer.into()).err().and_then(|problems| problems.of("answer"));
    assert_eq!(problem(""), Some(Problem::Missing));
    assert_eq!(problem(&Uuid::from_u128(3).to_string()), Some(Problem::NotAChoice));
    assert_eq!(problem("both"), Some(Problem::NotAChoice));
}

/// Names out of few words and letters, so that many are near each other, in both forms of Unicode.
fn name() -> impl Strategy<Value = String> {
    let word =
        prop_oneof!["(lò|Lò|lo|ol)", "(Thị|thi|thí|tih|A)", "(Hoà|Hòa|Hao|Hoan|Hoang|Quý|Quí|Quy)", "[aăâbđêi]{1,5}"];
    (prop::collection::vec(word, 1..6), any::<bool>()).prop_map(|(words, apart)| {
        let name = words.join(" ");
        if apart { name.nfd().collect() } else { name }
    })
}

/// What a label is made of; a label itself says nothing of it in a log.
type Said = (String, String, String, Option<i32>, Option<String>);

fn any_said() -> impl Strategy<Value = Said> {
    (
        name(),
        prop_oneof![Just(String::new()), name()],
        "(|12345[67])",
        prop::option::of(1990..1994),
        prop::option::of("0364[67]"),
    )
}

fn of((alias, name, tail, born_year, commune): &Said) -> Label {
    Label { born_year: *born_year, commune: commune.clone(), ..label(alias, name, tail) }
}

proptest! {
    #[test]
    fn it_is_the_same_from_both_sides(one in any_said(), other in any_said()) {
        prop_assert_eq!(compare(&of(&one), &of(&other)), compare(&of(&other), &of(&one)));
    }

    #[test]
    fn composed_and_decomposed_are_one(name in name(), other in any_said()) {
        let (composed, decomposed): (String, String) = (name.nfc().collect(), name.nfd().collect());
        // Past the cleaning of a line, which composes: the rule itself makes no difference.
        let (one, other_name) = (super::Name::of(&composed), super::Name::of(&other.0));
        let near = super::near(one.as_ref(), other_name.as_ref());
        prop_assert_eq!(near, super::near(super::Name::of(&decomposed).as_ref(), other_name.as_ref()));
        let found = |name: &str| compare(&label("Sương", name, ""), &of(&other));
        prop_assert_eq!(found(&composed), found(&decomposed));
    }

    #[test]
    fn whoever_is_compared_with_herself_is_herself(said in any_said()) {
        let one = of(&said);
        let found = compare(&one, &one);
        prop_assert!(found.is_likely() && found.signs.contains(&Sign::SameAlias));
        prop_assert!(likely(&[(7, &one), (7, &one)]).is_empty());
    }

    /// What is compared only where keys meet finds what comparing each with each finds.
    #[test]
    fn no_pair_is_missed(said in prop::collection::vec(any_said(), 0..14)) {
        let labels: Vec<_> = said.iter().map(of).collect();
        let cases: Vec<_> = labels.iter().enumerate().collect();
        let mut found: Vec<_> = likely(&cases).into_iter().map(|pair| (pair.one, pair.other)).collect();
        let mut all = Vec::new();
        for (at, one) in &cases {
            for (after, other) in &cases[at + 1..] {
                if compare(one, other).is_likely() {
                    all.push((*at, *after));
                }
            }
        }
        found.sort_unstable();
        prop_assert_eq!(&found, &all);
        prop_assert!(found.iter().all(|(one, other)| one < other));
    }
}
