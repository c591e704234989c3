//! A case that goes to another organisation: offered by who carries it, taken or sent back by who leads the other team.

pub mod list;
pub mod my_day;
pub mod offer;
pub mod show;

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use domain::date::display_time;
use domain::transfer::Standing;
use leptos::prelude::*;
use vault::transfer::Transfer;

/// Where an offer stands, as a chip.
fn standing_chip(l: Locale, standing: Standing) -> AnyView {
    let tone = match standing {
        Standing::Waits => Tone::Soon,
        Standing::Taken => Tone::Live,
        Standing::SentBack | Standing::CalledOff | Standing::TakenBack | Standing::Over => Tone::None,
    };
    view! { <Chip tone text=standing.said(l) /> }.into_any()
}

/// Between whom, by whom and when; and who ended it.
fn between(l: Locale, transfer: &Transfer) -> (String, String) {
    let who = transfer.offered_by.clone();
    let offered = say!(l, transfer.offered_by, who = who, at = display_time(transfer.offered_at)).to_string();
    let ended = transfer
        .ended
        .as_ref()
        .map(|(who, at)| say!(l, transfer.ended_by, who = who.clone(), at = display_time(*at)).to_string());
    let small = [Some(offered), ended, transfer.reason.map(|reason| reason.said(l).to_owned())];
    (format!("{} → {}", transfer.from, transfer.to), small.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
