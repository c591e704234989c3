//! The day that was set for a client, and the one before it when it was moved.

use super::{ReferralState, Said};
use chrono::NaiveDate;

/// A day that was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySet {
    /// The day.
    pub on: NaiveDate,
    /// The one it was moved from.
    pub moved_from: Option<NaiveDate>,
}

impl DaySet {
    /// The day she is expected on, from every move so far, the first one first; none when she is not booked now.
    #[must_use]
    pub fn of<'a>(moves: impl DoubleEndedIterator<Item = (ReferralState, Option<&'a Said>)>) -> Option<Self> {
        // The newest moves that set a day, back to the one that is no booking.
        let mut booked = moves.rev().take_while(|(state, _)| *state == ReferralState::Booked);
        let on = booked.next()?.1?.booked_on()?;
        let moved_from = booked.find_map(|(_, said)| said.and_then(Said::booked_on));
        Some(Self { on, moved_from })
    }
}

#[cfg(test)]
mod tests {
    use super::DaySet;
    use crate::referral::{Answer, Outcome, ReferralState, Said};
    use chrono::NaiveDate;

    #[test]
    fn the_newest_day_counts_and_the_one_before_it_is_named() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let said = |answer, day| Said::Outcome(Outcome { next_on: Some(day), ..Outcome::of(answer) });
        let booked = said(Answer::Booked, day(26));
        let (moved, again) = (said(Answer::Moved, day(27)), said(Answer::Moved, day(30)));
        let came = Said::Outcome(Outcome::of(Answer::Came));
        let at = |said: &[&Said]| {
            let states = said.iter().map(|said| match said {
                Said::Outcome(outcome) => (outcome.state(), Some(*said)),
                Said::Followed(followed) => (followed.following.state(), Some(*said)),
            });
            let first = [(ReferralState::Issued, None)];
            let all: Vec<_> = first.into_iter().chain(states).collect();
            DaySet::of(all.into_iter())
        };
        assert_eq!(at(&[]), None);
        assert_eq!(at(&[&booked]), Some(DaySet { on: day(26), moved_from: None }));
        assert_eq!(at(&[&booked, &moved]), Some(DaySet { on: day(27), moved_from: Some(day(26)) }));
        assert_eq!(at(&[&booked, &moved, &again]), Some(DaySet { on: day(30), moved_from: Some(day(27)) }));
        assert_eq!(at(&[&booked, &came]), None, "she is not waited for any more");
        // After a no-show it is a new day and no moved one.
        let missed = Said::Outcome(Outcome::of(Answer::DidNotCome));
        assert_eq!(at(&[&booked, &missed, &again]), Some(DaySet { on: day(30), moved_from: None }));
    }
}
