//! When something ran out, and when it was there again; and what was asked for and could not be handed out (domain.md 3.4).

use super::{Ledger, MoveKind, Movement, Stock, Thing};
use crate::id::AccountId;
use chrono::NaiveDate;

/// A balance that came to nothing, or rose again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    /// Whose; `None` for the store.
    pub holder: Option<AccountId>,
    /// Of what.
    pub thing: Thing,
    /// Whether none is left.
    pub ran_out: bool,
}

/// The time without something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shortage {
    /// Whose; `None` for the store.
    pub holder: Option<AccountId>,
    /// Of what.
    pub thing: Thing,
    /// Since this day; since this week, by its Monday, where the last one was given in a contact.
    pub from: NaiveDate,
    /// Whether the last one was given in a contact: then no day is kept that could be laid beside one.
    pub by_giving: bool,
    /// Until this day; still going on where there is none.
    pub until: Option<NaiveDate>,
}

impl Shortage {
    /// Days it lasted, or lasts so far.
    #[must_use]
    pub fn days(&self, today: NaiveDate) -> i64 {
        (self.until.unwrap_or(today) - self.from).num_days().max(0)
    }
}

/// What ran out between two looks at the balances, and what was there again. What never was there does not run out.
#[must_use]
pub fn turns(before: &Ledger, after: &Ledger) -> Vec<Turn> {
    let mut turns = Vec::new();
    for holder in after.holders() {
        for thing in Thing::ALL.iter().copied() {
            let (had, has) = (before.stock(holder).of(thing) > 0, after.stock(holder).of(thing) > 0);
            if had != has {
                turns.push(Turn { holder, thing, ran_out: had });
            }
        }
    }
    turns
}

impl Movement {
    /// What is to be handed out and is not in the store: of each kind how many were asked for, and how many there are.
    pub fn unmet(&self, store: &Stock) -> impl Iterator<Item = (Thing, i64, i64)> + '_ {
        let store = *store;
        let asked = self.pieces.some().filter(move |_| self.kind == MoveKind::HandedOut && self.person.is_some());
        asked
            .map(move |(thing, asked)| (thing, asked, store.of(thing).max(0)))
            .filter(|(_, asked, there)| asked > there)
    }
}

#[cfg(test)]
mod tests;
