//! What may be worth a talk between who coordinates and who goes out. A hint is a question, never a finding: each has an
//! innocent reason more often than not. It is worked out when it is looked at, and kept nowhere.

use super::Entry;
use crate::date::{VIETNAM_OFFSET_SECONDS, local_date};
use chrono::{TimeDelta, Timelike};
use std::collections::BTreeMap;

/// What may be talked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hint {
    /// Several contacts were kept within one minute: an evening written down at once?
    SameMinute,
    /// The same numbers were given nearly every time: a pack that is given as it is?
    SameCounts,
    /// Contacts arrived long after they took place: a phone without a signal?
    LongAfter,
    /// A few were kept in the middle of the night, where she is not out at night: is she safe?
    AtNight,
}

/// So many in one minute are many: one takes six taps.
const IN_A_MINUTE: usize = 3;
/// Out of so few, nothing is said about numbers that are the same.
const GIVEN_LEAST: usize = 10;
/// A contact that waited longer waited long.
const WAITED: TimeDelta = TimeDelta::days(7);
/// So many of a kind are worth a word; one or two are nothing.
const FEW: usize = 3;
/// The hours of the night, in Vietnam: until this one.
const NIGHT_UNTIL: u32 = 5;

/// How many contacts a hint is about.
pub type Found = (Hint, usize);

/// What may be talked about with one volunteer, of her own contacts.
#[must_use]
pub fn hints(hers: &[Entry<'_>]) -> Vec<Found> {
    // What a phone saved without a signal arrives at once, and its hour is not known.
    let at_once: Vec<_> = hers.iter().filter(|entry| entry.contact.met_on.is_none()).collect();
    let mut minutes = BTreeMap::<i64, usize>::new();
    for entry in &at_once {
        *minutes.entry(entry.at.timestamp().div_euclid(60)).or_default() += 1;
    }
    let same_minute = minutes.into_values().filter(|count| *count >= IN_A_MINUTE).sum();

    let mut given = BTreeMap::<[u16; 6], usize>::new();
    for entry in hers {
        *given.entry(entry.contact.given.all().map(|(_, pieces)| pieces)).or_default() += 1;
    }
    given.remove(&[0; 6]);
    let (gave, same) = (given.values().sum::<usize>(), given.values().copied().max().unwrap_or_default());
    // Nine of ten.
    let same_counts = if gave >= GIVEN_LEAST && same * 10 >= gave * 9 { same } else { 0 };

    let waited = |entry: &&Entry<'_>| local_date(entry.at) - entry.day() > WAITED;
    let long_after = hers.iter().filter(waited).count();

    let night = at_once.iter().filter(|entry| hour(entry) < NIGHT_UNTIL).count();
    // Who is mostly out at night is where the people are; only what is unusual for her is asked about.
    let at_night = if night * 2 < at_once.len() { night } else { 0 };

    [
        (Hint::SameMinute, same_minute),
        (Hint::SameCounts, same_counts),
        (Hint::LongAfter, long_after),
        (Hint::AtNight, at_night),
    ]
    .into_iter()
    .filter(|(_, count)| *count >= FEW)
    .collect()
}

fn hour(entry: &Entry<'_>) -> u32 {
    (entry.at + TimeDelta::seconds(i64::from(VIETNAM_OFFSET_SECONDS))).hour()
}
