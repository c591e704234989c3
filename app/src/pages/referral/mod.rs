//! Referrals: sending one, following it, answering it.

pub mod answer;
pub mod expected;
pub mod list;
pub mod new;
mod offers;
pub mod preview;
pub mod show;
pub mod slip;

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use domain::date::display;
use domain::referral::{Outcome, ReferralState};
use leptos::prelude::*;

/// The state of a referral in words and shape.
pub fn state_chip(l: Locale, state: ReferralState) -> impl IntoView {
    let tone = match state {
        ReferralState::Issued => Tone::Soon,
        ReferralState::Attended | ReferralState::Completed => Tone::Live,
        ReferralState::NoShow | ReferralState::Redirected => Tone::Plain,
        ReferralState::Withdrawn => Tone::None,
    };
    view! { <Chip tone text=state.said(l) /> }
}

/// What came of it, in words.
pub fn outcome(l: Locale, outcome: &Outcome) -> AnyView {
    let services: Vec<_> = outcome.services.iter().map(|service| service.said(l)).collect();
    let services =
        (!services.is_empty()).then(|| view! { <dt>{say!(l, referral.delivered)}</dt><dd>{services.join(", ")}</dd> });
    let next = outcome.next_on.map(|day| view! { <dt>{say!(l, referral.next_on)}</dt><dd>{display(day)}</dd> });
    view! {
        <dl class="facts">
            <dt>{say!(l, referral.arrival)}</dt><dd>{outcome.arrival.said(l)}</dd>
            {services}
            {next}
        </dl>
    }
    .into_any()
}
