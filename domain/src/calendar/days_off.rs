//! Public holidays from 2026 to 2030, as data. After the last year of this table every weekday counts.
//!
//! What the Labour Code fixes by itself stands as [`Standing::Law`]: dates of the calendar, the eve and the first three
//! days of Tết, Hùng Kings' day, and what Art. 111.3 gives for each of them that falls on a weekend. Which other day
//! makes five of Tết, and which neighbour of 2 September is free, the Prime Minister says each year: announced, or
//! still provisional. Lunar dates are those of the Vietnamese calendar, reckoned at UTC+7 (in 2030 a day before China's).

use chrono::NaiveDate;

use Occasion::{Culture, HungKings, Labour, National, NewYear, Reunification, Tet};
use Standing::{Announced, Law, Provisional};

/// Why a day is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// 1 January.
    NewYear,
    /// The lunar New Year: five days.
    Tet,
    /// The tenth day of the third lunar month.
    HungKings,
    /// 30 April.
    Reunification,
    /// 1 May.
    Labour,
    /// 2 September and one day beside it.
    National,
    /// 24 November, in Resolution 80-NQ/TW of 7 January 2026; free when the Labour Code says so.
    Culture,
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The Labour Code 2019 fixes it (Art. 112; Art. 111.3 for a holiday on a weekend).
    Law,
    /// Announced for that year.
    Announced,
    /// Likely, but not announced when this table was written: counts as a working day until it is.
    Provisional,
}

/// A day that is free for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOff {
    /// The day.
    pub date: NaiveDate,
    /// Why.
    pub occasion: Occasion,
    /// How sure.
    pub standing: Standing,
    /// Where it is written.
    pub source: &'static str,
}

const ART_112: &str = "Labour Code 45/2019/QH14 Art. 112.1";
const ART_111: &str = "Labour Code 45/2019/QH14 Art. 111.3: for a holiday on a weekend";
const TET_2026: &str = "Ministry of Home Affairs, holidays of 2026: Tết from 14 to 22 February";
const NATIONAL_2026: &str =
    "Ministry of Home Affairs, holidays of 2026: from 29 August to 2 September, 31 August made up on 22 August";
const NOT_YET: &str = "not announced";
const RESOLUTION_80: &str = "Resolution 80-NQ/TW of 7 January 2026; Resolution 30/NQ-CP: Art. 112 is to be amended";

const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("a day of the calendar"),
    }
}

const fn off(ymd: (i32, u32, u32), occasion: Occasion, standing: Standing, source: &'static str) -> DayOff {
    DayOff { date: date(ymd.0, ymd.1, ymd.2), occasion, standing, source }
}

/// Weekend days on which people worked for a day that was exchanged.
pub const MADE_UP: &[NaiveDate] = &[date(2026, 8, 22)];

/// Every day off of the years 2026 to 2030.
pub const DAYS_OFF: &[DayOff] = &[
    off((2026, 1, 1), NewYear, Law, ART_112),
    off((2026, 2, 16), Tet, Law, ART_112),
    off((2026, 2, 17), Tet, Law, ART_112),
    off((2026, 2, 18), Tet, Law, ART_112),
    off((2026, 2, 19), Tet, Law, ART_112),
    off((2026, 2, 20), Tet, Announced, TET_2026),
    off((2026, 4, 26), HungKings, Law, ART_112),
    off((2026, 4, 27), HungKings, Law, ART_111),
    off((2026, 4, 30), Reunification, Law, ART_112),
    off((2026, 5, 1), Labour, Law, ART_112),
    off((2026, 8, 31), National, Announced, NATIONAL_2026),
    off((2026, 9, 1), National, Announced, NATIONAL_2026),
    off((2026, 9, 2), National, Law, ART_112),
    off((2026, 11, 24), Culture, Provisional, RESOLUTION_80),
    off((2027, 1, 1), NewYear, Law, ART_112),
    off((2027, 2, 4), Tet, Provisional, NOT_YET),
    off((2027, 2, 5), Tet, Law, ART_112),
    off((2027, 2, 6), Tet, Law, ART_112),
    off((2027, 2, 7), Tet, Law, ART_112),
    off((2027, 2, 8), Tet, Law, ART_112),
    off((2027, 2, 9), Tet, Law, ART_111),
    off((2027, 2, 10), Tet, Law, ART_111),
    off((2027, 4, 16), HungKings, Law, ART_112),
    off((2027, 4, 30), Reunification, Law, ART_112),
    off((2027, 5, 1), Labour, Law, ART_112),
    off((2027, 5, 3), Labour, Law, ART_111),
    off((2027, 9, 2), National, Law, ART_112),
    off((2027, 9, 3), National, Provisional, NOT_YET),
    off((2027, 11, 24), Culture, Provisional, RESOLUTION_80),
    off((2028, 1, 1), NewYear, Law, ART_112),
    off((2028, 1, 3), NewYear, Law, ART_111),
    off((2028, 1, 24), Tet, Provisional, NOT_YET),
    off((2028, 1, 25), Tet, Law, ART_112),
    off((2028, 1, 26), Tet, Law, ART_112),
    off((2028, 1, 27), Tet, Law, ART_112),
    off((2028, 1, 28), Tet, Law, ART_112),
    off((2028, 4, 4), HungKings, Law, ART_112),
    off((2028, 4, 30), Reunification, Law, ART_112),
    off((2028, 5, 1), Labour, Law, ART_112),
    off((2028, 5, 2), Reunification, Law, ART_111),
    off((2028, 9, 1), National, Provisional, NOT_YET),
    off((2028, 9, 2), National, Law, ART_112),
    off((2028, 9, 4), National, Law, ART_111),
    off((2028, 11, 24), Culture, Provisional, RESOLUTION_80),
    off((2029, 1, 1), NewYear, Law, ART_112),
    off((2029, 2, 12), Tet, Law, ART_112),
    off((2029, 2, 13), Tet, Law, ART_112),
    off((2029, 2, 14), Tet, Law, ART_112),
    off((2029, 2, 15), Tet, Law, ART_112),
    off((2029, 2, 16), Tet, Provisional, NOT_YET),
    off((2029, 4, 23), HungKings, Law, ART_112),
    off((2029, 4, 30), Reunification, Law, ART_112),
    off((2029, 5, 1), Labour, Law, ART_112),
    off((2029, 9, 2), National, Law, ART_112),
    off((2029, 9, 3), National, Law, ART_111),
    off((2029, 9, 4), National, Provisional, NOT_YET),
    off((2029, 11, 26), Culture, Provisional, RESOLUTION_80),
    off((2030, 1, 1), NewYear, Law, ART_112),
    off((2030, 1, 31), Tet, Provisional, NOT_YET),
    off((2030, 2, 1), Tet, Law, ART_112),
    off((2030, 2, 2), Tet, Law, ART_112),
    off((2030, 2, 3), Tet, Law, ART_112),
    off((2030, 2, 4), Tet, Law, ART_112),
    off((2030, 2, 5), Tet, Law, ART_111),
    off((2030, 2, 6), Tet, Law, ART_111),
    off((2030, 4, 12), HungKings, Law, ART_112),
    off((2030, 4, 30), Reunification, Law, ART_112),
    off((2030, 5, 1), Labour, Law, ART_112),
    off((2030, 9, 2), National, Law, ART_112),
    off((2030, 9, 3), National, Provisional, NOT_YET),
    off((2030, 11, 25), Culture, Provisional, RESOLUTION_80),
];
