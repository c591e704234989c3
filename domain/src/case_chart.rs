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
mod tests {
    use super::{OnTime, When, on_time, spread};
    use crate::case::{Label, NextStep, Step};
    use crate::client::ClientCode;
    use crate::text::Line;
    use chrono::{Days, NaiveDate};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn label(next: Option<(Step, i64)>) -> Label {
        let day = |days: i64| {
            let by = Days::new(days.unsigned_abs());
            if days < 0 { today() - by } else { today() + by }
        };
        Label {
            alias: Line::required("Hoa Ban").expect("a short line"),
            code: ClientCode::from_random([7; 8]),
            name: None,
            phone_tail: None,
            born_year: None,
            commune: None,
            next: next.map(|(step, days)| NextStep { step, on: day(days) }),
            risk: None,
            review_on: None,
            former_code: None,
        }
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
        let all =
            [label(Some((Step::FollowUp, -1))), label(Some((Step::FollowUp, 0))), label(Some((Step::Session, -1)))];
        assert_eq!(on_time(Step::FollowUp, &all, today()), OnTime { on_time: 1, late: 1 });
        assert_eq!(on_time(Step::Session, &[label(None)], today()), OnTime { on_time: 0, late: 0 });
    }

    #[test]
    fn a_share_is_of_a_hundred_and_of_nothing_there_is_none() {
        let share = |on_time, late| OnTime { on_time, late }.share();
        assert_eq!([share(1, 2), share(3, 0), share(0, 3), share(0, 0)], [Some(33), Some(100), Some(0), None]);
    }
}
