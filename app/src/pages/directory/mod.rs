//! The directory: what organisations offer, where and when. For staff, for those who keep it, and for everybody.

pub mod change;
pub mod feedback;
pub mod list;
pub mod public;
pub mod show;

use crate::parts::chip::Tone;
use crate::parts::form::Select;
use crate::parts::{Chip, commune};
use crate::words::{Locale, Spoken, say, weekdays};
use chrono::{DateTime, NaiveDate, Utc};
use domain::date::{display, local_date};
use domain::directory::{Cost, Fit, Freshness, Hours, Moment, Nearness, Sought, Standing, Status, Takes, clock, fit};
use domain::needs::NeedDomain;
use domain::referral::Service;
use leptos::prelude::*;
use vault::directory::Entry;

/// Whether it is open, or when it opens.
fn open_words(l: Locale, hours: &Hours, now: DateTime<Utc>) -> (Tone, String) {
    match hours.standing(Moment::of(now)) {
        Standing::OpenUntil(until) => (Tone::Live, say!(l, directory.open_until, at = clock(until)).to_string()),
        Standing::Opens { at, days: 0 } => {
            (Tone::Plain, say!(l, directory.opens_today, at = clock(at.minute)).to_string())
        }
        Standing::Opens { at, .. } => {
            let day = weekdays(l)[at.day];
            (Tone::Plain, say!(l, directory.opens, day = day, at = clock(at.minute)).to_string())
        }
        Standing::Unknown => (Tone::None, say!(l, directory.hours_unknown).to_owned()),
    }
}

fn capacity_words(l: Locale, entry: &Entry) -> Option<(Tone, String)> {
    let told = entry.capacity?;
    let words = match told.capacity.takes {
        Takes::Yes => (Tone::Live, told.capacity.takes.said(l).to_owned()),
        Takes::Waiting => (Tone::Soon, say!(l, directory.waits, n = told.capacity.weeks).to_string()),
        Takes::No => (Tone::Now, told.capacity.takes.said(l).to_owned()),
    };
    Some(words)
}

fn freshness_words(l: Locale, entry: &Entry, today: NaiveDate) -> (Tone, String) {
    let on = entry.assured.as_ref().map(|assured| display(local_date(assured.at)));
    match (entry.freshness(today), on) {
        (Freshness::Fresh, Some(on)) => (Tone::Live, say!(l, directory.assured_on, day = on).to_string()),
        (Freshness::Old, Some(on)) => (Tone::Soon, say!(l, directory.not_checked_since, day = on).to_string()),
        (_, Some(on)) => (Tone::Now, say!(l, directory.stale_since, day = on).to_string()),
        (_, None) => (Tone::Now, say!(l, directory.never_checked).to_owned()),
    }
}

/// What speaks for a listing, in the order one asks.
pub fn reasons(l: Locale, entry: &Entry, near: Nearness, now: DateTime<Utc>) -> Vec<String> {
    let listing = &entry.listing;
    let mut reasons = vec![near.said(l).to_owned(), open_words(l, &listing.hours, now).1];
    reasons.extend(capacity_words(l, entry).map(|(_, words)| words));
    reasons.push(listing.cost.said(l).to_owned());
    let languages: Vec<_> = listing.languages.iter().map(|language| language.said(l)).collect();
    if !languages.is_empty() {
        reasons.push(languages.join(", "));
    }
    reasons.push(freshness_words(l, entry, local_date(now)).1);
    reasons
}

/// How well a listing fits, seen from a commune.
pub fn fit_of(entry: &Entry, from: &str, today: NaiveDate) -> Fit {
    let capacity = entry.capacity.map(|told| told.capacity);
    let cost: Cost = entry.listing.cost;
    fit(Nearness::of(Some(from), &entry.listing.commune), capacity, entry.freshness(today), cost)
}

