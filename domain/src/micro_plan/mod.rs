//! Whom a volunteer looks in on this month: of her own contacts, by commune, and nothing nearer. What is kept for it is the
//! least that answers: a code or none, a commune, days. No place, no note, no word of what was talked about.

#[cfg(test)]
mod tests;

use crate::client::ClientCode;
use crate::contact::{Contact, Met, Topic};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days after which somebody was not seen for long (domain.md 3.4).
pub const UNSEEN_DAYS: i64 = 30;
/// Months after which testing is offered again (domain.md 3.4).
pub const CHECK_MONTHS: Months = Months::new(3);
/// For how long a reminder is kept: whoever was not seen for half a year has gone her way.
pub const KEPT: TimeDelta = TimeDelta::days(180);

/// What a volunteer is reminded of by one contact of hers.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, Debug)]
pub struct Reminder {
    /// The code that was told; `None` for somebody without one.
    pub code: Option<ClientCode>,
    /// Commune code.
    pub commune: String,
    /// The day it took place.
    pub met_on: NaiveDate,
    /// The day to look in again.
    pub follow_up_on: Option<NaiveDate>,
    /// Whether testing was offered.
    pub offered_check: bool,
    /// Whether she wants to be referred.
    pub wants_referral: bool,
}

impl Reminder {
    /// What is kept of a contact that came in on this day; `None` when nobody is to be found again by it.
    #[must_use]
    pub fn of(contact: &Contact, came_on: NaiveDate) -> Option<Self> {
        let code = match &contact.met {
            Met::Known { code } => Some(code.clone()),
            Met::Anonymous { .. } => None,
            Met::Group { .. } => return None,
        };
        if code.is_none() && contact.follow_up_on.is_none() && !contact.wants_referral {
            return None;
        }
        Some(Self {
            code,
            commune: contact.commune.clone(),
            met_on: contact.met_on.unwrap_or(came_on),
            follow_up_on: contact.follow_up_on,
            offered_check: contact.given.self_tests > 0 || contact.topics.contains(&Topic::Testing),
            wants_referral: contact.wants_referral,
        })
    }
}

/// A reminder, and whether the contact was taken over by who carries a case.
#[derive(Clone, Debug)]
pub struct Noted {
    /// What.
    pub reminder: Reminder,
    /// Whether it was taken over. Into which case, nobody says.
    pub taken_over: bool,
}

/// Why somebody is looked in on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Due {
    /// It was agreed on, for this day.
    FollowUp(NaiveDate),
    /// She wants to be referred.
    Slip,
    /// Testing was not offered since this day.
    Check(NaiveDate),
    /// She was not seen for this many days.
    Unseen(i64),
}

/// Somebody to look in on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Her code; `None` for somebody without one.
    pub code: Option<ClientCode>,
    /// When she was seen last.
    pub seen_on: NaiveDate,
    /// Why, the most pressing first.
    pub due: Vec<Due>,
}

/// The plan of this month. Whoever was taken over by who carries a case is not in it, and nothing says why: a list of those on
/// a volunteer's screen would be a list of clients.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct MicroPlan {
    /// Whom to look in on, by commune code; within one the most pressing first.
    pub communes: BTreeMap<String, Vec<Person>>,
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day)
}

/// What is due of the contacts with one person, who was not taken over.
fn due(of: &[&Reminder], seen_on: NaiveDate, today: NaiveDate) -> Vec<Due> {
    let mut due = Vec::new();
    let by = last_of_month(today);
    // Seen again on its day or later, a follow-up is done.
    let agreed = of.iter().filter_map(|one| one.follow_up_on.filter(|on| *on > seen_on || one.met_on == seen_on));
    due.extend(agreed.min().filter(|on| *on <= by).map(Due::FollowUp));
    // A wish that was not said again at the next contact may be over; one that was said last stands.
    if of.iter().any(|one| one.met_on == seen_on && one.wants_referral) {
        due.push(Due::Slip);
    }
    // Somebody without a code cannot be told from another: only what was agreed on and wished counts.
    if of.iter().all(|one| one.code.is_some()) {
        let first = of.iter().map(|one| one.met_on).min();
        let since = of.iter().filter(|one| one.offered_check).map(|one| one.met_on).max().or(first);
        due.extend(since.filter(|on| *on + CHECK_MONTHS < today).map(Due::Check));
        let days = (today - seen_on).num_days();
        if days > UNSEEN_DAYS {
            due.push(Due::Unseen(days));
        }
    }
    due.sort_unstable();
    due
}

impl MicroPlan {
    /// The plan of what is noted, on this day (Vietnam).
    #[must_use]
    pub fn of(noted: &[Noted], today: NaiveDate) -> Self {
        let mut runs: BTreeMap<&ClientCode, Vec<&Noted>> = BTreeMap::new();
        let mut alone: Vec<Vec<&Noted>> = Vec::new();
        for one in noted.iter().filter(|one| one.reminder.met_on <= today) {
            match &one.reminder.code {
                Some(code) => runs.entry(code).or_default().push(one),
                None => alone.push(vec![one]),
            }
        }
        let mut plan = Self::default();
        for run in runs.into_values().chain(alone) {
            let Some(last) = run.iter().max_by_key(|one| one.reminder.met_on) else { continue };
            if run.iter().any(|one| one.taken_over) {
                continue;
            }
            let (code, seen_on) = (last.reminder.code.clone(), last.reminder.met_on);
            let reminders: Vec<_> = run.iter().map(|one| &one.reminder).collect();
            let due = due(&reminders, seen_on, today);
            if !due.is_empty() {
                let there = plan.communes.entry(last.reminder.commune.clone()).or_default();
                there.push(Person { code, seen_on, due });
            }
        }
        for people in plan.communes.values_mut() {
            people.sort_by(|a, b| (&a.due, a.seen_on, &a.code).cmp(&(&b.due, b.seen_on, &b.code)));
        }
        plan
    }

    /// How many people are to be looked in on.
    #[must_use]
    pub fn people(&self) -> usize {
        self.communes.values().map(Vec::len).sum()
    }
}
