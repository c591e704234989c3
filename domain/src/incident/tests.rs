use super::{IncidentForm, IncidentKind};
use crate::case::Step;
use crate::problem::Problem;
use chrono::NaiveDate;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day")
}

fn form() -> IncidentForm {
    IncidentForm {
        kind: "physical".into(),
        happened_on: "24/11/2026".into(),
        place: "home".into(),
        wishes: vec!["medical".into()],
        done: "Cùng đến trạm y tế".into(),
        told: vec!["health".into()],
        ..IncidentForm::default()
    }
}

fn problem(form: &IncidentForm, field: &str) -> Option<Problem> {
    form.check(today()).err().and_then(|problems| problems.of(field))
}

#[test]
fn what_is_needed_is_asked_for_at_once() {
    let problems = IncidentForm::default().check(today()).err().expect("nothing was typed");
    for field in ["kind", "happened_on", "place", "wishes", "done"] {
        assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
    }
    let incident = form().check(today()).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(incident.kind == IncidentKind::Physical && incident.follow_up().is_none());
    let tomorrow = IncidentForm { happened_on: "26/11/2026".into(), ..form() };
    assert_eq!(problem(&tomorrow, "happened_on"), Some(Problem::DateInFuture));
}

#[test]
fn an_authority_is_told_only_at_her_wish_or_for_a_child() {
    let told = IncidentForm { told: vec!["authority".into()], ..form() };
    assert_eq!(problem(&told, "told"), Some(Problem::Conflicting));
    let wished = IncidentForm { wishes: vec!["report".into()], ..told.clone() };
    assert!(wished.check(today()).is_ok());
    let child = IncidentForm {
        under_18: "yes".into(),
        told: vec!["authority".into(), "child_protection".into()],
        follow_up_on: "10/12/2026".into(),
        ..told
    };
    assert!(child.check(today()).is_ok_and(|incident| !incident.owes_child_protection()));
    let both = IncidentForm { wishes: vec!["only_noted".into(), "legal".into()], ..form() };
    assert_eq!(problem(&both, "wishes"), Some(Problem::Conflicting));
}

#[test]
fn who_is_hurt_or_a_child_is_spoken_with_again() {
    for who in ["hurt", "within_72_hours", "under_18"] {
        let mut form = form();
        match who {
            "hurt" => form.hurt = "yes".into(),
            "under_18" => form.under_18 = "yes".into(),
            _ => form.within_72_hours = "yes".into(),
        }
        assert_eq!(problem(&form, "follow_up_on"), Some(Problem::Missing), "{who}");
        form.follow_up_on = "24/11/2026".into();
        assert_eq!(problem(&form, "follow_up_on"), Some(Problem::DateInPast), "{who}");
        form.follow_up_on = "27/11/2026".into();
        let late = (who == "under_18").then_some(Problem::DateInFuture);
        assert_eq!(problem(&form, "follow_up_on"), late, "{who}: nobody who protects children was told");
        form.follow_up_on = "26/11/2026".into();
        let incident = form.check(today()).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(incident.follow_up().is_some_and(|next| next.step == Step::FollowUp));
        assert_eq!(incident.owes_child_protection(), who == "under_18");
    }
}

#[test]
fn two_weeks_are_lately() {
    let now = "2026-11-25T02:00:00Z".parse().expect("a time");
    assert_eq!(super::lately(now).to_rfc3339(), "2026-11-11T02:00:00+00:00");
}
