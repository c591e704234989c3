//! Break-glass: life or health is in danger, nobody who holds the case can be reached, and the client said beforehand
//! that a colleague may then look. One case, named compartments, four hours; two people are told at once and one of
//! them signs it off.

use crate::account::Role;
use crate::calendar::working_days_after;
use crate::codes::codes;
use crate::consent::Segment;
use crate::date::local_date;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

mod form;

pub use form::{BreakForm, Breaking, Review, ReviewForm};

codes! {
    /// What danger there is. There is no "other": what is none of these is no reason to look.
    Danger {
        /// She may take her own life or harm herself.
        Suicide = "suicide",
        /// Somebody hurts her, or is about to.
        Violence = "violence",
        /// An overdose, an injury, a sudden illness.
        Medical = "medical",
        /// A child is in danger.
        Child = "child",
        /// She has disappeared, and there is reason to fear for her life.
        Missing = "missing",
    }
}

codes! {
    /// What the one who signs it off finds.
    Finding {
        /// There was danger, and looking was the way to help.
        Justified = "justified",
        /// It should not have been opened: what follows is in the words, and it may be a breach.
        NotJustified = "not_justified",
    }
}

/// For how long the case stays open.
pub const LASTS: TimeDelta = TimeDelta::hours(4);

/// Working days in which it is signed off. The day it happened on is not counted.
const REVIEWED_WITHIN: u64 = 3;

/// Tries that opened nothing which one person has within [`TRIES_WITHIN`]; then every answer is the same no.
pub const TRIES: i64 = 10;

/// See [`TRIES`].
pub const TRIES_WITHIN: TimeDelta = TimeDelta::hours(1);

/// What can be asked for. The label (alias and code) always opens with it. HIV status and membership of groups never
/// open this way, whatever was said; legal matters and livelihood save no life.
pub const SEGMENTS: &[Segment] = &[Segment::Identity, Segment::Contact, Segment::Casework, Segment::Health];

/// Whether a compartment's key is given to the emergency duty when she agrees.
#[must_use]
pub fn may_be_opened(segment: Segment) -> bool {
    segment == Segment::Label || SEGMENTS.contains(&segment)
}

/// When it is over: after four hours, or when what it stands on ends, if that is sooner.
#[must_use]
pub fn over_at(broken: DateTime<Utc>, consent_ends: DateTime<Utc>) -> DateTime<Utc> {
    (broken + LASTS).min(consent_ends)
}

/// The last day to sign it off, in Vietnam.
#[must_use]
pub fn review_by(broken: DateTime<Utc>) -> NaiveDate {
    working_days_after(local_date(broken), REVIEWED_WITHIN)
}

/// Whether nobody signed it off in time.
#[must_use]
pub fn is_overdue(review_by: NaiveDate, reviewed: bool, today: NaiveDate) -> bool {
    !reviewed && today > review_by
}

/// Who is told at once, and signs it off: never the one who broke the glass, whose role is none of these.
pub const OFFICERS: [Role; 2] = [Role::DataProtectionOfficer, Role::Supervisor];

#[cfg(test)]
mod tests {
    use super::{OFFICERS, SEGMENTS, is_overdue, may_be_opened, over_at, review_by};
    use crate::access::{Action, may};
    use crate::account::Role;
    use crate::consent::Segment;
    use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn neither_hiv_nor_groups_nor_a_packet_open() {
        for never in [Segment::Hiv, Segment::SealedNote, Segment::Group, Segment::Packet] {
            assert!(!may_be_opened(never) && !SEGMENTS.contains(&never), "{never:?}");
        }
        let opened: Vec<_> = Segment::ALL.iter().copied().filter(|segment| may_be_opened(*segment)).collect();
        let these = [Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework, Segment::Health];
        assert_eq!(opened, these);
    }

    #[test]
    fn four_hours_and_never_longer_than_her_yes() {
        let now = at("2026-11-23T02:00:00Z");
        for (yes_ends_after, hours) in [(300, 4), (5, 4), (3, 3), (1, 1)] {
            let over = over_at(now, now + TimeDelta::hours(yes_ends_after));
            assert_eq!(over, now + TimeDelta::hours(hours), "{yes_ends_after}");
        }
    }

    #[test]
    fn three_working_days_over_a_weekend_and_over_tet() {
        assert_eq!(review_by(at("2026-11-20T03:00:00Z")), day("2026-11-25"), "a Friday");
        // Half past eleven in the evening there is the next day in no other calendar of ours.
        assert_eq!(review_by(at("2026-11-22T16:30:00Z")), day("2026-11-25"), "a Sunday evening in Vietnam");
        assert!(review_by(at("2027-02-04T03:00:00Z")) > day("2027-02-11"), "Tết lies between");
    }

    #[test]
    fn the_day_after_the_last_is_too_late() {
        let last = day("2026-11-25");
        assert!(!is_overdue(last, false, last));
        assert!(is_overdue(last, false, day("2026-11-26")));
        assert!(!is_overdue(last, true, day("2026-11-26")));
    }

    #[test]
    fn who_breaks_the_glass_signs_nothing_off() {
        for role in Role::ALL {
            let (breaks, reviews) = (may(*role, Action::BreakGlass), may(*role, Action::ReviewEmergencies));
            assert!(!(breaks && reviews), "{role:?}");
            assert_eq!(reviews, OFFICERS.contains(role), "{role:?}");
            assert!(!breaks || role.holds_duty(), "{role:?}");
        }
        assert!(may(Role::SocialWorker, Action::BreakGlass));
    }
}
