//! Incidents: what was done to her, what she wishes, what came of it.

pub mod correction;
pub mod list;
pub mod my_day;
pub mod new;

use crate::words::{Locale, say};
use leptos::prelude::*;

/// The link on her case's page, with how many there are.
pub fn link_words(l: Locale, count: i64) -> String {
    if count == 0 { say!(l, incident.title).to_owned() } else { format!("{} ({count})", say!(l, incident.title)) }
}

/// What is done when she is under eighteen, in the order of doing; no number to call that nobody has checked.
fn child_path(l: Locale) -> AnyView {
    view! {
        <section class="note alert">
            <h2>{say!(l, incident.child)}</h2>
            <ol class="numbered">
                <li>{say!(l, incident.child_safe)}</li>
                <li>{say!(l, incident.child_told)}</li>
                <li>{say!(l, incident.child_trusted)}</li>
                <li>{say!(l, incident.child_words)}</li>
                <li>{say!(l, incident.child_again)}</li>
            </ol>
        </section>
    }
    .into_any()
}
