//! The receiver's desk: in which part of it a referral stands, in which order, and which one a slip means.

use super::{Due, ReferralState};
use crate::codes::codes;
use chrono::{DateTime, NaiveDate, Utc};

codes! {
    /// Where a referral stands on the receiver's desk.
    Desk {
        /// The receiver is late with something.
        Overdue = "overdue",
        /// To be said yes or no to.
        ToAnswer = "to_answer",
        /// She comes today.
        Today = "today",
        /// She is expected on another day, or one is to be set.
        Expected = "expected",
        /// She came, and it is to be said what came of it.
        ToTell = "to_tell",
        /// Nothing is left to do.
        Answered = "answered",
    }
}

impl Desk {
    /// The part of the desk it belongs to.
    #[must_use]
    pub fn of(state: ReferralState, due: Option<Due>, today: NaiveDate) -> Self {
        let own = due.filter(Due::is_the_receivers);
        match state {
            _ if own.is_some_and(|due| due.timing(today).is_late()) => Self::Overdue,
            ReferralState::Issued => Self::ToAnswer,
            ReferralState::Booked if own.is_some_and(|due| due.on == today) => Self::Today,
            _ if state.is_expected() => Self::Expected,
            _ if own.is_some() => Self::ToTell,
            _ => Self::Answered,
        }
    }

    /// Which of these belong to this part: the oldest duty first, and of one day who was to be seen soonest. What is answered
    /// stays in the order it came in.
    pub fn choose<T>(self, all: impl IntoIterator<Item = T>, of: impl Fn(&T) -> OnDesk, today: NaiveDate) -> Vec<T> {
        let belongs = |one: &T| {
            let OnDesk { state, due, .. } = of(one);
            Self::of(state, due, today) == self
        };
        let mut here: Vec<_> = all.into_iter().filter(belongs).collect();
        if self != Self::Answered {
            here.sort_by_key(|one| {
                let OnDesk { due, expected_by, .. } = of(one);
                (due.map(|due| due.on), expected_by)
            });
        }
        here
    }
}

/// What places a referral on the receiver's desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnDesk {
    /// Where it stands.
    pub state: ReferralState,
    /// What has to be done next.
    pub due: Option<Due>,
    /// By when she should have come.
    pub expected_by: DateTime<Utc>,
}

/// Which of a client's referrals a slip with her code means, the newest first: one for which she is still expected before
/// one that is done.
pub fn meant_by_slip<T>(newest_first: impl IntoIterator<Item = T>, state: impl Fn(&T) -> ReferralState) -> Option<T> {
    newest_first.into_iter().min_by_key(|one| !state(one).is_expected())
}

#[cfg(test)]
mod tests {
    use super::{Desk, OnDesk, meant_by_slip};
    use crate::date::end_of_day;
    use crate::referral::{Course, Due, ReferralState, Urgency};
    use chrono::{Days, NaiveDate};

    /// A Monday without a holiday near.
    fn monday() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn due(states: &[(ReferralState, NaiveDate)]) -> Option<Due> {
        Course { urgency: Urgency::Week, states, booked_on: Some(monday()), tries: &[] }.due()
    }

    #[test]
    fn the_desk_shows_what_is_late_first_and_what_is_done_last() {
        let part = |state, days: u64| {
            let states = [(state, monday())];
            Desk::of(state, due(&states), monday() + Days::new(days))
        };
        assert_eq!(part(ReferralState::Issued, 0), Desk::ToAnswer);
        assert_eq!(part(ReferralState::Issued, 3), Desk::Overdue);
        assert_eq!([0, 1].map(|days| part(ReferralState::Booked, days)), [Desk::Today, Desk::Overdue]);
        assert_eq!(part(ReferralState::Attended, 0), Desk::ToTell);
        for done in [ReferralState::Served, ReferralState::Feedback, ReferralState::Completed] {
            assert_eq!(part(done, 100), Desk::Answered, "{done:?}");
        }
        // Whom to call after a no-show is the sender's matter.
        assert_eq!(part(ReferralState::NoShow, 9), Desk::Expected);
    }

    #[test]
    fn a_part_of_the_desk_begins_with_the_oldest_duty_and_what_is_answered_stays_as_it_came() {
        let on_desk = |state, day, expected: u64| OnDesk {
            state,
            due: due(&[(state, monday() + Days::new(day))]),
            expected_by: end_of_day(monday() + Days::new(expected)),
        };
        let all = [
            ('a', on_desk(ReferralState::Issued, 1, 9)),
            ('b', on_desk(ReferralState::Issued, 0, 9)),
            ('c', on_desk(ReferralState::Completed, 1, 9)),
            ('d', on_desk(ReferralState::Issued, 0, 7)),
            ('e', on_desk(ReferralState::Completed, 0, 7)),
        ];
        let order =
            |part: Desk| part.choose(all, |(_, one)| *one, monday()).iter().map(|(name, _)| *name).collect::<String>();
        assert_eq!([Desk::ToAnswer, Desk::Answered, Desk::Overdue].map(order), ["dba", "ce", ""]);
    }

    #[test]
    fn a_slip_means_what_she_is_expected_for_and_else_the_newest() {
        let meant = |states: &[ReferralState]| meant_by_slip(0..states.len(), |at| states[*at]);
        assert_eq!(meant(&[ReferralState::Completed, ReferralState::Booked, ReferralState::Issued]), Some(1));
        assert_eq!(meant(&[ReferralState::Completed, ReferralState::Declined]), Some(0));
        assert_eq!(meant(&[]), None);
    }
}
