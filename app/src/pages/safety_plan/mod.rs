//! The safety plan: what stands, another version, and the page she can take with her.

pub mod change;
mod form;
pub mod paper;
pub mod show;

use crate::words::{Locale, Spoken};
use domain::safety_plan::SafetyPlan;
use leptos::prelude::*;

/// What the headings of the steps stand below.
#[derive(Clone, Copy)]
pub enum Below {
    /// The heading of the page.
    Title,
    /// The heading of a section.
    Section,
}

/// What she said, step by step.
pub fn steps(l: Locale, plan: &SafetyPlan, below: Below) -> AnyView {
    let parts: Vec<_> = plan
        .parts()
        .map(|(part, words)| {
            let heading = match below {
                Below::Title => view! { <h2>{part.said(l)}</h2> }.into_any(),
                Below::Section => view! { <h3>{part.said(l)}</h3> }.into_any(),
            };
            view! { <section>{heading}<p class="prose">{words.to_owned()}</p></section> }
        })
        .collect();
    view! { {parts} }.into_any()
}
