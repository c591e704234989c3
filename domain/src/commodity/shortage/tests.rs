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
    let mut shortage = Shortage { holder: None, thing: Thing::Condoms, from: day(20), by_giving: false, until: None };
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
