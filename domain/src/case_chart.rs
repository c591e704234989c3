//! Pictures of a caseload: what is next, and whether it is late. Counted over what one may open, never stored.

use crate::case::{Label, Step};
use crate::codes::codes;
use chrono::NaiveDate;
use std::ops::RangeInclusive;

codes! {
    /// When the next step of a case is.
    When {
        /// More than a week ago.
        LongOverdue = "long_overdue",
        /// In the week that has passed.
        Overdue = "overdue",
        /// Today.
        Today = "today",
        /// Within a week.
        ThisWeek = "this_week",
        /// Later.
        Later = "later",
        /// Nothing was agreed.
        Nothing = "nothing",
    }
}

/// A week: what is late by more than this has been forgotten.
const WEEK: i64 = 7;

impl When {
    /// When the next step of a case is, seen from this day.
    #[must_use]
    pub fn of(label: &Label, today: NaiveDate) -> Self {
        const FORGOTTEN: RangeInclusive<i64> = i64::MIN..=-WEEK - 1;
        match label.first_due().map(|next| (next.on - today).num_days()) {
            None => Self::Nothing,
            Some(days) if FORGOTTEN.contains(&days) => Self::LongOverdue,
            Some(..0) => Self::Overdue,
            Some(0) => Self::Today,
            Some(1..=WEEK) => Self::ThisWeek,
            Some(_) => Self::Later,
        }
    }

    /// Whether its day has passed.
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Self::LongOverdue | Self::Overdue)
    }
}

/// How many there are of each kind, in the order of the kinds, those with none included. Any closed list of a case can be
/// counted by it.
#[must_use]
pub fn spread<K: Copy + PartialEq>(kinds: &[K], of: impl IntoIterator<Item = K>) -> Vec<(K, usize)> {
    let mut counted: Vec<_> = kinds.iter().map(|kind| (*kind, 0)).collect();
    for found in of {
        if let Some((_, count)) = counted.iter_mut().find(|(kind, _)| *kind == found) {
            *count += 1;
        }
    }
    counted
}

/// Of the cases that are owed a step of one kind: how many still have time, and how many are late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnTime {
    /// Its day has not passed.
    pub on_time: usize,
    /// Its day has passed.
    pub late: usize,
}

impl OnTime {
    /// How many of a hundred still have time, rounded down; nothing of none.
    #[must_use]
    pub fn share(self) -> Option<usize> {
        (self.on_time * 100).checked_div(self.on_time + self.late)
    }
}

/// How the steps of one kind that are owed stand.
#[must_use]
pub fn on_time<'a>(step: Step, labels: impl IntoIterator<Item = &'a Label>, today: NaiveDate) -> OnTime {
    let (late, on_time) =
        labels.into_iter().filter_map(|label| label.owed(step)).partition::<Vec<_>, _>(|on| *on < today);
    OnTime { on_time: on_time.len(), late: late.len() }
}

#[cfg(test)]
mod tests;
