//! `/cases/{id}/card`: a card is given with the client sitting there. She types the PIN; its number is shown once.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Once, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::audit::Reason;
use domain::card::{CardCode, CardForm, CardReach};
use domain::consent::Segment;
use domain::date::{display, local_date};
use domain::id::CaseId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::card::{Given, Standing};
use vault::{Ring, segment};

async fn open(member: &Member, id: &str, segments: &[Segment]) -> Result<(CaseId, Ring), Fault> {
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let ring = member.site.vault.open_case(member.actor(), case, segments, Reason::ClientRequest).await?;
    Ok((case, ring.ok_or(Fault::NotFound)?))
}

async fn standing(member: &Member, ring: &mut Ring) -> Result<Option<Standing>, Fault> {
    let label = ring.take::<segment::Label>().ok_or(Fault::NotFound)?;
    Ok(member.site.vault.card_of(&label).await?)
}

fn page(
    member: &Member,
    case: CaseId,
    card: Option<Standing>,
    typed: CardForm,
    number: String,
    problems: Problems,
) -> Response {
    let l = member.l;
    let labels = [("reach", say!(l, card.reach)), ("pin", say!(l, card.pin)), ("pin_again", say!(l, card.pin_again))];
    let path = format!("/cases/{case}/card");
    Page::new(say!(l, card.of_client)).form(&labels, problems).show(member, move || {
        let has = card.map(|card| {
            let since = say!(l, card.has_since, day = display(local_date(card.given_at))).to_string();
            let holds: Vec<_> = card.holds.iter().map(|segment| segment.said(l)).collect();
            let holds = if holds.is_empty() { say!(l, card.holds_nothing).to_owned() } else { holds.join(", ") };
            view! {
                <form class="sheet pad stack" method="post" action=format!("{path}/end")>
                    <h2>{since}</h2>
                    <p>{say!(l, card.holds)}": "{holds}</p>
                    <p class="soft">{say!(l, card.new_ends_old)}</p>
                    <div class="actions still"><button class="button danger">{say!(l, card.take_away)}</button></div>
                </form>
            }
        });
        view! {
            <div class="head">
                <h1>{say!(l, card.of_client)}</h1>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            {has}
            <form class="stack" method="post" action=path>
                <Summary />
                <section class="sheet pad stack">
                    <p>{say!(l, card.what_it_is)}</p>
                    <Once form=number />
                    <Choices<CardReach> name="reach" chosen=vec![typed.reach] hint=say!(l, card.reach_hint) />
                </section>
                <section class="sheet pad stack">
                    <p class="note">{say!(l, card.turn_screen)}</p>
                    <Input name="pin" value=String::new() kind="password" autocomplete="one-time-code" inputmode="numeric" class="short" hint=say!(l, card.pin_hint) />
                    <Input name="pin_again" value=String::new() kind="password" autocomplete="one-time-code" inputmode="numeric" class="short" />
                </section>
                <div class="actions"><button class="button main">{say!(l, card.give)}</button></div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let (case, mut ring) = open(&member, &id, &[Segment::Label]).await?;
    let card = standing(&member, &mut ring).await?;
    let typed = CardForm { reach: CardReach::Appointments.code().into(), ..CardForm::default() };
    let number = member.site.vault.new_submission().to_string();
    Ok(page(&member, case, card, typed, number, Problems::none()))
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<CardForm>) -> PageResult {
    let vault = &member.site.vault;
    let number = form.number(vault);
    let card = match form.typed.check() {
        Ok(card) => card,
        Err(problems) => {
            let (case, mut ring) = open(&member, &id, &[Segment::Label]).await?;
            let card = standing(&member, &mut ring).await?;
            return Ok(page(&member, case, card, form.typed, number.to_string(), problems));
        }
    };
    // The label is opened in any case: the card that is replaced is found with it.
    let segments = if card.reach == CardReach::Agreed { card.reach.segments() } else { &[Segment::Label] };
    let (case, mut ring) = open(&member, &id, segments).await?;
    let given = vault.give_card(member.actor(), &mut ring, &card, number).await?.ok_or(Fault::NotFound)?;
    Ok(match given {
        Given::Now(code) => shown_once(&member, case, &code),
        Given::Before => given_before(&member, case),
    })
}

/// The card itself, to print or to copy. Nothing on it but a number.
fn shown_once(member: &Member, case: CaseId, code: &CardCode) -> Response {
    let l = member.l;
    let code = code.grouped();
    Page::new(say!(l, card.of_client)).show(member, move || {
        view! {
            <div class="head">
                <h1>{say!(l, card.given)}</h1>
                <div>
                    <button class="button main" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            <p class="note warm" role="status">{say!(l, card.once)}</p>
            <article class="slip card"><section><p class="code">{code}</p></section></article>
            <p class="soft">{say!(l, card.where_to)}</p>
        }
        .into_any()
    })
}

fn given_before(member: &Member, case: CaseId) -> Response {
    let l = member.l;
    Page::new(say!(l, card.of_client)).show(member, move || {
        view! {
            <h1>{say!(l, card.given)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{say!(l, card.given_before)}</p>
                <p><a class="button main" href=format!("/cases/{case}/card")>{say!(l, form.back)}</a></p>
            </section>
        }
        .into_any()
    })
}

pub async fn end(member: Member, Path(id): Path<String>) -> PageResult {
    let (case, mut ring) = open(&member, &id, &[Segment::Label]).await?;
    member.site.vault.end_card(member.actor(), &mut ring).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/cases/{case}/card")).into_response())
}
