//! A volunteer's My day: the way to her plan of the month.

use crate::words::{Locale, say};
use leptos::prelude::*;

/// The link; the plan itself is opened only where it is shown.
pub fn way(l: Locale) -> AnyView {
    view! { <p><a href="/micro-plan">{say!(l, micro_plan.title)}</a></p> }.into_any()
}
