use super::{due, stop_by};
use crate::calendar::is_working_day;
use crate::date::{display_time, parse_date};
use crate::rights::Right;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

/// Reckoned apart from this code, with the holidays of another list (the Python package `holidays` 0.109, MIT, without
/// what it only expects): received, right, others told, extended, first reply, done.
const CASES: &str = include_str!("cases.txt");

fn day(text: &str) -> NaiveDate {
    parse_date(text).ok().flatten().unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn every_dated_case() {
    let cases: Vec<_> = CASES.lines().collect();
    assert!(cases.len() >= 200, "only {} cases", cases.len());
    for case in cases {
        let [received, right, others, extended, reply, done] =
            case.split(' ').collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("{case}"));
        let right = Right::from_code(right).unwrap_or_else(|_| panic!("{case}"));
        let found = due(right, day(received), others == "others", extended == "extended");
        assert_eq!((found.reply, found.done), (day(reply), day(done)), "{case}");
    }
}

#[test]
fn the_terms_of_the_decree() {
    // A Monday without a holiday near.
    let monday = day("07/12/2026");
    let days = |right, others, extended| (due(right, monday, others, extended).done - monday).num_days();
    for (right, alone, others, longest) in [
        (Right::See, 10, 15, 25),
        (Right::Copy, 10, 15, 25),
        (Right::Correct, 10, 15, 25),
        (Right::Erase, 20, 30, 45),
        (Right::Restrict, 15, 20, 35),
        (Right::Object, 15, 20, 35),
    ] {
        assert_eq!(
            (days(right, false, false), days(right, true, false), days(right, true, true)),
            (alone, others, longest)
        );
        assert_eq!(due(right, monday, false, false).reply, day("09/12/2026"));
    }
}

#[test]
fn over_tet_the_first_reply_waits_and_the_rest_does_not() {
    let eve = day("13/02/2026");
    let found = due(Right::Copy, eve, false, false);
    assert_eq!((found.reply, found.done), (day("24/02/2026"), day("23/02/2026")));
}

#[test]
fn a_recipient_stops_at_the_end_of_the_twentieth_day() {
    let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("a time").to_utc();
    // 01:00 on the 24th in Vietnam, still the 23rd in UTC.
    for taken_back in ["2026-11-23T18:00:00Z", "2026-11-24T16:59:59Z"] {
        assert_eq!(display_time(stop_by(at(taken_back))), "00:00 15/12/2026", "{taken_back}");
    }
    assert_eq!(display_time(stop_by(at("2026-11-24T17:00:00Z"))), "00:00 16/12/2026");
}

proptest! {
    /// Later in is never earlier due; more time is never less; the first reply falls on a day people work.
    #[test]
    fn the_clocks_run_forward(first in 0u64..2190, later in 0u64..60, right in 0usize..6, others in any::<bool>()) {
        let first = day("01/01/2026") + Days::new(first);
        let second = first + Days::new(later);
        let right = Right::ALL[right];
        let (a, b) = (due(right, first, others, false), due(right, second, others, false));
        prop_assert!(a.reply <= b.reply && a.done <= b.done);
        prop_assert!(is_working_day(a.reply) && a.reply > first && a.done > first);
        prop_assert!(due(right, first, true, false).done >= due(right, first, false, false).done);
        let extended = due(right, first, others, true);
        prop_assert!(extended.done > a.done && extended.reply == a.reply);
        prop_assert!((extended.done - a.done).num_days() <= 15);
    }

    /// At least twenty whole days and less than twenty-one; never earlier for a later withdrawal.
    #[test]
    fn the_stop_is_whole_days(seconds in 0i64..200_000_000, later in 0i64..200_000) {
        let taken_back = DateTime::<Utc>::from_timestamp(1_767_225_600 + seconds, 0).expect("a time");
        let by = stop_by(taken_back);
        prop_assert!(by - taken_back > TimeDelta::days(20) && by - taken_back <= TimeDelta::days(21));
        prop_assert!(stop_by(taken_back + TimeDelta::seconds(later)) >= by);
    }
}
