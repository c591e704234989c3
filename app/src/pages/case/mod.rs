//! Cases: the caseload, opening one, its page.

pub mod assignment;
pub mod card;
pub mod contact;
mod edit;
mod head;
mod line;
pub mod list;
pub mod name;
pub mod new;
pub mod show;

use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::case::NextStep;

/// When the next step is, in words: overdue, today, or its day.
pub fn next_words(l: Locale, next: NextStep, today: NaiveDate) -> String {
    let days = (next.on - today).num_days();
    match days {
        ..0 => say!(l, case.overdue, n = -days).to_string(),
        0 => format!("{} · {}", next.step.said(l), say!(l, case.today)),
        _ => format!("{} · {}", next.step.said(l), domain::date::display(next.on)),
    }
}
