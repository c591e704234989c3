//! The clinic's desk: what it keeps of a client in its own compartment, and whom it calls.

pub mod desk;
pub mod share;
pub mod show;
pub mod test;
pub mod visit;

use crate::words::{Locale, Spoken, say};
use domain::clinic::{ClinicEntry, Test, Visit};
use domain::date::display;
use leptos::prelude::*;

/// A test in words.
fn test_words(l: Locale, test: &Test) -> AnyView {
    let number = test.lab_number.as_ref().map(|number| number.as_str().to_owned());
    let small: Vec<_> =
        [Some(display(test.taken_on)), Some(test.method.said(l).to_owned()), number].into_iter().flatten().collect();
    let what = format!("{}: {}", test.test.said(l), test.result.said(l));
    view! { <strong>{what}</strong><br /><small>{small.join(" · ")}</small> }.into_any()
}

/// A visit in words.
fn visit_words(l: Locale, visit: &Visit) -> AnyView {
    let said = |list: Vec<&'static str>| (!list.is_empty()).then(|| list.join(", "));
    let partners = visit.partners.map(|told| format!("{}: {}", say!(l, clinic.partners), told.said(l)));
    let next = visit.next_on.map(|day| format!("{}: {}", say!(l, clinic.next_on), display(day)));
    let lines: Vec<_> = [
        said(visit.syndromes.iter().map(|one| one.said(l)).collect()),
        visit.treatment.as_ref().map(|given| format!("{}: {}", say!(l, clinic.treatment), given.as_str())),
        partners,
        said(visit.vaccines.iter().map(|one| one.said(l)).collect())
            .map(|list| format!("{}: {list}", say!(l, clinic.vaccines))),
        next,
    ]
    .into_iter()
    .flatten()
    .map(|line| view! { <p>{line}</p> })
    .collect();
    let title = format!("{} {}", say!(l, clinic.visit), display(visit.seen_on));
    view! { <strong>{title}</strong>{lines} }.into_any()
}

/// An entry in words.
fn entry_words(l: Locale, entry: &ClinicEntry) -> AnyView {
    match entry {
        ClinicEntry::Test(test) => test_words(l, test),
        ClinicEntry::Visit(visit) => visit_words(l, visit),
    }
}
