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
