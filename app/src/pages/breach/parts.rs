//! What several pages about a breach show.

use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::{Choices, Input, Layout};
use crate::words::{Locale, Spoken, say};
use domain::breach::{BreachForm, BreachKind, Consequence, DataCategory, Deadline, Measure};
use leptos::prelude::*;

/// The labels of what is known.
pub fn labels(l: Locale) -> [(&'static str, &'static str); 5] {
    [
        ("kinds", say!(l, breach.kinds)),
        ("categories", say!(l, breach.categories)),
        ("persons", say!(l, breach.persons)),
        ("consequences", say!(l, breach.consequences)),
        ("measures", say!(l, breach.measures)),
    ]
}

/// The fields of what is known.
#[component]
pub fn FindingFields(form: BreachForm, #[prop(into)] persons_hint: String) -> impl IntoView {
    view! {
        <Choices<BreachKind> name="kinds" chosen=form.kinds several=true layout=Layout::Across />
        <Choices<DataCategory> name="categories" chosen=form.categories several=true layout=Layout::Across />
        <Input name="persons" value=form.persons inputmode="numeric" class="short" hint=persons_hint />
        <Choices<Consequence> name="consequences" chosen=form.consequences several=true layout=Layout::Across />
        <Choices<Measure> name="measures" chosen=form.measures several=true layout=Layout::Across />
    }
}

/// The words of several choices, the first of them with a capital as it stands in the list.
pub fn all_said<C: Spoken>(l: Locale, chosen: &[C]) -> String {
    chosen.iter().map(|choice| choice.said(l)).collect::<Vec<_>>().join("; ")
}

/// How many persons, also while nobody knows.
pub fn persons(l: Locale, persons: Option<i64>) -> String {
    persons.map_or_else(|| say!(l, breach.not_known).to_owned(), |n| n.to_string())
}

/// Where the clock stands, in words and shape.
pub fn clock(l: Locale, deadline: Deadline) -> AnyView {
    let (tone, text) = match deadline {
        Deadline::Left(n) => (Tone::Soon, say!(l, breach.left, n = n).to_string()),
        Deadline::Overdue(n) => (Tone::Now, say!(l, breach.overdue, n = n).to_string()),
        Deadline::Sent => (Tone::Live, say!(l, breach.sent).to_owned()),
        Deadline::SentLate => (Tone::Plain, say!(l, breach.sent_late).to_owned()),
    };
    view! { <Chip tone text /> }.into_any()
}
