//! The days of the week.

use super::{Locale, say};
use chrono::{Datelike, NaiveDate};

/// All of them, from Monday.
pub fn weekdays(l: Locale) -> [&'static str; 7] {
    [
        say!(l, weekday.monday),
        say!(l, weekday.tuesday),
        say!(l, weekday.wednesday),
        say!(l, weekday.thursday),
        say!(l, weekday.friday),
        say!(l, weekday.saturday),
        say!(l, weekday.sunday),
    ]
}

/// The one that a day is.
pub fn weekday(l: Locale, day: NaiveDate) -> &'static str {
    weekdays(l)[day.weekday().num_days_from_monday() as usize]
}
