//! What the two pages that edit a client share: what was seen, and what another saved meanwhile.

use crate::words::{Locale, say};
use domain::date::display_time;
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

/// What another saved while this was typed, to be seen beside it. One of the two is chosen; nothing is overwritten unseen.
pub fn theirs(l: Locale, last: Option<&LastEdit>, saved: Vec<(&'static str, String)>, back: String) -> AnyView {
    let (who, at) = last.map_or_else(Default::default, |last| (last.edited_by.clone(), display_time(last.edited_at)));
    let facts: Vec<_> =
        saved.into_iter().map(|(label, words)| view! { <div><dt>{label}</dt><dd>{words}</dd></div> }).collect();
    view! {
        <section class="note warm stack" id="theirs">
            <h2>{say!(l, edit.theirs, who = who, at = at).to_string()}</h2>
            <dl class="facts">{facts}</dl>
            <p>{say!(l, edit.choose)}</p>
            <p><a class="button" href=back>{say!(l, edit.keep_theirs)}</a></p>
        </section>
    }
    .into_any()
}
