//! Referrals: sending one, following it, answering it.

pub mod answer;
pub mod code;
pub mod expected;
pub mod history;
pub mod list;
pub mod my_day;
pub mod new;
mod offers;
pub mod on_slip;
pub mod preview;
pub mod show;
pub mod slip;
pub mod walk_in;

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::case::Label;
use domain::date::{Timing, display};
use domain::id::CaseId;
use domain::referral::{DaySet, Due, Outcome, ReferralState};
use leptos::prelude::*;
use std::collections::HashMap;
use vault::referral::Followed;

/// Whom a referral is about, for who sent it: her alias where her case opens, her code otherwise.
pub fn about(followed: &Followed, labels: &HashMap<CaseId, Label>) -> String {
    let label = followed.case.and_then(|case| labels.get(&case));
    label.map_or(followed.packet.code.as_str(), |label| label.alias.as_str()).to_owned()
}

/// The state of a referral in words and shape.
pub fn state_chip(l: Locale, state: ReferralState) -> impl IntoView {
    let tone = match state {
        ReferralState::Issued | ReferralState::Accepted | ReferralState::Booked => Tone::Soon,
        ReferralState::Attended
        | ReferralState::Served
        | ReferralState::ServedInPart
        | ReferralState::Feedback
        | ReferralState::Completed => Tone::Live,
        ReferralState::NoShow | ReferralState::Declined | ReferralState::Redirected => Tone::Plain,
        ReferralState::Expired | ReferralState::Stopped | ReferralState::Withdrawn | ReferralState::Cancelled => {
            Tone::None
        }
    };
    view! { <Chip tone text=state.said(l) /> }
}

/// The next duty with its day, or how late it is.
pub fn due_words(l: Locale, due: Due, today: NaiveDate) -> String {
    let what = due.duty.said(l);
    match due.timing(today) {
        Timing::Today => say!(l, referral.due_today, what = what).to_string(),
        Timing::Ahead => say!(l, referral.due_by, what = what, day = display(due.on)).to_string(),
        Timing::Late(days) => say!(l, referral.due_late, what = what, n = days).to_string(),
    }
}

/// The day she is expected on, and the one it was moved from.
pub fn day_words(l: Locale, day: DaySet) -> String {
    match day.moved_from {
        Some(before) => say!(l, referral.day_moved, day = display(day.on), before = display(before)).to_string(),
        None => say!(l, referral.day_set, day = display(day.on)).to_string(),
    }
}

/// What came of it, in words.
pub fn outcome(l: Locale, outcome: &Outcome) -> AnyView {
    let services: Vec<_> = outcome.services.iter().map(|service| service.said(l)).collect();
    let services =
        (!services.is_empty()).then(|| view! { <dt>{say!(l, referral.delivered)}</dt><dd>{services.join(", ")}</dd> });
    let next = outcome.next_on.map(|day| view! { <dt>{say!(l, referral.next_on)}</dt><dd>{display(day)}</dd> });
    let came = outcome.came_on.map(|day| view! { <dt>{say!(l, referral.came_on)}</dt><dd>{display(day)}</dd> });
    let stopped = outcome.stopped.map(|why| view! { <dt>{say!(l, referral.why)}</dt><dd>{why.said(l)}</dd> });
    view! {
        <dl class="facts">
            <dt>{say!(l, referral.arrival)}</dt><dd>{outcome.answer.said(l)}</dd>
            {came}
            {services}
            {next}
            {stopped}
        </dl>
    }
    .into_any()
}
