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
mod tests {
    use super::{Shortage, Turn, turns};
    use crate::commodity::{Ledger, MoveKind, Moved, Movement, Stock, Thing};
    use crate::id::AccountId;
    use chrono::NaiveDate;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn her() -> AccountId {
        AccountId(Uuid::from_u128(1))
    }

    fn ledger(handed_out: i64, given: i64) -> Ledger {
        let moved = |kind, person, pieces| Moved { kind, person, thing: Thing::Condoms, pieces };
        Ledger::of(
            [moved(MoveKind::Received, None, 10), moved(MoveKind::HandedOut, Some(her()), handed_out)],
            [(her(), Thing::Condoms, given)],
        )
    }

    #[test]
    fn what_was_there_runs_out_and_comes_back_each_told_once() {
        let turn = |holder, ran_out| Turn { holder, thing: Thing::Condoms, ran_out };
        assert_eq!(turns(&ledger(4, 0), &ledger(4, 3)), []);
        assert_eq!(turns(&ledger(4, 3), &ledger(4, 4)), [turn(Some(her()), true)]);
        assert_eq!(turns(&ledger(4, 3), &ledger(4, 9)), [turn(Some(her()), true)], "below zero is out, too");
        assert_eq!(turns(&ledger(4, 4), &ledger(4, 9)), [], "it was out before");
        assert_eq!(turns(&ledger(4, 9), &ledger(10, 9)), [turn(None, true), turn(Some(her()), false)]);
        // Given before anything was written down for her.
        assert_eq!(turns(&Ledger::default(), &Ledger::of([], [(her(), Thing::Condoms, 3)])), []);
    }

    #[test]
    fn days_are_counted_to_its_end_or_today() {
        let mut shortage =
            Shortage { holder: None, thing: Thing::Condoms, from: day(20), by_giving: false, until: None };
        assert_eq!(shortage.days(day(26)), 6);
        shortage.until = Some(day(22));
        assert_eq!(shortage.days(day(26)), 2);
    }

    #[test]
    fn only_what_is_asked_for_beyond_the_store_is_unmet() {
        let pieces = Stock::default().with(Thing::Condoms, 12).with(Thing::Leaflets, 3);
        let movement = |kind, person| Movement { kind, person, pieces, cause: None };
        let store = Stock::default().with(Thing::Condoms, -2).with(Thing::Leaflets, 3);
        let of = |movement: Movement| movement.unmet(&store).collect::<Vec<_>>();
        assert_eq!(of(movement(MoveKind::HandedOut, Some(her()))), [(Thing::Condoms, 12, 0)]);
        assert_eq!(of(movement(MoveKind::Lost, None)), []);
    }
}
