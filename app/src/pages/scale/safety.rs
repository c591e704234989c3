//! What to do at once when a client thinks of death or of hurting herself. Plain words, in the order of doing; no number
//! to call that nobody has checked.

use crate::words::{Locale, say};
use leptos::prelude::*;

/// The steps. While the question is being asked (`asking`) they say when they hold and what saving does.
pub fn protocol(l: Locale, asking: bool) -> AnyView {
    let when = asking.then(|| view! { <p>{say!(l, scale.safety_when)}</p> });
    let due = asking.then(|| view! { <p>{say!(l, scale.safety_due)}</p> });
    let class = if asking { "note alert when protocol" } else { "note alert" };
    view! {
        <section class=class role="alert">
            <h2>{say!(l, scale.safety)}</h2>
            {when}
            <ol class="numbered">
                <li>{say!(l, scale.safety_stay)}</li>
                <li>{say!(l, scale.safety_ask)}</li>
                <li>{say!(l, scale.safety_away)}</li>
                <li>{say!(l, scale.safety_call)}</li>
                <li>{say!(l, scale.safety_whom)}</li>
            </ol>
            {due}
        </section>
    }
    .into_any()
}
