//! How soon somebody looks in again: judging it, putting a look off, and what is due on My day.

pub mod my_day;
pub mod show;
pub mod snooze;

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::words::{Locale, Spoken, say};
use domain::risk::RiskLevel;
use leptos::prelude::*;

/// A level, in a word and a shape.
pub fn chip(l: Locale, level: RiskLevel) -> AnyView {
    let tone = match level {
        RiskLevel::Urgent => Tone::Now,
        RiskLevel::High => Tone::Soon,
        RiskLevel::Medium => Tone::Plain,
        RiskLevel::Low => Tone::None,
    };
    view! { <Chip tone text=say!(l, risk.chip, level = level.said(l)).to_string() /> }.into_any()
}
