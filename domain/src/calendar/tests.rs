use super::{DAYS_OFF, DayOff, MADE_UP, Standing, days_after, is_working_day, working_days_after};
use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// The day a lunar month begins, by the mean new moon at UTC+7 (Meeus, Astronomical Algorithms, chapter 49, the terms
/// over ten minutes): enough to find each Tết and each tenth of the third month again.
fn new_moon(k: f64) -> NaiveDate {
    let t = k / 1236.85;
    let rad = |degrees: f64| degrees.to_radians();
    let mean = 2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t * t;
    let sun = rad(2.5534 + 29.105_356_7 * k);
    let moon = rad(201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t);
    let latitude = rad(160.7108 + 390.670_502_84 * k);
    let e = 1.0 - 0.002_516 * t;
    let moment = mean - 0.4072 * moon.sin()
        + 0.172_41 * e * sun.sin()
        + 0.016_08 * (2.0 * moon).sin()
        + 0.010_39 * (2.0 * latitude).sin()
        + 0.007_39 * e * (moon - sun).sin()
        - 0.005_14 * e * (moon + sun).sin();
    // Vietnam is seven hours ahead of UTC; terrestrial time is 70 seconds ahead of it.
    let local = moment + 7.0 / 24.0 - 70.0 / 86_400.0;
    // The Julian day of midnight before the first of January of the year 1, which is day 1.
    #[expect(clippy::cast_possible_truncation, reason = "days of this century")]
    let days = (local - 1_721_425.5).floor() as i32 + 1;
    NaiveDate::from_num_days_from_ce_opt(days).expect("a day of this century")
}

fn new_moon_on(wanted: NaiveDate) -> bool {
    let about = (f64::from(wanted.year()) + f64::from(wanted.ordinal()) / 365.25 - 2000.0) * 12.3685;
    (-2..=2).any(|step| new_moon(about.round() + f64::from(step)) == wanted)
}

#[test]
fn tet_begins_with_a_new_moon_over_vietnam() {
    for first in [day(2026, 2, 17), day(2027, 2, 6), day(2028, 1, 26), day(2029, 2, 13), day(2030, 2, 2)] {
        assert!(new_moon_on(first), "{first}");
        // The eve and the first three days stand in the table, as the law has it.
        for step in -1..=2 {
            let date = first + chrono::TimeDelta::days(step);
            assert!(DAYS_OFF.iter().any(|off| off.date == date && off.standing == Standing::Law), "{date}");
        }
    }
    assert!(!new_moon_on(day(2030, 2, 3)), "China's day");
}

#[test]
fn hung_kings_day_is_the_tenth_of_its_month() {
    for tenth in [day(2026, 4, 26), day(2027, 4, 16), day(2028, 4, 4), day(2029, 4, 23), day(2030, 4, 12)] {
        assert!(new_moon_on(tenth - Days::new(9)), "{tenth}");
        assert!(DAYS_OFF.iter().any(|off| off.date == tenth), "{tenth}");
    }
}

#[test]
fn the_days_of_the_calendar_are_off_every_year() {
    for year in 2026..=2030 {
        for (month, number) in [(1, 1), (4, 30), (5, 1), (9, 2)] {
            assert!(!is_working_day(day(year, month, number)), "{number}/{month}/{year}");
        }
        let certain = |off: &&DayOff| off.date.year() == year && off.standing != Standing::Provisional;
        assert!(DAYS_OFF.iter().filter(certain).count() >= 9, "{year}");
    }
}

/// Labour Code Art. 111.3: for each holiday on a weekend the next working day is free.
#[test]
fn a_holiday_on_a_weekend_is_given_back() {
    let certain: BTreeSet<_> =
        DAYS_OFF.iter().filter(|off| off.standing != Standing::Provisional).map(|off| off.date).collect();
    for year in 2026..=2030 {
        let of_year = |date: &&NaiveDate| date.year() == year;
        let on_weekends = certain.iter().filter(of_year).filter(|date| is_weekend(**date)).count();
        let given_back = DAYS_OFF.iter().filter(|off| off.date.year() == year && off.source.contains("111.3")).count();
        assert_eq!(on_weekends, given_back, "{year}");
    }
}

#[test]
fn the_table_is_in_order_and_says_nothing_twice() {
    let dates: Vec<_> = DAYS_OFF.iter().map(|off| off.date).collect();
    assert!(dates.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn what_is_not_announced_counts_as_a_working_day() {
    let provisional = DAYS_OFF.iter().filter(|off| off.standing == Standing::Provisional);
    assert!(provisional.clone().count() > 5);
    for off in provisional.filter(|off| !is_weekend(off.date)) {
        assert!(is_working_day(off.date), "{}", off.date);
    }
    assert!(MADE_UP.iter().all(|date| is_weekend(*date) && is_working_day(*date)));
}

proptest! {
    #[test]
    fn a_term_of_working_days_ends_on_one(from in 0u64..4000, term in 1u64..60, more in 0u64..10) {
        let from = day(2025, 6, 1) + Days::new(from);
        let end = working_days_after(from, term);
        prop_assert!(is_working_day(end) && end > from);
        prop_assert!(working_days_after(from, term + more) >= end);
        // Exactly as many working days lie after the first day, up to the last.
        let counted = from.iter_days().skip(1).take_while(|day| *day <= end).filter(|day| is_working_day(*day)).count();
        prop_assert_eq!(counted as u64, term);
        prop_assert!(days_after(from, term) <= end, "calendar days are the stricter ones");
    }
}
