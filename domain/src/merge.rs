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
mod tests;
