//! `/cases/new`: first a search, then what cannot wait; then a case is opened for a client who says yes to both purposes, read
//! out one at a time. For somebody who was met before, `promotion` puts what was heard then beside it.

use super::contact::{Fields, labels as contact_labels};
use super::find::{find, finds};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::consent::parts::{EvidenceFields, Purposes, evidence_labels, put_words};
use crate::pages::intake::{Questions, labels as intake_labels};
use crate::parts::form::{Input, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect};
use domain::case::OpeningForm;
use domain::problem::Problems;
use leptos::prelude::*;
use serde::Deserialize;
use vault::case::Found;

/// Opening a case, and what is looked for before: both in one form, so that neither costs what was typed of the other.
#[derive(Default, Deserialize)]
pub struct NewCase {
    #[serde(default)]
    pub q: String,
    #[serde(flatten)]
    pub opening: OpeningForm,
}

/// Where a case is opened from.
pub struct From<'a> {
    /// The page's own address.
    pub address: String,
    /// The way back.
    pub back: &'static str,
    /// What this part's fields are called.
    pub labels: &'a [(&'static str, &'static str)],
}

/// The page; `before` is a part of its own, ahead of the questions.
pub async fn page(
    member: &Member,
    typed: NewCase,
    problems: Problems,
    found: Option<Found>,
    from: From<'_>,
    before: impl FnOnce() -> Option<AnyView> + Send + 'static,
) -> PageResult {
    let NewCase { q, opening: mut form } = typed;
    put_words(member, &mut form.evidence).await?;
    let l = member.l;
    let today = member.site.vault.today();
    let number = member.site.vault.new_submission().to_string();
    let own = [
        ("q", say!(l, intake.search_first)),
        ("services", say!(l, consent.services_title)),
        ("processing", say!(l, consent.processing_title)),
        ("emergency", say!(l, consent.emergency_title)),
        ("alias", say!(l, case.alias)),
        ("name", say!(l, client.name)),
    ];
    let labels = [&own[..], from.labels, &intake_labels(l), &contact_labels(l), &evidence_labels(l)].concat();
    let (address, back) = (from.address, from.back);
    let card = form.safe_contact();
    let organisation = member.actor().organisation_name().to_owned();
    let rejected = !problems.is_empty();
    // What is wrong, or was typed, must not hide.
    let name_shows = problems.of("name").is_some() || !form.name.is_empty();
    Ok(Page::new(say!(l, case.open_new)).form(&labels, problems).show(member, move || {
        view! {
            <div class="head"><h1>{say!(l, case.open_new)}</h1></div>
            <form class="stack" method="post" action=address autocomplete="off" data-guard=if rejected { "unsaved" } else { "" }>
                <Summary />
                <Once form=number />
                <section class="sheet pad stack" role="search" aria-label=say!(l, intake.search_first)>
                    <Input name="q" value=q kind="search" hint=say!(l, intake.search_words) />
                    <div><button class="button" name="intent" value="search">{say!(l, case.search)}</button></div>
                    {found.map(|found| finds(l, found, today))}
                </section>
                {before()}
                <section class="sheet pad stack">
                    <h2>{say!(l, intake.first)}</h2>
                    <p class="soft">{say!(l, intake.first_words)}</p>
                    <Questions form=form.intake />
                </section>
                <section class="sheet pad stack">
                    <h2>{say!(l, case.who)}</h2>
                    <Input name="alias" value=form.alias hint=say!(l, case.alias_hint) />
                </section>
                <section class="sheet pad stack">
                    <h2>{say!(l, client.safe_contact)}</h2>
                    <p class="soft">{say!(l, intake.why_contact)}</p>
                    <Fields form=card />
                </section>
                <Purposes organisation text=form.evidence.text() services=form.services processing=form.processing emergency=form.emergency />
                <section class="sheet pad stack">
                    <h2>{say!(l, consent.evidence)}</h2>
                    <EvidenceFields evidence=form.evidence />
                </section>
                <details class="more sheet pad" open=name_shows>
                    <summary>{say!(l, case.if_needed)}</summary>
                    <p class="soft">{say!(l, intake.why_name)}</p>
                    <Input name="name" value=form.name hint=say!(l, client.name_hint) />
                </details>
                <div class="actions">
                    <button class="button main" name="intent" value="open">{say!(l, case.open)}</button>
                    <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    let blank = NewCase { q: String::new(), opening: OpeningForm::blank() };
    own_page(&member, blank, Problems::none(), None).await
}

async fn own_page(member: &Member, typed: NewCase, problems: Problems, found: Option<Found>) -> PageResult {
    let from = From { address: "/cases/new".into(), back: "/cases", labels: &[] };
    page(member, typed, problems, found, from, || None).await
}

pub async fn submit(member: Member, form: Posted<NewCase>) -> PageResult {
    if form.intent == "search" {
        let found = find(&member, &form.typed.q).await?;
        return own_page(&member, form.typed, Problems::none(), found).await;
    }
    let opening = match form.typed.opening.check(member.actor().name()) {
        Ok(opening) => opening,
        Err(problems) => return own_page(&member, form.typed, problems, None).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let case = member.site.vault.open_new_case(member.actor(), &opening, number).await?.ok_or(Fault::NotFound)?;
    // What cannot wait is said again where the case begins.
    let at = if opening.intake.urgent().next().is_some() { "/intake" } else { "" };
    Ok(Redirect::to(&format!("/cases/{case}{at}")).into_response())
}
