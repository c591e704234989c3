//! How soon somebody must look in again: a level, who judged it, when and why, and what puts a look off.

use crate::case::{NextStep, Step};
use crate::codes::codes;
use crate::number::needed;
use crate::problem::Problems;
use crate::text::Prose;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Longest reason, in characters.
pub const REASON_MAX: usize = 2000;

codes! {
    /// Levels, the most pressing first (domain.md 3.1).
    RiskLevel {
        /// Life, health or safety in danger now.
        Urgent = "urgent",
        /// Likely soon.
        High = "high",
        /// Possible.
        Medium = "medium",
        /// Nothing pressing.
        Low = "low",
    }
}

impl RiskLevel {
    /// Days until somebody looks in again: 48 hours, 7, 14, 30 days (domain.md 3.1).
    #[must_use]
    pub const fn days(self) -> u64 {
        match self {
            Self::Urgent => 2,
            Self::High => 7,
            Self::Medium => 14,
            Self::Low => 30,
        }
    }

    /// The look that is owed after she was seen on this day; never a day that is over.
    #[must_use]
    pub fn follow_up(self, seen_on: NaiveDate, today: NaiveDate) -> NextStep {
        NextStep { step: Step::FollowUp, on: (seen_on + Days::new(self.days())).max(today) }
    }
}

/// Most days a look is put off when no level was judged yet.
const WITHOUT_A_LEVEL: u64 = RiskLevel::High.days();

/// A judgement as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct RiskForm {
    /// Code of [`RiskLevel`].
    #[serde(default)]
    pub level: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// A judgement.
#[derive(Clone, Serialize, Deserialize)]
pub struct Assessment {
    /// The level.
    pub level: RiskLevel,
    /// What was seen and heard that says so.
    pub reason: Prose<REASON_MAX>,
}

impl RiskForm {
    /// All problems at once, or the judgement.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Assessment, Problems> {
        let mut problems = Problems::none();
        let level = problems.keep("level", RiskLevel::from_code(&self.level));
        let reason = problems.keep("reason", Prose::required(&self.reason));
        problems.finish((|| Some(Assessment { level: level?, reason: reason? }))())
    }
}

/// Putting a look off, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SnoozeForm {
    /// For how many days from today.
    #[serde(default)]
    pub days: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// A look that was put off.
#[derive(Clone, Serialize, Deserialize)]
pub struct Snooze {
    /// To which day (Vietnam).
    pub until: NaiveDate,
    /// Why.
    pub reason: Prose<REASON_MAX>,
}

impl SnoozeForm {
    /// All problems at once, or the day it is put off to: from tomorrow on, and no further than the level's own rhythm.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, level: Option<RiskLevel>, today: NaiveDate) -> Result<Snooze, Problems> {
        let mut problems = Problems::none();
        let most = level.map_or(WITHOUT_A_LEVEL, RiskLevel::days);
        let days = problems.keep("days", needed(&self.days, 1, most.try_into().unwrap_or(i64::MAX)));
        let reason = problems.keep("reason", Prose::required(&self.reason));
        problems.finish((|| Some(Snooze { until: today + Days::new(days?.unsigned_abs()), reason: reason? }))())
    }
}

/// Whether a next step is one that can be put off: a look that is due or overdue.
#[must_use]
pub fn may_be_put_off(next: Option<NextStep>, today: NaiveDate) -> bool {
    next.is_some_and(|next| next.step == Step::FollowUp && next.on <= today)
}

#[cfg(test)]
mod tests {
    use super::{RiskForm, RiskLevel, SnoozeForm, may_be_put_off};
    use crate::case::{NextStep, Step};
    use crate::problem::Problem;
    use chrono::{Days, NaiveDate};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day")
    }

    #[test]
    fn each_level_has_its_rhythm() {
        let days: Vec<_> = RiskLevel::ALL.iter().map(|level| level.days()).collect();
        assert_eq!(days, [2, 7, 14, 30]);
        let long_ago = today() - Days::new(9);
        assert_eq!(RiskLevel::High.follow_up(long_ago, today()).on, today(), "what is over is owed today");
        assert_eq!(RiskLevel::Medium.follow_up(long_ago, today()).on, today() + Days::new(5));
    }

    #[test]
    fn a_level_needs_its_reason() {
        let problems = RiskForm { level: "high".into(), reason: " ".into() }.check().err().expect("no reason");
        assert_eq!((problems.of("level"), problems.of("reason")), (None, Some(Problem::Missing)));
        assert!(RiskForm { level: "low".into(), reason: "Đã ổn định".into() }.check().is_ok());
    }

    #[test]
    fn a_look_is_put_off_no_further_than_its_rhythm() {
        let days = |typed: &str, level| {
            let form = SnoozeForm { days: typed.into(), reason: "Khách hàng đi vắng".into() };
            form.check(level, today()).map(|snooze| snooze.until).map_err(|found| found.of("days"))
        };
        assert_eq!(days("2", Some(RiskLevel::Urgent)), Ok(today() + Days::new(2)));
        let far = Err(Some(Problem::OutOfRange { min: 1, max: 2 }));
        assert_eq!(days("3", Some(RiskLevel::Urgent)), far);
        assert_eq!(days("0", Some(RiskLevel::Urgent)), far);
        assert_eq!(days("7", None), Ok(today() + Days::new(7)));
        assert_eq!(days("mai", None), Err(Some(Problem::NotANumber)));
        assert_eq!(days("99999999999999999999999", None), Err(Some(Problem::OutOfRange { min: 1, max: 7 })));
    }

    #[test]
    fn only_a_look_that_is_due_is_put_off() {
        let next = |step, on| Some(NextStep { step, on });
        assert!(may_be_put_off(next(Step::FollowUp, today()), today()));
        assert!(!may_be_put_off(next(Step::FollowUp, today() + Days::new(1)), today()));
        assert!(!may_be_put_off(next(Step::Session, today()), today()));
        assert!(!may_be_put_off(None, today()));
    }
}
