//! Who went with a client tells whether they arrived; who carries the case writes it to the referral.

pub mod new;
pub mod settle;
pub mod waiting;

use crate::words::{Locale, Spoken, say};
use domain::date::display;
use vault::accompaniment::Told;
use vault::referral::Reported;

/// What was told, on which day, and by whom.
fn told(l: Locale, one: &Told) -> String {
    let said = one.accompaniment.arrived.said(l);
    let by = say!(l, accompaniment.told_by, who = one.by.clone()).to_string();
    format!("{said} · {} · {by}", display(one.accompaniment.on))
}

/// The same once it was written to a referral; nothing for what somebody else heard.
pub fn reported(l: Locale, one: &Reported) -> Option<String> {
    let by = say!(l, accompaniment.told_by, who = one.told_by.clone()?).to_string();
    Some(format!("{} · {} · {by}", one.report.heard.said(l), display(one.report.on)))
}
