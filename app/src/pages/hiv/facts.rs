//! What case page and clinic page share: what is known, on which letter, and the form to write down what is known now.

use crate::fault::Fault;
use crate::pages::consent::parts::last_day;
use crate::parts::form::{Choices, Day, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use domain::date::{display, display_time};
use domain::hiv::{HivFacts, HivFactsForm, HivStatus, Suppressed};
use leptos::prelude::*;
use vault::hiv::{HivEntry, Known, OpenHiv};

/// The segment, opened and read.
pub struct Read {
    open: OpenHiv,
    known: Vec<Known>,
    consents: Vec<HivEntry>,
}

impl Read {
    /// Reads what was opened.
    pub async fn of(member: &Member, open: OpenHiv) -> Result<Self, Fault> {
        let known = member.site.vault.hiv_facts(&open.proof).await?;
        let consents = member.site.vault.hiv_consents(&open).await?;
        Ok(Self { open, known, consents })
    }
}

/// The labels of the form.
pub fn labels(l: Locale) -> [(&'static str, &'static str); 6] {
    [
        ("status", say!(l, hiv.status)),
        ("linked_on", say!(l, hiv.linked_on)),
        ("next_on", say!(l, hiv.next_on)),
        ("suppressed", say!(l, hiv.suppressed)),
        ("tested_on", say!(l, hiv.tested_on)),
        ("prep_on", say!(l, hiv.prep_on)),
    ]
}

fn one(l: Locale, facts: HivFacts) -> AnyView {
    let day = |label: &'static str, day: Option<chrono::NaiveDate>| {
        day.map(|day| view! { <div><dt>{label}</dt><dd>{display(day)}</dd></div> })
    };
    view! {
        <dl class="facts">
            <div><dt>{say!(l, hiv.status)}</dt><dd>{facts.status.said(l)}</dd></div>
            {day(say!(l, hiv.linked_on), facts.linked_on)}
            {day(say!(l, hiv.next_on), facts.next_on)}
            {day(say!(l, hiv.tested_on), facts.tested_on)}
            {day(say!(l, hiv.test_due), facts.test_due())}
            {day(say!(l, hiv.prep_on), facts.prep_on)}
            {facts.suppressed.map(|said| view! { <div><dt>{say!(l, hiv.suppressed)}</dt><dd>{said.said(l)}</dd></div> })}
        </dl>
    }
    .into_any()
}

fn consent(l: Locale, entry: HivEntry) -> AnyView {
    let who: Vec<_> = entry.person.into_iter().chain([entry.organisation]).collect();
    let until = say!(l, hiv.until, day = last_day(entry.until)).to_string();
    view! { <li><div><strong>{who.join(" · ")}</strong><p>{entry.letter.said(l)}</p><small>{until}</small></div></li> }
        .into_any()
}

/// All of it: what holds, what held before, who may know, and, for who may write, the form.
pub fn body(l: Locale, read: Read, form: Option<(HivFactsForm, String, String)>) -> AnyView {
    let letter = say!(l, hiv.opened_on, letter = read.open.letter.said(l)).to_string();
    let mut known = read.known.into_iter().map(|known| {
        let who = format!("{} · {}", known.recorded_by, display_time(known.recorded_at));
        view! { <li>{one(l, known.facts)}<small>{who}</small></li> }
    });
    let newest = known.next().map_or_else(
        || view! { <div class="empty"><p>{say!(l, hiv.nothing_yet)}</p></div> }.into_any(),
        |newest| view! { <ul class="rows">{newest}</ul> }.into_any(),
    );
    let before: Vec<_> = known.collect();
    let before = (!before.is_empty()).then(|| {
        view! { <details class="more sheet pad"><summary>{say!(l, hiv.before)}</summary><ul class="rows">{before}</ul></details> }
    });
    let consents: Vec<_> = read.consents.into_iter().map(|entry| consent(l, entry)).collect();
    let form = form.map(|(typed, number, path)| {
        view! {
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                <h2>{say!(l, hiv.record)}</h2>
                <Summary />
                <Once form=number />
                <Choices<HivStatus> name="status" chosen=vec![typed.status] layout=Layout::Across hint=say!(l, hiv.status_hint) />
                <div class="inline">
                    <Day name="linked_on" value=typed.linked_on />
                    <Day name="next_on" value=typed.next_on />
                </div>
                <div class="inline">
                    <Day name="tested_on" value=typed.tested_on />
                    <Day name="prep_on" value=typed.prep_on />
                </div>
                <Choices<Suppressed> name="suppressed" chosen=vec![typed.suppressed] layout=Layout::Across />
                <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
            </form>
        }
    });
    view! {
        <p class="note">{letter}</p>
        <section class="sheet">
            <header><h2>{say!(l, hiv.known)}</h2></header>
            {newest}
        </section>
        {before}
        {form}
        <section class="sheet">
            <header><h2>{say!(l, hiv.who_may)}</h2></header>
            <ul class="rows">{consents}</ul>
        </section>
        <p class="soft">{say!(l, hiv.nowhere_else)}</p>
    }
    .into_any()
}
