//! Two records of one client: one case is carried on in the other. Nothing of either is moved, so that the end of it gives
//! both back exactly as they were.

use crate::codes::codes;
use crate::id::CaseId;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{HashMap, HashSet};

/// How long it can be undone (domain.md 4.5).
pub const UNDO_WITHIN: TimeDelta = TimeDelta::days(30);

/// The first moment at which it cannot be undone any more.
#[must_use]
pub fn undo_until(merged_at: DateTime<Utc>) -> DateTime<Utc> {
    merged_at.checked_add_signed(UNDO_WITHIN).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Whether it can still be undone.
#[must_use]
pub fn may_undo(merged_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < undo_until(merged_at)
}

codes! {
    /// What stands in the way of carrying a case on in another. There are no chains: an earlier record is always one step
    /// away from the page that shows it.
    Hindrance {
        /// One of the two is carried on in a case already.
        Carried = "carried",
        /// The one that would leave the lists carries another on.
        Carries = "carries",
        /// The one that would carry it on is closed: what is open would be seen by nobody.
        Closed = "closed",
    }
}

/// How the two stand before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Whether either of them is carried on in some case.
    pub one_is_carried: bool,
    /// Whether the one that would leave the lists carries another on.
    pub leaving_carries: bool,
    /// Whether the one that would carry it on is closed.
    pub carrying_is_closed: bool,
}

/// Whether something stands in the way.
#[must_use]
pub const fn hindrance(before: Before) -> Option<Hindrance> {
    match before {
        Before { one_is_carried: true, .. } => Some(Hindrance::Carried),
        Before { leaving_carries: true, .. } => Some(Hindrance::Carries),
        Before { carrying_is_closed: true, .. } => Some(Hindrance::Closed),
        Before { .. } => None,
    }
}

/// A list in which a case that is carried on stands with the one that carries it on, where that one is in the list too.
/// Who may open only the earlier one goes on seeing it by itself: nobody loses sight of a case by this.
pub fn gather<T>(
    all: Vec<T>,
    id: impl Fn(&T) -> CaseId,
    carried_on_in: impl Fn(&T) -> Option<CaseId>,
) -> Vec<(T, Vec<T>)> {
    let there: HashSet<_> = all.iter().map(&id).collect();
    let into = |one: &T| carried_on_in(one).filter(|into| there.contains(into) && *into != id(one));
    let (earlier, heads): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| into(one).is_some());
    let mut of: HashMap<CaseId, Vec<T>> = HashMap::new();
    for one in earlier {
        if let Some(into) = into(&one) {
            of.entry(into).or_default().push(one);
        }
    }
    heads
        .into_iter()
        .map(|head| {
            let earlier = of.remove(&id(&head)).unwrap_or_default();
            (head, earlier)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Before, Hindrance, UNDO_WITHIN, gather, hindrance, may_undo};
    use crate::id::CaseId;
    use chrono::{DateTime, TimeDelta};
    use proptest::prelude::*;
    use uuid::Uuid;

    #[test]
    fn thirty_days_and_not_a_moment_more() {
        let at = DateTime::from_timestamp(1_795_000_000, 0).expect("a time");
        let instant = TimeDelta::microseconds(1);
        assert!(may_undo(at, at) && may_undo(at, at + UNDO_WITHIN - instant));
        assert!(!may_undo(at, at + UNDO_WITHIN));
        assert!(may_undo(at, at - instant), "a clock set back takes nothing away");
    }

    #[test]
    fn there_are_no_chains() {
        let before = |one_is_carried, leaving_carries| {
            hindrance(Before { one_is_carried, leaving_carries, carrying_is_closed: false })
        };
        assert_eq!(before(false, false), None);
        assert_eq!(before(true, false), Some(Hindrance::Carried));
        assert_eq!(before(false, true), Some(Hindrance::Carries));
        assert_eq!(before(true, true), Some(Hindrance::Carried));
    }

    #[test]
    fn nothing_goes_on_in_a_case_that_is_closed() {
        let into_closed = |one_is_carried, leaving_carries| {
            hindrance(Before { one_is_carried, leaving_carries, carrying_is_closed: true })
        };
        assert_eq!(into_closed(false, false), Some(Hindrance::Closed));
        assert_eq!(into_closed(true, false), Some(Hindrance::Carried));
        assert_eq!(into_closed(false, true), Some(Hindrance::Carries));
    }

    fn case(number: u8) -> CaseId {
        CaseId(Uuid::from_u128(number.into()))
    }

    #[test]
    fn an_earlier_record_stands_with_the_later_one_or_by_itself() {
        let list = vec![(1, None), (2, Some(1)), (3, Some(9)), (4, Some(1))];
        let gathered = gather(list, |one| case(one.0), |one| one.1.map(case));
        let said: Vec<_> =
            gathered.iter().map(|(head, with)| (head.0, with.iter().map(|one| one.0).collect::<Vec<_>>())).collect();
        assert_eq!(said, [(1, vec![2, 4]), (3, vec![])]);
    }

    proptest! {
        /// Without chains, which are not made, everything that is in the list is in it afterwards, once.
        #[test]
        fn nothing_is_lost(heads in 1..6_u8, into in prop::collection::vec(0..12_u8, 0..8)) {
            let earlier = into.iter().zip(100_u8..).map(|(into, id)| (id, Some(*into)));
            let list: Vec<_> = (0..heads).map(|id| (id, None)).chain(earlier).collect();
            let mut before: Vec<_> = list.iter().map(|one| one.0).collect();
            let gathered = gather(list, |one| case(one.0), |one| one.1.map(case));
            let mut after: Vec<_> =
                gathered.into_iter().flat_map(|(head, with)| with.into_iter().chain([head])).map(|one| one.0).collect();
            before.sort_unstable();
            after.sort_unstable();
            prop_assert_eq!(before, after);
        }
    }
}
