//! Pictures of referrals: how far they came, how long it took, why not. Counted over what one may open in full; over those
//! of everybody only as far as nobody can be found in it.

mod count;
mod record;
mod suppress;

pub use count::{Took, days_by_service, not_completed, told_by_service, whole, why_declined};
pub use record::{LAST, Record, TurnsAway};
pub use suppress::{SMALLEST, Shown};

use crate::codes::codes;
use crate::id::OrganisationId;
use crate::referral::{DeclineReason, ReferralState, Service};
use chrono::{Datelike as _, Months, NaiveDate};

codes! {
    /// How far a referral came. Who came further came this far too.
    Milestone {
        /// It was sent.
        Issued = "issued",
        /// The receiver said yes.
        Accepted = "accepted",
        /// She came.
        Attended = "attended",
        /// She was served, in full or in part.
        Served = "served",
        /// The sender closed the loop with her.
        Completed = "completed",
    }
}

/// How many there are.
pub const STEPS: usize = Milestone::ALL.len();

/// Months that a chart of everybody looks back on. Only whole ones: what happens today changes nothing in it today.
pub const MONTHS: u32 = 6;

/// What a referral is counted by; no id, no code, no case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// What for.
    pub service: Service,
    /// To whom.
    pub to: OrganisationId,
    /// Its name.
    pub receiver: String,
    /// The day each milestone was reached, from the first.
    reached: [Option<NaiveDate>; STEPS],
    /// Where it stands.
    pub state: ReferralState,
    /// Whether the receiver would not serve her, or sent her on; the sender may have closed it since.
    pub was_declined: bool,
    /// Why, where it said so: of the receiver, never of the client.
    pub declined: Option<DeclineReason>,
    /// Whether the receiver never said a word until there was no time left.
    pub ran_out: bool,
}

/// The milestone a state stands for, if it is one on the way.
const fn milestone(state: ReferralState) -> Option<Milestone> {
    match state {
        ReferralState::Issued => Some(Milestone::Issued),
        ReferralState::Accepted | ReferralState::Booked => Some(Milestone::Accepted),
        ReferralState::Attended => Some(Milestone::Attended),
        ReferralState::Served | ReferralState::ServedInPart | ReferralState::Feedback => Some(Milestone::Served),
        ReferralState::Completed => Some(Milestone::Completed),
        ReferralState::Declined
        | ReferralState::Redirected
        | ReferralState::NoShow
        | ReferralState::Expired
        | ReferralState::Stopped
        | ReferralState::Withdrawn
        | ReferralState::Cancelled => None,
    }
}

/// Whether the receiver turned her away at any time.
fn declines(steps: &[(ReferralState, NaiveDate)]) -> bool {
    steps.iter().any(|(state, _)| matches!(state, ReferralState::Declined | ReferralState::Redirected))
}

impl Course {
    /// The course of a referral: its states with their days, in order. `None` where there is none.
    #[must_use]
    pub fn of(
        service: Service,
        (to, receiver): (OrganisationId, String),
        steps: &[(ReferralState, NaiveDate)],
    ) -> Option<Self> {
        let mut reached = [None; STEPS];
        for (state, on) in steps {
            let furthest = milestone(*state).map_or(0, |milestone| milestone as usize);
            for day in reached.iter_mut().take(furthest + 1) {
                day.get_or_insert(*on);
            }
        }
        let (state, _) = steps.last()?;
        let ran_out = matches!(steps, [(ReferralState::Issued, _), (ReferralState::Expired, _)]);
        Some(Self {
            service,
            to,
            receiver,
            reached,
            state: *state,
            was_declined: declines(steps),
            declined: None,
            ran_out,
        })
    }

    /// The day it was sent.
    #[must_use]
    pub fn issued_on(&self) -> Option<NaiveDate> {
        self.reached[0]
    }

    /// Whether it came this far.
    #[must_use]
    pub const fn reached(&self, milestone: Milestone) -> bool {
        self.reached[milestone as usize].is_some()
    }

    /// Days from the day it was sent until she was served; `None` while she was not.
    #[must_use]
    pub fn days_to_service(&self) -> Option<i64> {
        Some((self.reached[Milestone::Served as usize]? - self.reached[0]?).num_days())
    }
}

/// How many of these came how far.
pub type Funnel = [usize; STEPS];

/// The funnel of each of the kinds by which they are told apart, those with most referrals first.
#[must_use]
pub fn funnels<'a, K: Ord>(
    courses: impl IntoIterator<Item = &'a Course>,
    by: impl Fn(&Course) -> K,
) -> Vec<(K, Funnel)> {
    let mut all = std::collections::BTreeMap::<K, Funnel>::new();
    for course in courses {
        let funnel = all.entry(by(course)).or_default();
        for (count, milestone) in funnel.iter_mut().zip(Milestone::ALL) {
            *count += usize::from(course.reached(*milestone));
        }
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_key(|(_, funnel)| std::cmp::Reverse(funnel[0]));
    all
}

/// The whole months a chart of everybody shows: from the first day of the first until before the first of this one.
#[must_use]
pub fn whole_months(today: NaiveDate) -> std::ops::Range<NaiveDate> {
    let this = today.with_day(1).expect("every month has a first day");
    this.checked_sub_months(Months::new(MONTHS)).unwrap_or(this)..this
}

#[cfg(test)]
mod tests {
    use super::{Course, Milestone, funnels, whole_months};
    use crate::id::OrganisationId;
    use crate::referral::{ReferralState, Service};
    use chrono::{Days, NaiveDate};

    fn day(days: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day") + Days::new(days)
    }

    pub(super) const CLINIC: OrganisationId = OrganisationId(uuid::Uuid::nil());

    pub(super) fn course(steps: &[(ReferralState, u64)]) -> Course {
        let steps: Vec<_> = steps.iter().map(|(state, days)| (*state, day(*days))).collect();
        Course::of(Service::CheckUp, (CLINIC, "Hoa Sen".into()), &steps).expect("steps")
    }

    #[test]
    fn who_came_far_came_all_the_way_and_no_day_is_counted_twice() {
        let far = course(&[(ReferralState::Issued, 0), (ReferralState::NoShow, 3), (ReferralState::Completed, 9)]);
        assert!(Milestone::ALL.iter().all(|milestone| far.reached(*milestone)));
        assert_eq!((far.issued_on(), far.days_to_service()), (Some(day(0)), Some(9)));
        let near = course(&[(ReferralState::Issued, 2), (ReferralState::Withdrawn, 3)]);
        assert_eq!(near.days_to_service(), None);
        assert_eq!(funnels(&[far, near], |course| course.service), [(Service::CheckUp, [2, 1, 1, 1, 1])]);
        assert!(Course::of(Service::CheckUp, (CLINIC, String::new()), &[]).is_none());
    }

    #[test]
    fn whole_months_only() {
        let months = whole_months(day(25));
        assert_eq!((months.start, months.end), (NaiveDate::from_ymd_opt(2026, 5, 1).expect("a day"), day(0)));
    }
}
