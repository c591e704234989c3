//! `/cases/{id}/intake`: what cannot wait, as it was answered, with what to do at once; and asking again.

use super::fields::{Questions, at_once, labels};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_of, of_case};
use crate::parts::form::{Once, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::date::display_time;
use domain::id::CaseId;
use domain::intake::{IntakeForm, UrgentQuestion};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::intake::Answered;
use vault::{Ring, segment};

/// Times shown; of these only the newest says what to do.
const SHOWN: u32 = 20;

fn table(l: Locale, answered: &Answered) -> AnyView {
    let rows: Vec<_> = UrgentQuestion::ALL
        .iter()
        .map(|question| {
            let answer = answered.intake.answer(*question).said(l);
            view! { <tr><th scope="row">{question.said(l)}</th><td data-label=say!(l, intake.answer)>{answer}</td></tr> }
        })
        .collect();
    let by = format!("{} · {}", display_time(answered.recorded_at), answered.recorded_by);
    view! {
        <section class="sheet pad stack">
            <table class="table stacked">
                <caption>{say!(l, intake.answered)}": "{by}</caption>
                <thead><tr><th scope="col">{say!(l, intake.question)}</th><th scope="col">{say!(l, intake.answer)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<IntakeForm>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let asked = vault.intakes(&ring.take().ok_or(Fault::NotFound)?, SHOWN).await?;
    let may_ask = member.actor().may(Action::RecordWork) && head.closed_at.is_none();
    let number = form.number(vault).to_string();
    Ok(Page::new(say!(l, intake.title)).form(&labels(l), problems).show(member, move || {
        let now: Vec<_> = asked.first().map(|newest| newest.intake.urgent().map(|question| at_once(l, question)).collect()).unwrap_or_default();
        let empty = asked.is_empty().then(|| view! { <div class="sheet empty"><p>{say!(l, intake.none)}</p></div> });
        let tables: Vec<_> = asked.iter().map(|answered| table(l, answered)).collect();
        let ask = may_ask.then(|| view! {
            <form class="sheet pad stack" method="post" action=format!("/cases/{case}/intake") autocomplete="off" data-guard="">
                <h2>{say!(l, intake.ask_again)}</h2>
                <p class="soft">{say!(l, intake.first_words)}</p>
                <Summary />
                <Once form=number />
                <Questions form=form.typed />
                <div class="actions"><button class="button main">{say!(l, intake.save)}</button></div>
            </form>
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, intake.title)}</h1>{of_case(&head.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            {now}
            {empty}
            {tables}
            {ask}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let opened = casework_of(&member, &id).await?;
    page(&member, opened, Posted::read(""), Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<IntakeForm>) -> PageResult {
    let (case, mut ring) = casework_of(&member, &id).await?;
    let intake = match form.typed.check() {
        Ok(intake) => intake,
        Err(problems) => return page(&member, (case, ring), form, problems).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    match member.site.vault.record_intake(member.actor(), &mut ring, &intake, number).await? {
        Some(_) => Ok(Redirect::to(&format!("/cases/{case}/intake")).into_response()),
        None => {
            let problems = Problems::at(UrgentQuestion::Danger.code(), Problem::NotServed);
            page(&member, casework_of(&member, &id).await?, form, problems).await
        }
    }
}
