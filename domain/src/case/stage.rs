//! The five steps of managing a case (Circular 02/2020/TT-BLĐTBXH): which of them a case is at is read off the records that are
//! there, never set.

use crate::codes::codes;
use chrono::NaiveDate;

codes! {
    /// A step of the five.
    Stage {
        /// What she needs is being asked and judged.
        Intake = "intake",
        /// A plan is to be written with her, and approved.
        Plan = "plan",
        /// An approved plan is carried out.
        Support = "support",
        /// It is looked at again: its day has come, or it is being changed.
        Review = "review",
        /// The support ended.
        Closed = "closed",
    }
}

/// What there is of a case since its support last began: that it is there, and nothing of what it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Records {
    /// Whether how soon somebody looks in again was judged.
    pub risk: bool,
    /// Whether a need was written down.
    pub needs: bool,
    /// The number of the newest version of the plan; nought where there is none.
    pub newest_plan: i64,
    /// The number of the newest version that was approved; nought where there is none.
    pub approved_plan: i64,
}

impl Stage {
    /// The step a case is at, seen from this day. It leaves the first with needs and risk, the second with an approved plan
    /// (domain.md 3.1); `review_on` is the day on which the plan is looked at again.
    #[must_use]
    pub fn of(records: &Records, review_on: Option<NaiveDate>, closed: bool, today: NaiveDate) -> Self {
        let approved = records.approved_plan > 0;
        let due = review_on.is_some_and(|on| on <= today) || records.newest_plan > records.approved_plan;
        match records {
            _ if closed => Self::Closed,
            _ if approved && due => Self::Review,
            _ if approved => Self::Support,
            Records { newest_plan: 1.., .. } | Records { risk: true, needs: true, .. } => Self::Plan,
            _ => Self::Intake,
        }
    }

    /// Which of the five it is, from one on.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Intake => 1,
            Self::Plan => 2,
            Self::Support => 3,
            Self::Review => 4,
            Self::Closed => 5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Records, Stage};
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn records(risk: bool, needs: bool, newest_plan: i64, approved_plan: i64) -> Records {
        Records { risk, needs, newest_plan, approved_plan }
    }

    #[test]
    fn a_case_goes_from_step_to_step_as_records_are_added() {
        let tomorrow = Some(today() + Days::new(1));
        for (records, review_on, stage) in [
            (Records::default(), None, Stage::Intake),
            (records(true, false, 0, 0), None, Stage::Intake),
            (records(false, true, 0, 0), None, Stage::Intake),
            (records(true, true, 0, 0), None, Stage::Plan),
            // Written before everything was asked; and its day is nothing while nobody approved it.
            (records(false, false, 1, 0), tomorrow, Stage::Plan),
            (records(true, true, 3, 0), Some(today()), Stage::Plan),
            (records(true, true, 3, 3), tomorrow, Stage::Support),
            (records(true, true, 3, 3), None, Stage::Support),
            (records(true, true, 3, 3), Some(today()), Stage::Review),
            (records(true, true, 4, 3), tomorrow, Stage::Review),
            (records(true, true, 4, 4), tomorrow, Stage::Support),
        ] {
            assert_eq!(Stage::of(&records, review_on, false, today()), stage, "{records:?} {review_on:?}");
            assert_eq!(Stage::of(&records, review_on, true, today()), Stage::Closed, "whatever else is there");
        }
    }

    #[test]
    fn the_five_are_counted_in_their_order() {
        assert!(Stage::ALL.iter().map(|stage| stage.number()).eq(1..=5));
    }

    proptest! {
        #[test]
        fn one_more_record_never_leads_back(
            risk: bool, needs: bool, newest in 0_i64..4, approved in 0_i64..4, ahead in -2_i64..3,
        ) {
            let before = records(risk, needs, newest.max(approved), approved);
            let on = Some(today() + chrono::TimeDelta::days(ahead));
            let at = |records: &Records| Stage::of(records, on, false, today()).number();
            for more in [
                Records { risk: true, ..before },
                Records { needs: true, ..before },
                Records { newest_plan: before.newest_plan + 1, ..before },
            ] {
                prop_assert!(at(&more) >= at(&before), "{:?}", more);
            }
        }
    }
}
