use super::{Cv, CvForm, Stage, StepForm, Told, checks, next_check};
use crate::id::EmployerId;
use crate::livelihood::Chain;
use crate::problem::Problem;
use chrono::NaiveDate;
use uuid::Uuid;

fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).expect("a day")
}

fn cv(tell_name: &str, name: &str) -> CvForm {
    CvForm {
        tell_name: tell_name.into(), name: name.into(), skills: "May quần áo, 3 năm".into(), ..CvForm::default()
    }
}

#[test]
fn a_name_is_kept_only_with_her_yes() {
    assert_eq!(cv("", "Hoa").check(&[]).err().expect("problems").of("name"), Some(Problem::Conflicting));
    assert_eq!(cv("yes", "").check(&[]).err().expect("problems").of("name"), Some(Problem::Missing));
    let told = |form: CvForm| form.check(&[]).expect("a paper").tells();
    assert_eq!(told(cv("", "")), [Told::Skills]);
    assert_eq!(told(cv("yes", "Hoa")), [Told::Skills, Told::Name]);
    let phone = CvForm { tell_phone: "yes".into(), phone: "0912 345 678".into(), ..cv("", "") };
    assert_eq!(told(phone), [Told::Skills, Told::Phone]);
}

#[test]
fn the_paper_does_not_say_who_helped_her() {
    let named = CvForm { work: "Học nghề ở nhóm ĐỒNG  HÀNH".into(), ..cv("", "") };
    let named = CvForm { work: named.work.replace("  ", " "), ..named };
    assert_eq!(named.check(&["Đồng Hành"]).err().expect("problems").of("work"), Some(Problem::NamesTheService));
    let numbered = CvForm { wishes: "gọi 0912345678".into(), ..cv("", "") };
    assert_eq!(numbered.check(&[]).err().expect("problems").of("wishes"), Some(Problem::LooksPersonal));
}

#[test]
fn an_employer_gets_no_more_than_was_agreed_for_it() {
    let paper: Cv = cv("yes", "Hoa").check(&[]).expect("a paper");
    assert!(paper.only(&[Told::Skills]).name.is_none());
    assert!(paper.only(&[Told::Skills, Told::Name, Told::Phone]).phone.is_none());
}

fn step(stage: &str, on: &str) -> StepForm {
    StepForm { stage: stage.into(), on: on.into(), ..StepForm::default() }
}

#[test]
fn who_is_introduced_has_a_paper_and_is_told_of_within_it() {
    let offered = [EmployerId(Uuid::from_u128(3))];
    let today = date(2026, 6, 1);
    let mut chain = Chain::default();
    chain.add(step("registered", "01/05/2026").check(&chain, &offered, None, today).expect("a step"));
    let form = StepForm {
        employer: offered[0].to_string(),
        job: "Thợ may".into(),
        told: vec!["skills".into(), "name".into()],
        ..step("introduced", "02/05/2026")
    };
    let problem = |cv: Option<&Cv>| form.check(&chain, &offered, cv, today).err().and_then(|found| found.of("told"));
    assert_eq!(problem(None), Some(Problem::Conflicting));
    let without: Cv = cv("", "").check(&[]).expect("a paper");
    assert_eq!(problem(Some(&without)), Some(Problem::Conflicting));
    let with: Cv = cv("yes", "Hoa").check(&[]).expect("a paper");
    assert_eq!(problem(Some(&with)), None);
    let nothing = StepForm { told: Vec::new(), ..form.clone() };
    assert_eq!(
        nothing.check(&chain, &offered, Some(&with), today).err().expect("problems").of("told"),
        Some(Problem::Missing)
    );
}

#[test]
fn the_looks_are_owed_after_one_three_and_six_months() {
    let due = checks(date(2026, 8, 31)).map(|(_, on)| on);
    assert_eq!(due, [date(2026, 9, 30), date(2026, 11, 30), date(2027, 2, 28)]);

    let today = date(2026, 12, 1);
    let offered = [EmployerId(Uuid::from_u128(3))];
    let paper: Cv = cv("", "").check(&[]).expect("a paper");
    let mut chain = Chain::default();
    let introduced = StepForm {
        employer: offered[0].to_string(),
        job: "Thợ may".into(),
        told: vec!["skills".into()],
        ..step("introduced", "02/05/2026")
    };
    let started = StepForm { contract: "fixed_term".into(), wage: "5_8".into(), ..step("started", "10/05/2026") };
    for form in [step("registered", "01/05/2026"), introduced, started] {
        chain.add(form.check(&chain, &offered, Some(&paper), today).expect("a step"));
    }
    assert_eq!(next_check(&chain), Some((Stage::StillOne, date(2026, 6, 10))));
    let early = step("still_1", "01/06/2026").check(&chain, &offered, Some(&paper), today);
    assert_eq!(early.err().expect("problems").of("on"), Some(Problem::DateInPast));
    // The first look was missed: the second can be taken.
    chain.add(step("still_3", "10/08/2026").check(&chain, &offered, Some(&paper), today).expect("a step"));
    assert_eq!(next_check(&chain), Some((Stage::StillSix, date(2026, 11, 10))));
    chain.add(step("still_6", "10/11/2026").check(&chain, &offered, Some(&paper), today).expect("a step"));
    assert_eq!(next_check(&chain), None);
}
