//! Training: courses and cohorts, and one client's way through one.

pub mod certificate;
pub mod cohort;
pub mod course;
pub mod courses;
pub mod new;
pub mod step;

use crate::words::{Locale, Spoken, dong, say};
use domain::date::display;
use domain::id::CohortId;
use domain::training::{Cohort, Weekday};
use vault::training::Offered;

/// From when until when, and on which days of the week.
pub fn held(l: Locale, cohort: &Cohort) -> String {
    let days: Vec<_> = cohort.days.iter().map(|day| day.said(l)).collect();
    let days = if days.len() == Weekday::ALL.len() { say!(l, training.every_day).to_owned() } else { days.join(", ") };
    format!("{} – {} · {}", display(cohort.from), display(cohort.until), days)
}

/// The course and the cohort with this number.
pub fn find(courses: &[Offered], cohort: CohortId) -> Option<(&Offered, &Cohort)> {
    courses.iter().find_map(|offered| {
        let held = offered.cohorts.iter().find(|(id, _)| *id == cohort)?;
        Some((offered, &held.1))
    })
}

/// What a participant pays, in words.
pub fn cost(l: Locale, cost: i64) -> String {
    if cost == 0 { say!(l, training.free).to_owned() } else { dong(cost) }
}
