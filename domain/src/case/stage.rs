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
mod tests;
