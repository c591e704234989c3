//! What the two pages that edit a client share: what was seen, and what another saved meanwhile.

use crate::words::Locale;
use leptos::prelude::*;
use serde::Deserialize;
use vault::client::LastEdit;

/// What is typed, and the number of the change it began from.
#[derive(Default, Deserialize)]
pub struct Edit<T> {
    #[serde(default)]
    pub seen: String,
    #[serde(flatten)]
    pub typed: T,
}

impl<T> Edit<T> {
    /// The number; nothing readable is a number nobody has.
    pub fn seen(&self) -> i64 {
        self.seen.parse().unwrap_or(-1)
    }
}

/// The number a form begins from now.
pub fn newest(last: Option<&LastEdit>) -> String {
    last.map_or(0, |last| last.number).to_string()
}

/// What another saved while this was typed, as facts.
pub fn theirs(l: Locale, last: Option<&LastEdit>, saved: Vec<(&'static str, String)>, back: &str) -> Option<AnyView> {
    let facts: Vec<_> =
        saved.into_iter().map(|(label, words)| view! { <div><dt>{label}</dt><dd>{words}</dd></div> }).collect();
    let facts = view! { <dl class="facts">{facts}</dl> };
    last.map(|last| crate::parts::theirs(l, &last.edited_by, last.edited_at, facts, back))
}
