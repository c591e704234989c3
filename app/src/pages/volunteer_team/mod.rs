//! Teams of volunteers: their decisions and trainings; each volunteer's pledge and months; and her own progress.

pub mod list;
pub mod new;
pub mod progress;
pub mod team;
pub mod volunteer;

use chrono::NaiveDate;

/// A month, as people write it.
fn month(code: &str) -> String {
    let first = NaiveDate::parse_from_str(&format!("{code}-01"), "%Y-%m-%d");
    first.map_or_else(|_| code.to_owned(), |day| day.format("%m/%Y").to_string())
}
