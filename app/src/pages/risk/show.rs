//! `/cases/{id}/risk`: the level as it was judged each time, with its reason, and judging anew. Who is second sees what the
//! first did, and chooses.

use super::chip;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_of, of_case};
use crate::parts::TextArea;
use crate::parts::form::{Layout, Once, Options, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::date::{display, display_time};
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use domain::risk::{RiskForm, RiskLevel};
use leptos::prelude::*;
use serde::Deserialize;
use vault::risk::{Assessed, Judged, PutOff};
use vault::{Ring, segment};

/// Judgements, and times a look was put off, on the page.
const SHOWN: u32 = 50;

/// What is typed, and the number of the judgement it was begun after.
#[derive(Default, Deserialize)]
pub struct Judging {
    #[serde(default)]
    seen: String,
    #[serde(flatten)]
    typed: RiskForm,
}

fn judged(l: Locale, one: &Judged) -> AnyView {
    let by = say!(l, risk.by, name = one.recorded_by.clone(), at = display_time(one.recorded_at)).to_string();
    view! {
        <li>
            {chip(l, one.assessment.level)}" "<small>{by}</small>
            <p class="prose">{one.assessment.reason.as_str().to_owned()}</p>
        </li>
    }
    .into_any()
}

fn put_off(l: Locale, one: &PutOff) -> AnyView {
    let by = say!(l, risk.by, name = one.recorded_by.clone(), at = display_time(one.recorded_at)).to_string();
    let until = say!(l, risk.put_off, day = display(one.snooze.until)).to_string();
    view! {
        <li><strong>{until}</strong>" "<small>{by}</small><p class="prose">{one.snooze.reason.as_str().to_owned()}</p></li>
    }
    .into_any()
}

fn form_of(l: Locale, action: String, form: Posted<Judging>, number: String, seen: String) -> AnyView {
    let levels = RiskLevel::ALL
        .iter()
        .map(|level| {
            let every = say!(l, risk.every, n = level.days()).to_string();
            (level.code().to_owned(), level.said(l).to_owned(), every)
        })
        .collect();
    view! {
        <form class="sheet pad stack" method="post" action=action autocomplete="off" data-guard="">
            <h2>{say!(l, risk.assess)}</h2>
            <Summary />
            <Once form=number />
            <input type="hidden" name="seen" value=seen />
            <Options name="level" chosen=vec![form.typed.typed.level] options=levels layout=Layout::Tiles />
            <TextArea name="reason" value=form.typed.typed.reason hint=say!(l, risk.reason_hint) />
            <div class="actions"><button class="button main">{say!(l, risk.save)}</button></div>
        </form>
    }
    .into_any()
}

async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<Judging>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let all = vault.risks(&casework, 0, SHOWN).await?;
    let snoozes = vault.snoozes(&casework, SHOWN).await?;
    let may_judge = member.actor().may(Action::RecordWork) && head.closed_at.is_none();
    let number = form.number(vault).to_string();
    let meanwhile = problems.of("level") == Some(Problem::ChangedMeanwhile);
    let seen = all.first().map_or(0, |newest| newest.number).to_string();
    let labels = [("level", say!(l, risk.level)), ("reason", say!(l, risk.reason))];
    let page = Page::new(say!(l, risk.title)).form(&labels, problems);
    let page = if meanwhile { page.status(StatusCode::CONFLICT) } else { page };
    Ok(page.show(member, move || {
        let theirs = all.first().filter(|_| meanwhile).map(|newest| {
            let (name, at) = (newest.recorded_by.clone(), display_time(newest.recorded_at));
            let words = say!(l, risk.meanwhile, name = name, at = at).to_string();
            view! { <section class="note warm stack" role="alert"><p>{words}</p><ul class="line">{judged(l, newest)}</ul></section> }
        });
        let level = head.label.risk.map_or_else(|| view! { <p>{say!(l, risk.none)}</p> }.into_any(), |level| view! { <p>{chip(l, level)}</p> }.into_any());
        let form = may_judge.then(|| form_of(l, format!("/cases/{case}/risk"), form, number, seen));
        let history = (!all.is_empty()).then(|| {
            let rows: Vec<_> = all.iter().map(|one| judged(l, one)).collect();
            view! { <section class="sheet"><header><h2>{say!(l, risk.history)}</h2></header><ol class="line">{rows}</ol></section> }
        });
        let snoozes = (!snoozes.is_empty()).then(|| {
            let rows: Vec<_> = snoozes.iter().map(|one| put_off(l, one)).collect();
            view! { <section class="sheet"><header><h2>{say!(l, risk.snoozes)}</h2></header><ol class="line">{rows}</ol></section> }
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, risk.title)}</h1>{of_case(&head.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <p class="soft">{say!(l, risk.words)}</p>
            {level}
            {theirs}
            {form}
            {history}
            {snoozes}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let opened = casework_of(&member, &id).await?;
    page(&member, opened, Posted::read(""), Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<Judging>) -> PageResult {
    let (case, mut ring) = casework_of(&member, &id).await?;
    let assessment = match form.typed.typed.check() {
        Ok(assessment) => assessment,
        Err(problems) => return page(&member, (case, ring), form, problems).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let seen = form.typed.seen.parse().unwrap_or(-1);
    let problem = match member.site.vault.assess_risk(member.actor(), &mut ring, &assessment, seen, number).await? {
        Some(Assessed::Now(_)) => return Ok(Redirect::to(&format!("/cases/{case}/risk")).into_response()),
        Some(Assessed::Meanwhile) => Problem::ChangedMeanwhile,
        None => Problem::NotServed,
    };
    page(&member, casework_of(&member, &id).await?, form, Problems::at("level", problem)).await
}
