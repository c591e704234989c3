//! Balances, worked out from what moved and what contacts gave.

use super::{MoveKind, THINGS, Thing};
use crate::id::AccountId;
use chrono::{NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};

/// Pieces of each kind; below zero where more was given than was written down.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Stock([i64; THINGS]);

impl Stock {
    /// These pieces, in the order of [`Thing::ALL`].
    #[must_use]
    pub const fn new(pieces: [i64; THINGS]) -> Self {
        Self(pieces)
    }

    /// How many of one kind.
    #[must_use]
    pub const fn of(&self, thing: Thing) -> i64 {
        self.0[thing as usize]
    }

    /// The same with so many more of a kind; fewer where it is below zero.
    #[must_use]
    pub const fn with(mut self, thing: Thing, pieces: i64) -> Self {
        self.0[thing as usize] += pieces;
        self
    }

    /// Each kind with its number.
    pub fn all(&self) -> impl Iterator<Item = (Thing, i64)> + '_ {
        Thing::ALL.iter().map(|thing| (*thing, self.of(*thing)))
    }

    /// Each kind of which there are some.
    pub fn some(&self) -> impl Iterator<Item = (Thing, i64)> + '_ {
        self.all().filter(|(_, pieces)| *pieces != 0)
    }
}

/// Pieces that moved: one line, or the sum of several of the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moved {
    /// How.
    pub kind: MoveKind,
    /// For whom; `None` for the store alone.
    pub person: Option<AccountId>,
    /// What.
    pub thing: Thing,
    /// How many; below zero for what was taken back.
    pub pieces: i64,
}

/// How it stands with one kind of thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// There never was any.
    Never,
    /// There are some.
    There,
    /// There were some, and none are left.
    Out,
    /// More was given than was written down: somebody says why, and nothing is held back for it.
    Below,
}

/// The balances of a team: its store, and of each who goes out.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Ledger {
    stocks: BTreeMap<Option<AccountId>, Stock>,
    known: BTreeSet<(Option<AccountId>, Thing)>,
}

impl Ledger {
    /// From all that moved and all that was given in contacts.
    pub fn of(
        moved: impl IntoIterator<Item = Moved>,
        given: impl IntoIterator<Item = (AccountId, Thing, i64)>,
    ) -> Self {
        let mut ledger = Self::default();
        for Moved { kind, person, thing, pieces } in moved {
            let (store, hers) = kind.adds(person.is_some());
            ledger.add(None, thing, store * pieces);
            if person.is_some() {
                ledger.add(person, thing, hers * pieces);
            }
        }
        for (person, thing, pieces) in given {
            ledger.add(Some(person), thing, -pieces);
        }
        ledger
    }

    fn add(&mut self, holder: Option<AccountId>, thing: Thing, pieces: i64) {
        if pieces != 0 {
            let stock = self.stocks.entry(holder).or_default();
            *stock = stock.with(thing, pieces);
            self.known.insert((holder, thing));
        }
    }

    /// The same with so many more of a kind for one of them.
    #[must_use]
    pub fn with(mut self, holder: Option<AccountId>, thing: Thing, pieces: i64) -> Self {
        self.add(holder, thing, pieces);
        self
    }

    /// Everybody for whom anything was ever written.
    pub fn holders(&self) -> impl Iterator<Item = Option<AccountId>> + '_ {
        self.stocks.keys().copied()
    }

    /// What somebody carries, or what is in the store.
    #[must_use]
    pub fn stock(&self, holder: Option<AccountId>) -> Stock {
        self.stocks.get(&holder).copied().unwrap_or_default()
    }

    /// Whether anything was ever written for them.
    #[must_use]
    pub fn knows(&self, holder: Option<AccountId>) -> bool {
        self.stocks.contains_key(&holder)
    }

    /// How it stands with one kind of thing.
    #[must_use]
    pub fn standing(&self, holder: Option<AccountId>, thing: Thing) -> Standing {
        match self.stock(holder).of(thing) {
            pieces if pieces < 0 => Standing::Below,
            0 if self.known.contains(&(holder, thing)) => Standing::Out,
            0 => Standing::Never,
            _ => Standing::There,
        }
    }

    /// The kinds that stand so.
    pub fn which(&self, holder: Option<AccountId>, standing: Standing) -> impl Iterator<Item = Thing> + '_ {
        Thing::ALL.iter().copied().filter(move |thing| self.standing(holder, *thing) == standing)
    }
}

/// Whether it is time to count again: once in a month. `since` is the day of the last count, or of the first piece.
#[must_use]
pub fn is_due(since: NaiveDate, today: NaiveDate) -> bool {
    today - since > TimeDelta::days(31)
}
