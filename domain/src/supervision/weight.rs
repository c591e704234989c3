use crate::case::{NextStep, Step};
use crate::codes::codes;
use crate::risk::RiskLevel;
use chrono::NaiveDate;

codes! {
    /// For how long the next step is overdue.
    Age {
        /// One to six days.
        Days = "days",
        /// Seven to thirteen.
        Week = "week",
        /// Fourteen to twenty-nine.
        Fortnight = "fortnight",
        /// Thirty and more.
        Month = "month",
    }
}

impl Age {
    /// The band of so many days; none when nothing is overdue.
    #[must_use]
    pub const fn of(days: i64) -> Option<Self> {
        match days {
            ..=0 => None,
            1..7 => Some(Self::Days),
            7..14 => Some(Self::Week),
            14..30 => Some(Self::Fortnight),
            30.. => Some(Self::Month),
        }
    }

    /// What it adds to a case: the longer it waits, the more work it is.
    const fn weight(self) -> u32 {
        match self {
            Self::Days => 1,
            Self::Week => 2,
            Self::Fortnight => 3,
            Self::Month => 4,
        }
    }
}

/// What a level of risk adds to a case.
const fn weight_of(level: RiskLevel) -> u32 {
    match level {
        RiskLevel::Low => 0,
        RiskLevel::Medium => 1,
        RiskLevel::High => 3,
        RiskLevel::Urgent => 5,
    }
}

/// What is known of a case without opening it: what its label says, and how great the danger was judged.
#[derive(Clone, Copy, Default)]
pub struct Signs {
    /// What is next.
    pub next: Option<NextStep>,
    /// The level of risk, where one was judged.
    pub risk: Option<RiskLevel>,
}

/// What every open case weighs.
const OPEN: u32 = 2;
/// Nobody knows what is next: somebody has to find out.
const NOTHING_NEXT: u32 = 1;
/// She is owed a call or a visit, which is more than a session in the house.
const FOLLOW_UP: u32 = 1;

impl Signs {
    /// For how long what is next is overdue.
    #[must_use]
    pub fn overdue(&self, today: NaiveDate) -> Option<Age> {
        self.next.and_then(|next| Age::of((today - next.on).num_days()))
    }

    /// What the case weighs today.
    #[must_use]
    pub fn weight(&self, today: NaiveDate) -> u32 {
        let step = self.next.map_or(NOTHING_NEXT, |next| if next.step == Step::FollowUp { FOLLOW_UP } else { 0 });
        OPEN + step + self.overdue(today).map_or(0, Age::weight) + self.risk.map_or(0, weight_of)
    }
}

#[cfg(test)]
mod tests;
