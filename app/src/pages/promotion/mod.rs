//! From contacts to a case: the intake of somebody who was met before, and how that time stands in her case.

pub mod new;

use crate::parts::commune;
use crate::words::{Locale, Spoken, say};
use domain::contact::{Contact, Met};
use domain::date::display;
use domain::promotion::{Before, Promotion};
use leptos::prelude::*;

/// Who was met, as it was logged.
pub fn who(l: Locale, contact: &Contact) -> String {
    match &contact.met {
        Met::Anonymous { sex, age } => format!("{}, {}", sex.said(l), age.said(l)),
        Met::Known { code } => code.as_str().to_owned(),
        Met::Group { people } => say!(l, contact.group_of, n = *people).to_string(),
    }
}

/// Where, what was talked about, and what to mind.
fn told(l: Locale, contact: &Contact) -> String {
    let place = format!("{}, {}", contact.place.said(l), commune::name(&contact.commune));
    let needs: Vec<_> = contact.needs.iter().map(|need| need.said(l)).collect();
    let topics: Vec<_> = contact.topics.iter().map(|topic| topic.said(l)).collect();
    let parts = [
        Some(place),
        (!topics.is_empty()).then(|| topics.join(", ")),
        (!needs.is_empty()).then(|| format!("{}: {}", say!(l, contact.needs), needs.join(", "))),
        contact.wants_referral.then(|| say!(l, contact.wanted_short).to_owned()),
        contact.follow_up_on.map(|on| say!(l, contact.again_on, on = display(on)).to_string()),
        contact.note.as_ref().map(|note| note.as_str().to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A contact in one line, and what it told.
fn words(l: Locale, before: &Before) -> (String, String) {
    let title = format!("{} · {}", display(before.on()), who(l, &before.contact));
    (title, format!("{} · {}", told(l, &before.contact), before.logged_by))
}

/// How the time before the case stands in its timeline.
pub fn entry(l: Locale, promotion: &Promotion) -> AnyView {
    let rows: Vec<_> = promotion
        .contacts
        .iter()
        .map(|before| {
            let (title, told) = words(l, before);
            view! { <li>{title}<br /><small>{told}</small></li> }
        })
        .collect();
    view! { <ul class="stack">{rows}</ul> }.into_any()
}
