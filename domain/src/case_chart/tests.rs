use super::{OnTime, When, on_time, spread};
use crate::case::{Label, NextStep, Step};
use chrono::{Days, NaiveDate};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn label(next: Option<(Step, i64)>) -> Label {
    let day = |days: i64| {
        let by = Days::new(days.unsigned_abs());
        if days < 0 { today() - by } else { today() + by }
    };
    Label { next: next.map(|(step, days)| NextStep { step, on: day(days) }), ..Label::bare("Hoa Ban") }
}

#[test]
fn a_day_has_one_place() {
    for (days, when) in [
        (-400, When::LongOverdue),
        (-8, When::LongOverdue),
        (-7, When::Overdue),
        (-1, When::Overdue),
        (0, When::Today),
        (1, When::ThisWeek),
        (7, When::ThisWeek),
        (8, When::Later),
    ] {
        assert_eq!(When::of(&label(Some((Step::Session, days))), today()), when, "{days}");
    }
    assert_eq!(When::of(&label(None), today()), When::Nothing);
}

#[test]
fn every_case_is_counted_once_and_what_has_none_is_there() {
    let all: Vec<_> = [-9, -1, 0, 3, 3].map(|days| label(Some((Step::Session, days)))).into();
    let counted = spread(When::ALL, all.iter().map(|label| When::of(label, today())));
    assert_eq!(counted.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [1, 1, 1, 2, 0, 0]);
    assert_eq!(counted.iter().map(|(_, count)| count).sum::<usize>(), all.len());
}

#[test]
fn what_is_owed_has_time_or_is_late() {
    let all = [label(Some((Step::FollowUp, -1))), label(Some((Step::FollowUp, 0))), label(Some((Step::Session, -1)))];
    assert_eq!(on_time(Step::FollowUp, &all, today()), OnTime { on_time: 1, late: 1 });
    assert_eq!(on_time(Step::Session, &[label(None)], today()), OnTime { on_time: 0, late: 0 });
}

#[test]
fn a_share_is_of_a_hundred_and_of_nothing_there_is_none() {
    let share = |on_time, late| OnTime { on_time, late }.share();
    assert_eq!([share(1, 2), share(3, 0), share(0, 3), share(0, 0)], [Some(33), Some(100), Some(0), None]);
}
