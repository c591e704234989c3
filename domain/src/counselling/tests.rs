use super::{Attendance, CounsellingForm, Setting};
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn form() -> CounsellingForm {
    CounsellingForm {
        kind: "crisis".into(),
        held_on: "23/11/2026".into(),
        agreed: "Gọi lại".into(),
        ..CounsellingForm::default()
    }
}

fn problems(form: &CounsellingForm) -> Problems {
    form.check(today()).err().expect("something is wrong")
}

#[test]
fn dates_must_make_sense() {
    let problems = problems(&CounsellingForm { held_on: "24/11/2026".into(), next_on: "22/11/2026".into(), ..form() });
    assert_eq!(problems.of("held_on"), Some(Problem::DateInFuture));
    assert_eq!(problems.of("next_on"), Some(Problem::DateInPast));
}

#[test]
fn nothing_said_is_one_client_who_came() {
    let session = form().check(today()).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!((session.setting, session.attendance), (Setting::Individual, Attendance::Came));
}

#[test]
fn a_group_is_a_number_and_no_numbers_of_people() {
    let group = |people: &str| CounsellingForm { setting: "group".into(), people: people.into(), ..form() };
    for (typed, problem) in [
        ("", Problem::Missing),
        ("1", Problem::OutOfRange { min: 2, max: 200 }),
        ("201", Problem::OutOfRange { min: 2, max: 200 }),
        ("99999999999999999999", Problem::OutOfRange { min: 2, max: 200 }),
        ("năm", Problem::NotANumber),
    ] {
        assert_eq!(problems(&group(typed)).of("people"), Some(problem), "{typed}");
    }
    assert_eq!(group(" 7 ").check(today()).ok().and_then(|session| session.people), Some(7));
    let named = CounsellingForm { agreed: "Chị Lan 0912345678 cũng đến".into(), ..group("7") };
    assert_eq!(problems(&named).of("agreed"), Some(Problem::LooksPersonal));
    let alone = CounsellingForm { people: "7".into(), ..form() };
    assert_eq!(alone.check(today()).ok().and_then(|session| session.people), None, "nobody else was there");
}

#[test]
fn with_others_the_client_was_asked_alone_before() {
    for setting in ["couple", "family"] {
        let with = CounsellingForm { setting: setting.into(), ..form() };
        assert_eq!(problems(&with).of("asked_alone"), Some(Problem::Missing));
        assert!(CounsellingForm { asked_alone: "yes".into(), ..with }.check(today()).is_ok());
    }
}

#[test]
fn who_did_not_come_was_given_nothing() {
    for attendance in ["did_not_come", "called_off"] {
        let missed = CounsellingForm { attendance: attendance.into(), ..form() };
        assert!(missed.check(today()).is_ok());
        let given = CounsellingForm { services: vec!["information".into()], ..missed };
        assert_eq!(problems(&given).of("services"), Some(Problem::Conflicting));
    }
    let strange = CounsellingForm { setting: "crowd".into(), attendance: "late".into(), ..form() };
    let problems = problems(&strange);
    assert_eq!(
        (problems.of("setting"), problems.of("attendance")),
        (Some(Problem::NotAChoice), Some(Problem::NotAChoice))
    );
}
