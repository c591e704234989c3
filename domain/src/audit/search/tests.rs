use super::{CaseTag, SearchForm};
use crate::audit::Deed;
use crate::problem::Problem;

#[test]
fn a_tag_is_read_as_it_is_shown() {
    let tag = CaseTag(*b"\x01\x23\x45\x67\x89\xab\xcd\xef0123456\xff");
    assert_eq!(tag.to_string(), "0123 4567 89AB CDEF 3031 3233 3435 36FF");
    assert_eq!(CaseTag::parse(&tag.to_string()), Ok(tag));
    assert_eq!(CaseTag::parse(&tag.to_string().to_lowercase().replace(' ', "")), Ok(tag));
    assert_eq!(CaseTag::parse("  "), Err(Problem::Missing));
    assert_eq!(CaseTag::parse("KH-7K3M-92PX"), Err(Problem::BadCode));
    assert_eq!(CaseTag::parse(&"ă".repeat(16)), Err(Problem::BadCode));
}

#[test]
fn nothing_filled_in_finds_everything() {
    let search = SearchForm::default().check().expect("a search");
    assert!(search.account.is_none() && search.tag.is_none() && search.deed.is_none() && search.from.is_none());
}

#[test]
fn what_is_filled_in_is_looked_for() {
    let id = uuid::Uuid::from_u128(7);
    let form = SearchForm {
        account: id.to_string(),
        tag: "0".repeat(32),
        deed: "listed".into(),
        from: "02/11/2026".into(),
        until: "02/11/2026".into(),
    };
    // One day is a period too.
    let search = form.check().expect("a search");
    assert_eq!(search.account.map(|account| account.0), Some(id));
    assert_eq!((search.tag, search.deed), (Some(CaseTag([0; 16])), Some(Deed::Listed)));
    assert!(search.from.is_some() && search.from == search.until);
}

#[test]
fn every_problem_stands_at_its_field() {
    let form = SearchForm {
        account: "x".into(),
        tag: "y".into(),
        deed: "z".into(),
        from: "02/11/2026".into(),
        until: "01/11/2026".into(),
    };
    let problems = form.check().expect_err("all wrong");
    let fields: Vec<_> = problems.iter().collect();
    assert_eq!(
        fields,
        [
            ("account", Problem::NotAChoice),
            ("tag", Problem::BadCode),
            ("deed", Problem::NotAChoice),
            ("until", Problem::Conflicting)
        ]
    );
}
