//! Contacts of the last weeks, counted for who coordinates them. A contact is not a person: people are counted by their codes,
//! and who was met without one is counted as a contact only.

pub mod hint;
#[cfg(test)]
mod tests;

use super::{Contact, Met};
use crate::client::ClientCode;
use crate::date::{local_date, week_of};
use crate::id::AccountId;
use crate::referral_chart::{Course, Milestone};
use chrono::{DateTime, Days, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Weeks that are looked back on, this one with them.
pub const WEEKS: usize = 12;

/// One contact as it is counted.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// Who logged it.
    pub by: AccountId,
    /// When it was kept.
    pub at: DateTime<Utc>,
    /// What was logged.
    pub contact: &'a Contact,
}

impl Entry<'_> {
    /// The day it took place.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.contact.met_on.unwrap_or_else(|| local_date(self.at))
    }
}

/// How many there are.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Contacts of every kind.
    pub contacts: usize,
    /// Of these, with somebody without a code.
    pub anonymous: usize,
    /// Of these, with a group.
    pub groups: usize,
    /// Heads in the groups, as they were counted; the same person may be in several.
    pub heads: usize,
    /// Of the contacts, the first with somebody of a code in these weeks.
    pub new: usize,
    /// Of the contacts, with somebody of a code who was met before in these weeks.
    pub again: usize,
    /// Different people of a code.
    pub people: usize,
    /// Contacts in which a referral was offered.
    pub offered: usize,
    /// Of these, in which it was wanted.
    pub wanted: usize,
    /// Days with a contact.
    pub days: usize,
}

/// What is counted up, with what is counted once only.
#[derive(Default)]
struct Counting<'a> {
    counts: Counts,
    people: BTreeSet<&'a str>,
    days: BTreeSet<NaiveDate>,
}

impl<'a> Counting<'a> {
    fn add(&mut self, entry: &Entry<'a>, first: bool) {
        let (counts, contact) = (&mut self.counts, entry.contact);
        counts.contacts += 1;
        match &contact.met {
            Met::Anonymous { .. } => counts.anonymous += 1,
            Met::Group { people } => {
                counts.groups += 1;
                counts.heads += usize::from(*people);
            }
            Met::Known { code } => {
                self.people.insert(code.as_str());
                if first {
                    counts.new += 1;
                } else {
                    counts.again += 1;
                }
            }
        }
        // Who wants one was offered one, whatever an older form left out.
        counts.offered += usize::from(contact.referral_offered || contact.wants_referral);
        counts.wanted += usize::from(contact.wants_referral);
        self.days.insert(entry.day());
    }

    fn counted(self) -> Counts {
        Counts { people: self.people.len(), days: self.days.len(), ..self.counts }
    }
}

/// The contacts of a team in the last weeks.
#[derive(PartialEq, Eq, Debug)]
pub struct Board {
    /// Each week by its Monday, the oldest first; also those without a contact.
    pub weeks: Vec<(NaiveDate, Counts)>,
    /// Each who logged one.
    pub by: BTreeMap<AccountId, Counts>,
    /// All of it. People are fewer than the sum of the weeks: who was met in two is one.
    pub all: Counts,
}

/// The first day that is counted.
#[must_use]
pub fn begins(today: NaiveDate) -> NaiveDate {
    week_of(today) - Days::new(7 * (WEEKS as u64 - 1))
}

/// Whether what took place on this day is counted.
#[must_use]
pub fn is_counted(day: NaiveDate, today: NaiveDate) -> bool {
    (begins(today)..=today).contains(&day)
}

fn code(contact: &Contact) -> Option<&ClientCode> {
    match &contact.met {
        Met::Known { code } => Some(code),
        Met::Anonymous { .. } | Met::Group { .. } => None,
    }
}

impl Board {
    /// Counts what took place in the last weeks.
    pub fn of<'a>(entries: impl IntoIterator<Item = Entry<'a>>, today: NaiveDate) -> Self {
        let from = begins(today);
        let mut entries: Vec<_> = entries.into_iter().filter(|entry| is_counted(entry.day(), today)).collect();
        entries.sort_by_key(|entry| (entry.day(), entry.at));
        let mut weeks: Vec<_> =
            (0..WEEKS as u64).map(|week| (from + Days::new(7 * week), Counting::default())).collect();
        let (mut by, mut all) = (BTreeMap::<_, Counting<'_>>::new(), Counting::default());
        let mut met = BTreeSet::new();
        for entry in &entries {
            let first = code(entry.contact).is_some_and(|code| met.insert(code.as_str()));
            let of_week = week_of(entry.day());
            if let Some((_, week)) = weeks.iter_mut().find(|(begins, _)| *begins == of_week) {
                week.add(entry, first);
            }
            by.entry(entry.by).or_default().add(entry, first);
            all.add(entry, first);
        }
        Self {
            weeks: weeks.into_iter().map(|(begins, week)| (begins, week.counted())).collect(),
            by: by.into_iter().map(|(account, hers)| (account, hers.counted())).collect(),
            all: all.counted(),
        }
    }
}

/// How far it goes from a contact to a service. What contacts say ends with what was wanted; the rest is of every referral,
/// for a contact does not say which referral came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Loop {
    /// Contacts in which a referral was offered.
    pub offered: usize,
    /// Of these, in which it was wanted.
    pub wanted: usize,
    /// Referrals that were sent.
    pub issued: usize,
    /// Of these, by which she was served.
    pub served: usize,
    /// Of these, that were closed with her.
    pub completed: usize,
}

impl Loop {
    /// Of what was counted of the contacts, and the referrals that were sent in these weeks.
    pub fn of<'a>(contacts: &Counts, courses: impl IntoIterator<Item = &'a Course>, today: NaiveDate) -> Self {
        let in_time = |course: &&Course| course.issued_on().is_some_and(|day| is_counted(day, today));
        let sent: Vec<_> = courses.into_iter().filter(in_time).collect();
        let reached = |milestone| sent.iter().filter(|course| course.reached(milestone)).count();
        Self {
            offered: contacts.offered,
            wanted: contacts.wanted,
            issued: sent.len(),
            served: reached(Milestone::Served),
            completed: reached(Milestone::Completed),
        }
    }
}
