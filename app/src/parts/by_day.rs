//! A long list under the days it is of.

use chrono::{DateTime, NaiveDate, Utc};
use domain::date::local_date;

/// Those that stand beside one another and are of one day, together; in the order they came.
pub fn by_day<T>(entries: Vec<T>, at: impl Fn(&T) -> DateTime<Utc>) -> Vec<(NaiveDate, Vec<T>)> {
    let mut days: Vec<(NaiveDate, Vec<T>)> = Vec::new();
    for entry in entries {
        let day = local_date(at(&entry));
        match days.last_mut() {
            Some((last, of_day)) if *last == day => of_day.push(entry),
            _ => days.push((day, vec![entry])),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::by_day;
    use chrono::{TimeZone, Utc};

    #[test]
    fn a_day_begins_at_midnight_in_vietnam() {
        let at = |hour| Utc.with_ymd_and_hms(2026, 4, 30, hour, 0, 0).single().expect("a moment");
        let days = by_day(vec![20, 17, 16, 1], |hour| at(*hour));
        let days: Vec<_> = days.into_iter().map(|(day, hours)| (domain::date::display(day), hours)).collect();
        assert_eq!(days, [("01/05/2026".to_owned(), vec![20, 17]), ("30/04/2026".to_owned(), vec![16, 1])]);
    }
}
