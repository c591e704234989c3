//! A case that is carried on in another: where its address leads, and how it is read from there.

pub mod earlier;
pub mod leads;

use crate::words::{Locale, say};
use domain::id::CaseId;
use leptos::prelude::*;

/// Where something is taken back: that the same client has other records, whose yes stands on its own. What she says of one
/// does not silently go on in the other; she is asked.
pub fn still_open(l: Locale, beside: &[CaseId]) -> Option<AnyView> {
    let links: Vec<_> = beside
        .iter()
        .enumerate()
        .map(|(at, case)| {
            // What they are called is under keys that this page does not open: several are told apart by number.
            let number = (beside.len() > 1).then(|| format!(" ({})", at + 1));
            view! { " "<a href=format!("/cases/{case}/consents")>{say!(l, merge.beside_link)}{number}</a> }
        })
        .collect();
    (!beside.is_empty()).then(|| view! { <p class="note warm">{say!(l, merge.beside)}{links}</p> }.into_any())
}
