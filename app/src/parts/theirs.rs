//! What another saved while this was typed, to be seen beside it.

use crate::words::{Locale, say};
use chrono::{DateTime, Utc};
use domain::date::display_time;
use leptos::prelude::*;

/// Who saved it, when, what, and the way `back` for who keeps it. One of the two is chosen; nothing is overwritten unseen.
pub fn theirs(l: Locale, who: &str, at: DateTime<Utc>, saved: impl IntoView + 'static, back: &str) -> AnyView {
    let (who, at, back) = (who.to_owned(), display_time(at), back.to_owned());
    view! {
        <section class="note warm stack" role="alert" id="theirs">
            <h2>{say!(l, edit.theirs, who = who, at = at).to_string()}</h2>
            {saved}
            <p>{say!(l, edit.choose)}</p>
            <p><a class="button" href=back>{say!(l, edit.keep_theirs)}</a></p>
        </section>
    }
    .into_any()
}
