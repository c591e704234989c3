//! A plan that a supervisor of another organisation decides on, without knowing whose it is.

pub mod ask;
pub mod my_day;
pub mod show;

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use domain::coded_plan::Standing;
use domain::date::{display, display_time, local_date};
use leptos::prelude::*;
use vault::coded_plan::Request;

/// Where a request stands, as a chip.
fn standing_chip(l: Locale, request: &Request) -> AnyView {
    let (tone, text) = match request.standing {
        Standing::Waits => {
            (Tone::Soon, say!(l, coded_plan.until, day = display(local_date(request.until))).to_string())
        }
        Standing::Decided => (Tone::Live, request.standing.said(l).to_owned()),
        standing => (Tone::None, standing.said(l).to_owned()),
    };
    view! { <Chip tone text /> }.into_any()
}

/// Between whom; by whom and when; and who ended it.
fn between(l: Locale, request: &Request) -> (String, String) {
    let who = request.asked_by.clone();
    let asked = say!(l, coded_plan.asked_by, who = who, at = display_time(request.asked_at)).to_string();
    let ended = request.ended.as_ref().map(|(who, at)| {
        let ended = say!(l, coded_plan.ended_by, who = who.clone(), at = display_time(*at)).to_string();
        format!("{}: {ended}", request.standing.said(l))
    });
    let small = [Some(asked), ended].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (format!("{} → {}", request.from, request.to), small)
}
