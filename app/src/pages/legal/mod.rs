//! The desk of legal aid: matters with their stages, papers; and, about nobody, on which ground legal aid is free.

pub mod desk;
pub mod eligibility;
pub mod matter;
pub mod paper;
pub mod show;
pub mod stage;

use crate::words::{Locale, say};
use chrono::NaiveDate;
use domain::date::{Timing, display};
use domain::legal::Standing;
use leptos::prelude::*;

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::Spoken;

/// Where a matter stands, and by when the next stage is due.
fn stage_chips(l: Locale, standing: &Standing, today: NaiveDate) -> AnyView {
    let tone = if standing.is_over() { Tone::None } else { Tone::Live };
    let due = standing.due().map(|day| {
        let (tone, text) = match Timing::of(day, today) {
            Timing::Late(days) => (Tone::Now, say!(l, case.overdue, n = days).to_string()),
            Timing::Today | Timing::Ahead => (Tone::Plain, say!(l, legal.due, day = display(day)).to_string()),
        };
        view! { <Chip tone text /> }
    });
    view! { <Chip tone text=standing.stage().said(l) />" "{due} }.into_any()
}