/// Chips of what one looks at first.
fn chips(l: Locale, entry: &Entry, now: DateTime<Utc>) -> AnyView {
    let chip = |(tone, text): (Tone, String)| view! { <Chip tone text />" " };
    let status =
        (entry.listing.status != Status::Offered).then(|| chip((Tone::None, entry.listing.status.said(l).to_owned())));
    let capacity = capacity_words(l, entry).map(chip);
    let fresh = chip(freshness_words(l, entry, local_date(now)));
    view! { <p class="chips">{status}{chip(open_words(l, &entry.listing.hours, now))}{capacity}{fresh}</p> }.into_any()
}

fn hours_table(l: Locale, hours: &Hours) -> AnyView {
    let rows: Vec<_> = weekdays(l)
        .into_iter()
        .enumerate()
        .map(|(day, name)| {
            let spans = Some(hours.written(day)).filter(|spans| !spans.is_empty());
            let spans = spans.unwrap_or_else(|| say!(l, directory.shut).to_owned());
            view! { <tr><th scope="row">{name}</th><td>{spans}</td></tr> }
        })
        .collect();
    view! { <table class="table days"><caption>{say!(l, directory.hours)}</caption><tbody>{rows}</tbody></table> }
        .into_any()
}

/// Everything somebody who wants to go there asks.
fn facts(l: Locale, entry: &Entry) -> AnyView {
    let listing = &entry.listing;
    let phone = listing.phone.as_ref().map(|phone| {
        let to = format!("tel:{}", phone.as_str());
        view! { <dt>{say!(l, directory.phone)}</dt><dd><a href=to>{phone.display()}</a></dd> }
    });
    let eligibility = listing.eligibility.as_ref().map(|text| {
        view! { <dt>{say!(l, directory.eligibility)}</dt><dd class="prose">{text.as_str().to_owned()}</dd> }
    });
    let documents = listing.documents.as_ref().map(|text| {
        view! { <dt>{say!(l, directory.documents)}</dt><dd class="prose">{text.as_str().to_owned()}</dd> }
    });
    let cost: Vec<_> =
        [Some(listing.cost.said(l).to_owned()), listing.cost_words.as_ref().map(|words| words.as_str().to_owned())]
            .into_iter()
            .flatten()
            .collect();
    let languages: Vec<_> = listing.languages.iter().map(|language| language.said(l)).collect();
    let ways: Vec<_> = listing.ways.iter().map(|way| way.said(l)).collect();
    let also: Vec<_> = [
        listing.step_free.then(|| say!(l, directory.step_free)),
        listing.accompanied.then(|| say!(l, directory.accompanied)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let also = (!also.is_empty()).then(|| view! { <dt>{say!(l, directory.also)}</dt><dd>{also.join(" · ")}</dd> });
    view! {
        <dl class="facts">
            <dt>{say!(l, directory.address)}</dt><dd>{listing.address.as_str().to_owned()}<br />{commune::name(&listing.commune)}</dd>
            {phone}
            <dt>{say!(l, directory.ways)}</dt><dd>{ways.join(", ")}</dd>
            <dt>{say!(l, directory.cost)}</dt><dd>{cost.join(" · ")}</dd>
            {eligibility}
            {documents}
            {(!languages.is_empty()).then(|| view! { <dt>{say!(l, directory.languages)}</dt><dd>{languages.join(", ")}</dd> })}
            <dt>{say!(l, directory.women)}</dt><dd>{listing.women.said(l)}</dd>
            {also}
        </dl>
    }
    .into_any()
}

/// What is looked for: a need, or a service.
fn sought_options(l: Locale) -> Vec<(String, String)> {
    let needs = NeedDomain::ALL.iter().map(|need| (Sought::Need(*need).code(), need.said(l).to_owned()));
    let services = Service::ALL.iter().map(|service| {
        let words = say!(l, directory.only_service, service = service.said(l)).to_string();
        (Sought::Service(*service).code(), words)
    });
    needs.chain(services).collect()
}

/// The two things one searches by.
fn search_fields(l: Locale, sought: String, commune: String, province: &str) -> AnyView {
    view! {
        <Select name="sought" chosen=sought options=sought_options(l) />
        <Select name="commune" chosen=commune options=commune::options(province) />
    }
    .into_any()
}
