//! Training: courses and cohorts, and one client's way through one.

pub mod certificate;
pub mod cohort;
pub mod course;
pub mod courses;
pub mod new;
pub mod step;

use crate::words::{Locale, Spoken, say};
use domain::date::display;
use domain::id::CohortId;
use domain::training::Cohort;
use vault::training::Offered;

/// From when until when, and on which days of the week.
pub fn held(l: Locale, cohort: &Cohort) -> String {
    let days: Vec<_> = cohort.days.iter().map(|day| day.said(l)).collect();
    format!("{} – {} · {}", display(cohort.from), display(cohort.until), days.join(", "))
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
    if cost == 0 { say!(l, training.free).to_owned() } else { amount(cost) }
}

/// An amount in đồng, in groups of three.
pub fn amount(dong: i64) -> String {
    let digits = dong.to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("{grouped} đ")
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_written_in_groups() {
        assert_eq!(amount(0), "0 đ");
        assert_eq!(amount(500), "500 đ");
        assert_eq!(amount(20_000_000), "20.000.000 đ");
    }
}
