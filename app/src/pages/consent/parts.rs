//! What several pages need of a consent.

use crate::parts::chip::{Chip, Tone};
use crate::parts::form::{Choices, Input, Layout, Tick};
use crate::words::{Locale, Spoken, say};
use chrono::{DateTime, TimeDelta, Utc};
use domain::consent::{ConsentAnswer, EvidenceForm, EvidenceMethod, ReadOutLanguage};
use domain::date::{display, local_date};
use leptos::prelude::*;
use vault::consent::Entry;

/// A consent that ends within this time is shown as running out.
const SOON: TimeDelta = TimeDelta::days(14);

/// How it was given.
#[component]
pub fn EvidenceFields(evidence: EvidenceForm) -> impl IntoView {
    let l: Locale = expect_context();
    view! {
        <Choices<EvidenceMethod> name="method" chosen=vec![evidence.method] layout=Layout::Across />
        <Choices<ReadOutLanguage> name="language" chosen=vec![evidence.language] layout=Layout::Across />
        <Input name="witness" value=evidence.witness hint=say!(l, consent.witness_hint) />
        <Tick name="told_sensitive" checked=evidence.told_sensitive == "yes" />
    }
}

/// The two purposes of opening a case, each read out and answered for itself. Nothing is chosen beforehand.
#[component]
pub fn Purposes(organisation: String, services: String, processing: String) -> impl IntoView {
    let l: Locale = expect_context();
    let services_text = say!(l, consent.services_text, organisation = organisation.clone()).to_string();
    let processing_text = say!(l, consent.processing_text, organisation = organisation).to_string();
    view! {
        <section class="sheet pad stack consent">
            <p class="readout">{services_text}</p>
            <Choices<ConsentAnswer> name="services" chosen=vec![services] layout=Layout::Across hint=say!(l, consent.period_services) />
        </section>
        <section class="sheet pad stack consent">
            <p class="readout">{processing_text}</p>
            <Choices<ConsentAnswer> name="processing" chosen=vec![processing] layout=Layout::Across hint=say!(l, consent.period_services) />
        </section>
        <p class="note">{say!(l, consent.no_yes_no_case)}</p>
    }
}

/// One consent in words.
pub fn words(l: Locale, entry: &Entry) -> String {
    match entry.service {
        Some(service) => format!("{}: {}", entry.grantee_name, service.said(l)),
        None => entry.purpose.said(l).to_owned(),
    }
}

/// The consents of a case; a live one leads to its withdrawal.
#[component]
pub fn ConsentChips(consents: Vec<Entry>, base: String, now: DateTime<Utc>) -> impl IntoView {
    let l: Locale = expect_context();
    let chips: Vec<_> = consents
        .into_iter()
        .map(|entry| {
            let what = words(l, &entry);
            let until = display(local_date(entry.until - TimeDelta::microseconds(1)));
            if entry.live {
                let tone = if entry.until - now < SOON { Tone::Soon } else { Tone::Live };
                let text = say!(l, consent.chip_until, what = what.clone(), day = until).to_string();
                let label = say!(l, consent.withdraw_of, what = what).to_string();
                let label = format!("{text}. {label}");
                view! { <a href=format!("{base}/{}/withdrawal", entry.id) aria-label=label><Chip tone text /></a> }
                    .into_any()
            } else {
                let text = match entry.withdrawn_at {
                    Some(at) => say!(l, consent.chip_withdrawn, what = what, day = display(local_date(at))).to_string(),
                    None => say!(l, consent.chip_over, what = what, day = until).to_string(),
                };
                view! { <Chip tone=Tone::None text /> }.into_any()
            }
        })
        .collect();
    view! {
        <div class="chips" role="group" aria-label=say!(l, consent.title)>{chips}</div>
        <small>{say!(l, consent.press_to_withdraw)}</small>
    }
}
