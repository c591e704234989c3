//! The working calendar of Vietnam: which days the clocks of the law count.
//!
//! A working day is Monday to Friday (Labour Code 2019 Art. 111), but for public holidays (Art. 112), the days given
//! for a holiday that falls on a weekend (Art. 111.3) and days that were exchanged by announcement. What is not yet
//! announced counts as a working day: a deadline of ours may come too early, never too late.

mod days_off;

pub use days_off::{DAYS_OFF, DayOff, MADE_UP, Occasion, Standing};

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// Whether people work on this day in Vietnam, as far as it is known for certain.
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    if MADE_UP.contains(&day) {
        return true;
    }
    let off = |given: &DayOff| given.date == day && given.standing != Standing::Provisional;
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !DAYS_OFF.iter().any(off)
}

/// The last day of a term of working days. The day it runs from is not counted (Civil Code 2015 Art. 147.2); the last
/// one is a working day.
#[must_use]
pub fn working_days_after(from: NaiveDate, term: u64) -> NaiveDate {
    (0..term).fold(from, |day, _| next_working_day(day))
}

/// The last day of a term of calendar days. The day it runs from is not counted (Civil Code 2015 Art. 147.2). A last
/// day that nobody works on is not put off, as Art. 148.5 would let us: the stricter reading.
#[must_use]
pub fn days_after(from: NaiveDate, term: u64) -> NaiveDate {
    from.checked_add_days(Days::new(term)).unwrap_or(NaiveDate::MAX)
}

fn next_working_day(day: NaiveDate) -> NaiveDate {
    day.iter_days().skip(1).find(|day| is_working_day(*day)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests;
