//! Dates as people in Vietnam write them, and the day it is there.

use chrono::{DateTime, Datelike as _, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::problem::Problem;

/// Vietnam is seven hours ahead of UTC all year; it has no summer time (Asia/Ho_Chi_Minh).
pub const VIETNAM_OFFSET_SECONDS: i32 = 7 * 3600;

const VIETNAM: FixedOffset = match FixedOffset::east_opt(VIETNAM_OFFSET_SECONDS) {
    Some(offset) => offset,
    None => panic!("seven hours are less than a day"),
};

/// Earlier and later years are slips of the finger; nobody we serve was born before 1900.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Reads 1/5/2026, 01-05-2026 or 01.05.2026, day first, and 2026-05-01, which a browser posts for
/// `<input type=date>`. Nothing typed is `None`; anything else, a day that does not exist, and a
/// year outside 1900 to 2200 are [`Problem::NotADate`]. Years have four digits: 26 could be 1926.
pub fn parse_date(text: &str) -> Result<Option<NaiveDate>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let year_first = text.find('-') == Some(4);
    let separator = text.chars().find(|c| matches!(c, '/' | '-' | '.')).ok_or(Problem::NotADate)?;
    let mut parts = text.split(separator).map(str::trim);
    let (Some(first), Some(month), Some(last), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Problem::NotADate);
    };
    let (year, day) = if year_first { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return Err(Problem::NotADate);
    }
    let year = number(year, 4)?.try_into().map_err(|_| Problem::NotADate)?;
    NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)
        .filter(|date| YEARS.contains(&date.year()))
        .map(Some)
        .ok_or(Problem::NotADate)
}

/// The same for a day that cannot stay empty.
///
/// # Errors
/// `Missing`, and those of [`parse_date`].
pub fn needed_date(text: &str) -> Result<NaiveDate, Problem> {
    parse_date(text)?.ok_or(Problem::Missing)
}

/// The same for one that has come.
///
/// # Errors
/// `DateInFuture`, and those of [`needed_date`].
pub fn past_date(text: &str, today: NaiveDate) -> Result<NaiveDate, Problem> {
    let day = needed_date(text)?;
    if day > today { Err(Problem::DateInFuture) } else { Ok(day) }
}

/// Digits only: Rust's own reading would take a plus sign.
fn number(part: &str, most_digits: usize) -> Result<u32, Problem> {
    if part.len() > most_digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::NotADate);
    }
    part.parse().map_err(|_| Problem::NotADate)
}

/// A date as a person reads it: 01/05/2026.
#[must_use]
pub fn display(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// The day it is in Vietnam at this moment; until seven in the morning it is ahead of UTC's. A moment so late that there is
/// no day ahead has UTC's: whatever a phone takes for the time, nothing breaks off.
#[must_use]
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    let at = at.naive_utc();
    at.checked_add_offset(VIETNAM).unwrap_or(at).date()
}

/// The moment when clocks in Vietnam show this.
#[must_use]
pub fn at_local(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    day.and_time(time).and_utc() - TimeDelta::seconds(VIETNAM_OFFSET_SECONDS.into())
}

/// The first moment after this day in Vietnam: what lasts until the day ends here.
#[must_use]
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    at_local(next, NaiveTime::MIN)
}

/// The last day in Vietnam of what is over at this moment.
#[must_use]
pub fn last_day_of(until: DateTime<Utc>) -> NaiveDate {
    local_date(until - TimeDelta::microseconds(1))
}

/// Days from the day of a moment until this one; below nothing for one to come.
#[must_use]
pub fn days_since(at: DateTime<Utc>, today: NaiveDate) -> i64 {
    (today - local_date(at)).num_days()
}

/// How the last day for something stands to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// It has passed, so many days ago.
    Late(i64),
    /// It is this one: still in time.
    Today,
    /// It is to come.
    Ahead,
}

impl Timing {
    /// How `day` stands to `today`.
    #[must_use]
    pub fn of(day: NaiveDate, today: NaiveDate) -> Self {
        match (today - day).num_days() {
            late @ 1.. => Self::Late(late),
            0 => Self::Today,
            ..0 => Self::Ahead,
        }
    }

    /// Whether it has passed.
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Late(_))
    }
}

/// The place in a list that begins with the earliest day; what has none stands behind all that have one.
pub(crate) fn earliest_first(day: Option<NaiveDate>) -> (bool, Option<NaiveDate>) {
    (day.is_none(), day)
}

