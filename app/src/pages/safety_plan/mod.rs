//! The safety plan: what stands, another version, and the page she can take with her.

pub mod change;
mod form;
pub mod paper;
pub mod show;

use crate::words::{Locale, Spoken};
use domain::safety_plan::SafetyPlan;
use leptos::prelude::*;

/// What she said, step by step.
pub fn steps(l: Locale, plan: &SafetyPlan) -> AnyView {
    let parts: Vec<_> = plan
        .parts()
        .map(
            |(part, words)| view! { <section><h3>{part.said(l)}</h3><p class="prose">{words.to_owned()}</p></section> },
        )
        .collect();
    view! { {parts} }.into_any()
}
