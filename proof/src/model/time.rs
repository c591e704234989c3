//! Sessions, and the time that passes: only what was seen counts, and it never goes back.

use super::Model;
use crate::step::{Step, Time};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

/// The first moment after a day in Vietnam.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    (day + Days::new(1)).and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(7)
}

impl Model {
    /// Whether this person's session is still there. A session ends after 15 minutes without a request, and after 10 hours.
    pub fn visit(&mut self, who: usize) -> bool {
        let now = self.now;
        let Some((began, seen)) = self.sessions[who] else { return false };
        let alive = now - seen < TimeDelta::minutes(15) && now - began < TimeDelta::hours(10);
        if alive && now - seen > TimeDelta::minutes(1) {
            self.sessions[who] = Some((began, now));
        }
        alive
    }

    pub fn log_in(&mut self, who: usize) {
        self.sessions[who] = Some((self.now, self.now));
    }

    fn set_clock(&mut self, to: DateTime<Utc>) {
        self.clock = to;
        self.now = self.now.max(to);
    }

    /// A moment passes between any two steps.
    pub fn tick(&mut self, step: &Step) {
        // A second that nobody asked in is no time that was seen.
        if matches!(step, Step::Pass { .. }) {
            return;
        }
        // Before an answer of the client the clock is put right, so that no two of them are of one moment.
        let answers = matches!(
            step,
            Step::Request { .. }
                | Step::Renew { .. }
                | Step::Narrow { .. }
                | Step::GivePart { .. }
                | Step::Resume { .. }
                | Step::Offer { .. }
                | Step::Take { .. }
                | Step::Keep { .. }
                | Step::Name { .. }
        );
        let from = if answers { self.now } else { self.clock };
        self.set_clock(from + TimeDelta::seconds(1));
    }

    /// A day so many from today, at its end.
    pub(super) fn end_in(&self, days: u64) -> DateTime<Utc> {
        end_of((self.now + TimeDelta::hours(7)).date_naive() + Days::new(days))
    }

    /// The clock on the wall goes on, or is set back.
    pub(super) fn pass(&mut self, time: Time) {
        let now = self.now;
        let covers = self.covers.iter().filter(|cover| !cover.ended).flat_map(|cover| [cover.from, cover.until]);
        let ends = self.ledger.iter().map(|entry| entry.until).chain(covers).chain(self.ends_of_lines());
        let youngest = ends.filter(|end| *end > now).min();
        self.set_clock(match time {
            Time::Minutes(minutes) => self.clock + TimeDelta::minutes(minutes),
            Time::Days(days) => self.clock + TimeDelta::days(days),
            Time::JustBeforeAnEnd => youngest.map_or(now, |end| end - TimeDelta::microseconds(1)),
            Time::AtAnEnd => youngest.unwrap_or(now),
        });
    }
}
