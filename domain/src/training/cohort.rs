use crate::codes::codes;
use crate::date::needed_date;
use crate::problem::{Problem, Problems};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

codes! {
    /// A day of the week.
    Weekday {
        /// Monday.
        Monday = "mon",
        /// Tuesday.
        Tuesday = "tue",
        /// Wednesday.
        Wednesday = "wed",
        /// Thursday.
        Thursday = "thu",
        /// Friday.
        Friday = "fri",
        /// Saturday.
        Saturday = "sat",
        /// Sunday.
        Sunday = "sun",
    }
}

/// Most days from the first to the last: two years.
const LONGEST: u64 = 731;

/// One time that a course is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// On which days of the week.
    pub days: Vec<Weekday>,
}

impl Cohort {
    /// Whether the course is held on a day.
    #[must_use]
    pub fn is_held_on(&self, day: NaiveDate) -> bool {
        let weekday = Weekday::ALL[day.weekday().num_days_from_monday() as usize];
        (self.from..=self.until).contains(&day) && self.days.contains(&weekday)
    }

    /// The last day up to `today` on which it was held.
    #[must_use]
    pub fn last_held(&self, today: NaiveDate) -> Option<NaiveDate> {
        let until = self.until.min(today);
        (0..7).filter_map(|back| until.checked_sub_days(Days::new(back))).find(|day| self.is_held_on(*day))
    }
}

/// A cohort as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CohortForm {
    /// First day.
    #[serde(default)]
    pub from: String,
    /// Last day.
    #[serde(default)]
    pub until: String,
    /// Codes of [`Weekday`].
    #[serde(default)]
    pub days: Vec<String>,
}

impl CohortForm {
    /// All problems at once, or the cohort. The first day may have passed: what runs already can be written down.
    ///
    /// # Errors
    /// Each problem beside its field; `Conflicting` when it ends before it begins, lasts over two years, or is held on no
    /// day between its first and its last.
    pub fn check(&self) -> Result<Cohort, Problems> {
        let mut problems = Problems::none();
        let from = problems.keep("from", needed_date(&self.from));
        let until = problems.keep("until", needed_date(&self.until));
        let days = problems.keep("days", Weekday::from_codes(&self.days)).unwrap_or_default();
        if days.is_empty() {
            problems.add("days", Problem::Missing);
        }
        if let (Some(from), Some(until)) = (from, until) {
            let longest = from.checked_add_days(Days::new(LONGEST)).unwrap_or(NaiveDate::MAX);
            if until < from || until > longest {
                problems.add("until", Problem::Conflicting);
            }
        }
        let cohort = (|| Some(Cohort { from: from?, until: until?, days }))();
        let held = |cohort: &Cohort| cohort.from.iter_days().take(7).any(|day| cohort.is_held_on(day));
        if problems.is_empty() && cohort.as_ref().is_some_and(|cohort| !held(cohort)) {
            problems.add("days", Problem::Conflicting);
        }
        problems.finish(cohort)
    }
}
