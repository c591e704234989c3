use super::{
    AttendanceForm, Cohort, CohortForm, CourseForm, Mark, Presence, Stage, StepForm, Weekday, cohort_of, percent,
};
use crate::id::CohortId;
use crate::livelihood::Chain;
use crate::problem::Problem;
use chrono::NaiveDate;
use uuid::Uuid;

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, d).expect("a day")
}

fn course() -> CourseForm {
    CourseForm {
        name: "May công nghiệp".into(),
        trade: "sewing".into(),
        level: "short".into(),
        hours: "240".into(),
        cost: String::new(),
        funder: "state".into(),
        boarding: "yes".into(),
        childcare: String::new(),
        places: "20".into(),
    }
}

#[test]
fn a_course_is_read() {
    let course = course().check().expect("a course");
    assert_eq!((course.hours, course.cost, course.places), (240, 0, 20));
    assert!(course.boarding && !course.childcare);
}

#[test]
fn every_problem_of_a_course_at_once() {
    let problems =
        CourseForm {
            hours: "0".into(), name: "Gọi 0912345678".into(), places: "hai".into(), ..CourseForm::default()
        }
        .check()
        .expect_err("problems");
    assert_eq!(problems.of("name"), Some(Problem::LooksPersonal));
    assert_eq!(problems.of("hours"), Some(Problem::OutOfRange { min: 1, max: 2_000 }));
    assert_eq!(problems.of("places"), Some(Problem::NotANumber));
    for field in ["trade", "level", "funder"] {
        assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
    }
}

#[test]
fn a_cohort_is_held_on_some_day() {
    let form = |from: &str, until: &str, days: &[&str]| CohortForm {
        from: from.into(),
        until: until.into(),
        days: days.iter().map(|day| (*day).to_owned()).collect(),
    };
    assert!(form("01/06/2026", "30/06/2026", &["mon", "wed"]).check().is_ok());
    // The first of June 2026 is a Monday.
    let problems = form("01/06/2026", "01/06/2026", &["tue"]).check().expect_err("problems");
    assert_eq!(problems.of("days"), Some(Problem::Conflicting));
    let problems = form("02/06/2026", "01/06/2026", &[]).check().expect_err("problems");
    assert_eq!((problems.of("until"), problems.of("days")), (Some(Problem::Conflicting), Some(Problem::Missing)));
}

fn cohort() -> Cohort {
    Cohort { from: day(1), until: day(30), days: vec![Weekday::Monday, Weekday::Wednesday] }
}

#[test]
fn the_last_day_it_was_held() {
    assert_eq!(cohort().last_held(day(2)), Some(day(1)));
    assert_eq!(cohort().last_held(day(30)), Some(day(29)));
    assert_eq!(cohort().last_held(NaiveDate::from_ymd_opt(2026, 5, 31).expect("a day")), None);
}

#[test]
fn attendance_counts_days_that_count() {
    let cohort = CohortId(Uuid::from_u128(1));
    let mark = |d, presence| Mark { cohort, day: day(d), presence };
    assert_eq!(percent(&[], cohort), None);
    assert_eq!(percent(&[mark(1, Presence::Excused)], cohort), None);
    let marks = [
        mark(1, Presence::Present),
        mark(3, Presence::Absent),
        mark(8, Presence::Present),
        mark(10, Presence::Excused),
        // Put right later: she was there.
        mark(3, Presence::Present),
        mark(15, Presence::Absent),
    ];
    assert_eq!(percent(&marks, cohort), Some(75));
    assert_eq!(percent(&marks, CohortId(Uuid::from_u128(2))), None);
}

#[test]
fn a_day_of_attendance_is_one_it_was_held_on() {
    let form = |typed: &str| AttendanceForm { day: typed.into(), present: vec!["a".into()], excused: vec!["b".into()] };
    assert_eq!(form("01/06/2026").check(&cohort(), day(10)), Ok(day(1)));
    assert_eq!(form("02/06/2026").check(&cohort(), day(10)).expect_err("closed").of("day"), Some(Problem::Conflicting));
    assert_eq!(
        form("15/06/2026").check(&cohort(), day(10)).expect_err("to come").of("day"),
        Some(Problem::DateInFuture)
    );
    let form = form("01/06/2026");
    assert_eq!([form.of("a"), form.of("b"), form.of("c")], [Presence::Present, Presence::Excused, Presence::Absent]);
}

#[test]
fn a_name_is_put_down_for_a_cohort_and_goes_on_from_there() {
    let offered = [CohortId(Uuid::from_u128(7))];
    let mut chain = Chain::default();
    let form = StepForm { stage: "enrolled".into(), on: "01/06/2026".into(), ..StepForm::default() };
    let problems = form.check(&chain, &offered, day(5)).err().expect("problems");
    assert_eq!((problems.of("cohort"), problems.of("called")), (Some(Problem::Missing), Some(Problem::Missing)));
    let foreign = StepForm { cohort: Uuid::from_u128(8).to_string(), called: "Hoa".into(), ..form.clone() };
    assert_eq!(
        foreign.check(&chain, &offered, day(5)).err().expect("problems").of("cohort"),
        Some(Problem::NotAChoice)
    );
    let form = StepForm { cohort: offered[0].to_string(), called: "Hoa".into(), ..form };
    chain.add(form.check(&chain, &offered, day(5)).expect("a step"));
    assert_eq!(cohort_of(&chain), Some(offered[0]));

    let skipped = StepForm { stage: "completed".into(), on: "31/05/2026".into(), ..StepForm::default() };
    let problems = skipped.check(&chain, &offered, day(5)).err().expect("problems");
    assert_eq!((problems.of("stage"), problems.of("on")), (Some(Problem::NotAChoice), Some(Problem::Conflicting)));
    let left = StepForm { stage: "dropped_out".into(), on: "02/06/2026".into(), ..StepForm::default() };
    assert_eq!(left.check(&chain, &offered, day(5)).err().expect("problems").of("reason"), Some(Problem::Missing));
    let approved = StepForm { stage: "approved".into(), on: "02/06/2026".into(), reason: "family".into(), ..left };
    let step = approved.check(&chain, &offered, day(5)).expect("a step");
    assert!(step.stage == Stage::Approved && step.reason.is_none());
}
