//! `/cases/{id}/transfer`: with the client there, who carries her case offers it to the organisation she chose.

use super::{between, standing_chip};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_of, of_case};
use crate::pages::consent::parts::{EvidenceFields, evidence_labels, put_words};
use crate::parts::TextArea;
use crate::parts::form::{Once, Options, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, read_out, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::case::Label;
use domain::consent::Purpose;
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use domain::text::Prose;
use domain::transfer::{Hindrance, OfferingForm, Standing, WORDS_MAX};
use leptos::prelude::*;
use vault::transfer::{Offered, Taker, Transfer};
use vault::{Ring, segment};

struct Shown {
    case: CaseId,
    label: Label,
    newest: Option<(Transfer, Option<Prose<WORDS_MAX>>)>,
    takers: Vec<Taker>,
    closed: bool,
}

/// What the page stands on; the ring is used up by it.
async fn shown(member: &Member, (case, mut ring): (CaseId, Ring)) -> Result<Shown, Fault> {
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let newest = vault.transfer_of(member.actor(), &casework).await?;
    let takers = vault.takers(member.actor()).await?;
    Ok(Shown { case, label: head.label, newest, takers, closed: head.closed_at.is_some() })
}

/// The newest offer, and calling it off while it waits.
fn standing(l: Locale, (transfer, words): &(Transfer, Option<Prose<WORDS_MAX>>), path: String) -> AnyView {
    let (title, small) = between(l, transfer);
    let words = words.as_ref().map(|words| view! { <p class="prose">{words.as_str().to_owned()}</p> });
    let call_off = (transfer.standing == Standing::Waits).then(|| {
        view! {
            <p class="soft">{say!(l, transfer.yours_until)}</p>
            <form class="actions" method="post" action=path>
                <button class="button quiet" name="intent" value="call_off">{say!(l, transfer.call_off)}</button>
            </form>
        }
    });
    view! {
        <section class="sheet pad stack">
            <div class="head"><h2>{title}</h2>{standing_chip(l, transfer.standing)}</div>
            <small>{small}</small>
            {words}
            {call_off}
        </section>
    }
    .into_any()
}

async fn page(
    member: &Member,
    shown: Shown,
    mut form: Posted<OfferingForm>,
    (problems, hindrance): (Problems, Option<Hindrance>),
) -> Result<Response, Fault> {
    put_words(member, &mut form.typed.evidence).await?;
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let path = member.path.clone();
    let own = [("team", say!(l, transfer.to)), ("why", say!(l, transfer.why)), ("next", say!(l, transfer.next))];
    let labels = [&own[..], &evidence_labels(l)].concat();
    let guard = if problems.is_empty() { "" } else { "unsaved" };
    Ok(Page::new(say!(l, transfer.title)).form(&labels, problems).show(member, move || {
        let typed = form.typed;
        let waits = shown.newest.as_ref().is_some_and(|(transfer, _)| transfer.standing == Standing::Waits);
        let text = typed.evidence.text().code();
        let options: Vec<_> = shown
            .takers
            .iter()
            .map(|taker| {
                let name = if taker.name == taker.organisation {
                    taker.name.clone()
                } else {
                    format!("{} · {}", taker.organisation, taker.name)
                };
                let words = read_out(l, text, Purpose::Transfer, &taker.organisation).unwrap_or_default();
                (taker.team.to_string(), name, words)
            })
            .collect();
        let nobody = options.is_empty();
        let asks = (!waits && !nobody && !shown.closed).then(|| {
            view! {
                <form class="stack" method="post" action=path.clone() autocomplete="off" data-guard=guard>
                    <Summary />
                    <Once form=number />
                    <section class="sheet pad stack consent">
                        <p class="soft">{say!(l, transfer.words)}</p>
                        <Options name="team" chosen=vec![typed.team] options hint=say!(l, transfer.to_hint) />
                    </section>
                    <section class="sheet pad stack">
                        <TextArea name="why" value=typed.why hint=say!(l, transfer.why_hint) />
                        <TextArea name="next" value=typed.next hint=say!(l, transfer.next_hint) />
                    </section>
                    <section class="sheet pad stack">
                        <h2>{say!(l, consent.evidence)}</h2>
                        <EvidenceFields evidence=typed.evidence />
                    </section>
                    <div class="actions">
                        <button class="button main">{say!(l, transfer.offer)}</button>
                        <a class="button quiet" href=format!("/cases/{}", shown.case)>{say!(l, form.cancel)}</a>
                    </div>
                </form>
            }
        });
        let told = shown.closed.then_some(say!(l, closure.is_closed)).or(nobody.then_some(say!(l, transfer.nobody)));
        view! {
            <div class="head">
                <div><h1>{say!(l, transfer.title)}</h1>{of_case(&shown.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{}", shown.case)>{say!(l, form.back_to_case)}</a></div>
            </div>
            {hindrance.map(|hindrance| view! { <p class="note warm" role="alert">{hindrance.said(l)}</p> })}
            {shown.newest.as_ref().map(|newest| standing(l, newest, path))}
            {told.map(|words| view! { <p class="note">{words}</p> })}
            {asks}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let shown = shown(&member, casework_of(&member, &id).await?).await?;
    let form = Posted { typed: OfferingForm::blank(), ..Posted::read("") };
    page(&member, shown, form, (Problems::none(), None)).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<OfferingForm>) -> PageResult {
    let vault = &member.site.vault;
    let (case, mut ring) = casework_of(&member, &id).await?;
    let here = || Redirect::to(&format!("/cases/{case}/transfer")).into_response();
    if form.intent == "call_off" {
        // Answered meanwhile: the page shows how.
        vault.call_off(member.actor(), &mut ring).await?;
        return Ok(here());
    }
    let again = async |ring, form, problems, hindrance| {
        let shown = shown(&member, (case, ring)).await?;
        page(&member, shown, form, (problems, hindrance)).await
    };
    let offering = match form.typed.check(member.actor().name()) {
        Ok(offering) => offering,
        Err(problems) => return again(ring, form, problems, None).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    match vault.offer_transfer(member.actor(), &mut ring, &offering, number).await?.ok_or(Fault::NotFound)? {
        Offered::Now(_) | Offered::Before => Ok(here()),
        Offered::Hindered(hindrance) => {
            let (_, ring) = casework_of(&member, &id).await?;
            again(ring, form, Problems::at("team", Problem::Conflicting), Some(hindrance)).await
        }
        Offered::NobodyThere => {
            let (_, ring) = casework_of(&member, &id).await?;
            again(ring, form, Problems::at("team", Problem::NotAChoice), None).await
        }
    }
}
