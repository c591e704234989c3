//! `/expected/{id}`: the packet, and what came of it in at most four taps.

use super::preview::PacketFacts;
use super::{day_words, due_words, outcome, state_chip};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::compartment;
use crate::parts::form::{Choices, Day, Layout, Options, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::ReferralId;
use domain::problem::Problems;
use domain::referral::{Answer, DeclineReason, Due, Mover, NotCompleted, OutcomeForm, ReferralState, ServiceDelivered};
use leptos::prelude::*;

/// The labels of an answer's fields.
pub fn labels(l: Locale) -> [(&'static str, &'static str); 5] {
    [
        ("arrival", say!(l, referral.arrival)),
        ("services", say!(l, referral.delivered)),
        ("next_on", say!(l, referral.next_on)),
        ("declined", say!(l, referral.declined_why)),
        ("stopped", say!(l, referral.why)),
    ]
}

/// Whether the receiver has something left to say.
pub fn can_answer(state: ReferralState) -> bool {
    state.moves(Mover::Receiver).next().is_some()
}

/// The fields of an answer: only what may follow the state it is in.
#[component]
pub fn AnswerFields(state: ReferralState, form: OutcomeForm) -> impl IntoView {
    let l: Locale = expect_context();
    let options = Answer::ALL
        .iter()
        .filter(|answer| answer.fits(state))
        .map(|answer| (answer.posted().to_owned(), answer.said(l).to_owned(), String::new()))
        .collect();
    view! {
        <Options name="arrival" chosen=vec![form.arrival] options layout=Layout::Tiles />
        <div class="when on-served"><Choices<ServiceDelivered> name="services" chosen=form.services layout=Layout::Across several=true hint=say!(l, referral.no_results) /></div>
        <div class="when on-declined"><Choices<DeclineReason> name="declined" chosen=vec![form.declined] layout=Layout::Across /></div>
        <div class="when on-stopped"><Choices<NotCompleted> name="stopped" chosen=vec![form.stopped] layout=Layout::Across /></div>
        <Day name="next_on" value=form.next_on />
    }
}

async fn page(member: &Member, id: ReferralId, form: OutcomeForm, problems: Problems) -> Result<Response, Fault> {
    let l = member.l;
    let followed = member.site.vault.referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    let path = member.path.clone();
    let vault = &member.site.vault;
    let case = vault.case_of_packet(member.actor(), id).await?;
    let holds_hiv = match case {
        Some(case) => vault.holds_hiv(member.actor(), case).await?,
        None => false,
    };
    let record = compartment::way(member, id).await?;
    let private = format!("{path}/article-30");
    let today = vault.today();
    Ok(Page::new(followed.packet.code.as_str()).form(&labels(l), problems).show(member, move || {
        let state = followed.standing.state;
        let day = followed.day().map(|day| view! { <p>{day_words(l, day)}</p> });
        let said = followed.outcome.as_ref().map(|said| view! { <section class="sheet pad stack"><h2>{say!(l, referral.came_of_it)}</h2>{outcome(l, said)}</section> });
        let due = followed.due.filter(Due::is_the_receivers).map(|due| view! { " "<small>{due_words(l, due, today)}</small> });
        let ask = can_answer(state).then(|| {
            view! {
                <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                    <Summary />
                    <AnswerFields state form />
                    <div class="actions"><button class="button main">{say!(l, referral.send_answer)}</button></div>
                </form>
            }
        });
        view! {
            <div class="head">
                <div><h1 class="code">{followed.packet.code.as_str().to_owned()}</h1><small>{say!(l, referral.from)}" "{followed.other.clone()}</small></div>
                <div><a class="button quiet" href="/expected">{say!(l, form.back)}</a></div>
            </div>
            <p>{state_chip(l, state)}{due}</p>
            {day}
            {holds_hiv.then(|| view! { <p><a href=private>{say!(l, hiv.title)}</a></p> })}
            {record}
            <div class="cols">
                <div>{ask}{said}</div>
                <div><section class="preview"><h2>{say!(l, referral.told)}</h2><PacketFacts packet=followed.packet /></section></div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    page(&member, id, OutcomeForm::default(), Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<OutcomeForm>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    match form.typed.check(vault.today()) {
        Ok(outcome) => {
            vault.answer_referral(member.actor(), id, &outcome).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to("/expected").into_response())
        }
        Err(problems) => page(&member, id, form.typed, problems).await,
    }
}
