use super::{Course, SMALLEST};
use crate::id::OrganisationId;
use crate::referral::{DeclineReason, Service};

/// How many of the last referrals to one service are looked at for its record.
pub const LAST: usize = 20;

/// How often a service turns referrals away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TurnsAway {
    /// Less than one in ten.
    Seldom,
    /// Less than one in three.
    Sometimes,
    /// More.
    Often,
}

/// What became of the last referrals to one service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Record {
    /// How many are looked at, at most [`LAST`].
    pub sent: usize,
    /// How many the receiver turned away.
    pub declined: usize,
    /// How many it let run out without a word.
    pub unanswered: usize,
    /// Why it declined most often.
    pub reason: Option<DeclineReason>,
}

impl Record {
    /// Of courses, the newest first.
    #[must_use]
    pub fn of<'a>(courses: impl IntoIterator<Item = &'a Course>, to: OrganisationId, service: Service) -> Self {
        let to_it = courses.into_iter().filter(|course| course.to == to && course.service == service);
        let last: Vec<_> = to_it.take(LAST).collect();
        let count = |what: fn(&Course) -> bool| last.iter().filter(|course| what(course)).count();
        let often = |reason: &DeclineReason| last.iter().filter(|course| course.declined == Some(*reason)).count();
        let reason = DeclineReason::ALL.iter().copied().rev().max_by_key(often).filter(|reason| often(reason) > 0);
        Self {
            sent: last.len(),
            declined: count(|course| course.was_declined),
            unanswered: count(|course| course.ran_out),
            reason,
        }
    }

    /// What may be told of it to who may not see the referrals: how often, and no number. Nothing of fewer than
    /// [`SMALLEST`].
    #[must_use]
    pub const fn told(self) -> Option<TurnsAway> {
        let away = self.declined + self.unanswered;
        match self.sent {
            ..SMALLEST => None,
            sent if away * 10 < sent => Some(TurnsAway::Seldom),
            sent if away * 3 < sent => Some(TurnsAway::Sometimes),
            _ => Some(TurnsAway::Often),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, TurnsAway};
    use crate::referral::{DeclineReason, ReferralState, Service};
    use crate::referral_chart::Course;
    use crate::referral_chart::tests::{CLINIC, course};

    #[test]
    fn a_record_is_of_the_last_twenty_and_told_of_five_at_least() {
        let declined = course(&[(ReferralState::Issued, 0), (ReferralState::Redirected, 1)]);
        let issued = course(&[(ReferralState::Issued, 0)]);
        let all: Vec<_> = std::iter::repeat_n(issued, 19).chain(std::iter::repeat_n(declined, 9)).collect();
        let record = |of: &[Course]| Record::of(of, CLINIC, Service::CheckUp);
        assert_eq!(record(&all), Record { sent: 20, declined: 1, unanswered: 0, reason: None });
        let why = |reason| Course { declined: Some(reason), ..all[27].clone() };
        let told = [why(DeclineReason::NoRoom), why(DeclineReason::NoStaff), why(DeclineReason::NoRoom)];
        assert_eq!(record(&told).reason, Some(DeclineReason::NoRoom), "the most frequent");
        let silent = course(&[(ReferralState::Issued, 0), (ReferralState::Expired, 30)]);
        let came = course(&[(ReferralState::Issued, 0), (ReferralState::Accepted, 1), (ReferralState::Expired, 30)]);
        assert_eq!(record(&[silent, came]).unanswered, 1);
        assert_eq!(record(&all).told(), Some(TurnsAway::Seldom));
        assert_eq!(record(&all[17..]).told(), Some(TurnsAway::Often));
        assert_eq!(record(&all[15..21]).told(), Some(TurnsAway::Often), "a third");
        assert_eq!(record(&all[..4]).told(), None);
        assert_eq!(Record::of(&all, CLINIC, Service::Papers).sent, 0);
    }
}
