use super::Cohort;
use crate::codes::codes;
use crate::date::needed_date;
use crate::id::CohortId;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// Whether somebody was there.
    Presence {
        /// She was.
        Present = "present",
        /// She was not, and had said so: the day does not count.
        Excused = "excused",
        /// She was not.
        Absent = "absent",
    }
}

/// Whether a client was there on one day of a cohort. A later one of the same day stands in its place.
#[derive(Clone, Serialize, Deserialize)]
pub struct Mark {
    /// Of which cohort.
    pub cohort: CohortId,
    /// On which day (Vietnam).
    pub day: NaiveDate,
    /// Whether she was there.
    pub presence: Presence,
}

/// How much of a cohort somebody was there, in per cent, rounded down; `None` before the first day that counts.
#[must_use]
pub fn percent(marks: &[Mark], cohort: CohortId) -> Option<u8> {
    let days: BTreeMap<_, _> =
        marks.iter().filter(|mark| mark.cohort == cohort).map(|mark| (mark.day, mark.presence)).collect();
    let count = |wanted| days.values().filter(|presence| **presence == wanted).count();
    let (present, absent) = (count(Presence::Present), count(Presence::Absent));
    (present * 100).checked_div(present + absent).and_then(|percent| u8::try_from(percent).ok())
}

/// The attendance of one day as typed: a line for each, in the order of the page.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct AttendanceForm {
    /// The day.
    #[serde(default)]
    pub day: String,
    /// Who was there: the referrals by which the desk knows them.
    #[serde(default)]
    pub present: Vec<String>,
    /// Who was not and had said so.
    #[serde(default)]
    pub excused: Vec<String>,
}

impl AttendanceForm {
    /// All problems at once, or the day.
    ///
    /// # Errors
    /// `DateInFuture` for a day to come; `Conflicting` for one on which the cohort is not held, or for somebody who was both
    /// there and excused.
    pub fn check(&self, cohort: &Cohort, today: NaiveDate) -> Result<NaiveDate, Problems> {
        let mut problems = Problems::none();
        let day = problems.keep("day", needed_date(&self.day));
        match day {
            Some(day) if day > today => problems.add("day", Problem::DateInFuture),
            Some(day) if !cohort.is_held_on(day) => problems.add("day", Problem::Conflicting),
            _ => {}
        }
        // As many as a body holds: each is looked up, and not compared with each.
        let present: BTreeSet<_> = self.present.iter().collect();
        if self.excused.iter().any(|who| present.contains(who)) {
            problems.add("excused", Problem::Conflicting);
        }
        problems.finish(day)
    }

    /// What is said of one of them: who is not named was not there.
    #[must_use]
    pub fn of(&self, who: &str) -> Presence {
        let named = |list: &[String]| list.iter().any(|name| name == who);
        match (named(&self.present), named(&self.excused)) {
            (true, _) => Presence::Present,
            (false, true) => Presence::Excused,
            (false, false) => Presence::Absent,
        }
    }
}