/// The Monday of a day's week.
#[must_use]
pub fn week_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// A moment as a person in Vietnam reads it: 08:30 01/05/2026.
#[must_use]
pub fn display_time(at: DateTime<Utc>) -> String {
    at.with_timezone(&VIETNAM).format("%H:%M %d/%m/%Y").to_string()
}

/// The same where its day is said already: 08:30.
#[must_use]
pub fn display_clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&VIETNAM).format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_way_of_writing_a_day_is_read() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 1);
        for text in ["01/05/2026", "1/5/2026", " 1-5-2026 ", "01.05.2026", "1 / 5 / 2026", "2026-05-01", "2026-5-1"] {
            assert_eq!(parse_date(text), Ok(day), "{text}");
        }
        assert_eq!(parse_date("  "), Ok(None));
        assert_eq!((needed_date("1/5/2026").ok(), needed_date("  ")), (day, Err(Problem::Missing)));
        assert_eq!(parse_date("29/02/2028"), Ok(NaiveDate::from_ymd_opt(2028, 2, 29)));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in "29/02/2026|31/04/2026|05/13/2026|0/1/2026|1/5/26|1/5/20266|1/5|1/5-2026|\
            1/5/2026/7|+1/5/2026|//2026|2026/05/01|1899-12-31|1/1/2201|01052026|mai|\
            ١/٥/٢٠٢٦"
            .split('|')
        {
            assert_eq!(parse_date(text), Err(Problem::NotADate), "{text}");
        }
    }

    #[test]
    fn today_has_come_and_tomorrow_has_not() {
        let today = NaiveDate::from_ymd_opt(2026, 5, 1).expect("a day");
        assert_eq!(past_date("1/5/2026", today), Ok(today));
        assert_eq!(past_date("2/5/2026", today), Err(Problem::DateInFuture));
        assert_eq!(past_date("", today), Err(Problem::Missing));
        assert_eq!(past_date("mai", today), Err(Problem::NotADate));
    }

    #[test]
    fn a_week_begins_on_monday() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        assert_eq!([22, 23, 26, 29, 30].map(|of| week_of(day(of))), [16, 23, 23, 23, 30].map(day));
    }

    #[test]
    fn a_last_day_is_in_time_until_it_has_passed() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let stands = [24, 23, 22, 14].map(|last| Timing::of(day(last), day(23)));
        assert_eq!(stands, [Timing::Ahead, Timing::Today, Timing::Late(1), Timing::Late(9)]);
        assert_eq!(stands.map(Timing::is_late), [false, false, true, true]);
    }

    #[test]
    fn what_has_no_day_stands_behind_all_that_have_one() {
        let [early, late] = [23, 24].map(|day| NaiveDate::from_ymd_opt(2026, 11, day));
        let mut days = [None, late, early];
        days.sort_by_key(|day| earliest_first(*day));
        assert_eq!(days, [early, late, None]);
    }

    #[test]
    fn what_ends_with_a_day_has_it_for_its_last_and_a_day_counts_from_midnight() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        assert_eq!(last_day_of(end_of_day(day(23))), day(23));
        assert_eq!(last_day_of(end_of_day(day(23)) + TimeDelta::microseconds(1)), day(24));
        let [late, early] = [end_of_day(day(23)) - TimeDelta::seconds(1), end_of_day(day(23))];
        assert_eq!([late, early].map(|at| days_since(at, day(24))), [1, 0]);
        assert_eq!(days_since(early, day(23)), -1);
    }

    #[test]
    fn midnight_in_vietnam_is_five_in_the_afternoon_in_utc() {
        let before = Utc.with_ymd_and_hms(2026, 4, 30, 16, 59, 59).single().expect("a moment");
        let after = Utc.with_ymd_and_hms(2026, 4, 30, 17, 0, 0).single().expect("a moment");
        assert_eq!(display(local_date(before)), "30/04/2026");
        assert_eq!(display(local_date(after)), "01/05/2026");
        assert_eq!(display_time(before), "23:59 30/04/2026");
        assert_eq!(display_time(after), "00:00 01/05/2026");
        assert_eq!(display_clock(before), "23:59");
        assert_eq!(at_local(local_date(after), NaiveTime::MIN), after);
        assert_eq!(local_date(DateTime::<Utc>::MAX_UTC), NaiveDate::MAX, "the last moment there is");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(days in 0..109_938u64) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day") + Days::new(days);
            prop_assert_eq!(parse_date(&display(date)), Ok(Some(date)));
            prop_assert_eq!(parse_date(&date.to_string()), Ok(Some(date)));
        }

        #[test]
        fn nothing_typed_breaks_it(text in any::<String>()) {
            let _ = parse_date(&text);
        }
    }
}
