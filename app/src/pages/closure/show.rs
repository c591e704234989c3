//! `/cases/{id}/closure`: closing a case; once it is closed, why, what was gone through, and how long it is kept.

use super::form::{form_of, labels};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_of, of_case};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::closure::{ClosureForm, ClosureReason};
use domain::date::{display, display_time, local_date};
use domain::erasure::retention_end;
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::closure::{Closed, Ended};
use vault::{Opened, Ring, segment};

fn closed(l: Locale, case: CaseId, closed: &Closed, may_reopen: bool) -> AnyView {
    let closure = &closed.closure;
    let until = display(local_date(retention_end(closed.closed_at)));
    let checks: Vec<_> = closure.checks.iter().map(|check| view! { <li>{check.said(l)}</li> }).collect();
    let silence = closure.silence.map(|(tries, heard)| {
        view! {
            <div><dt>{say!(l, closure.tries)}</dt><dd>{tries}</dd></div>
            <div><dt>{say!(l, closure.last_heard_on)}</dt><dd>{display(heard)}</dd></div>
        }
    });
    let words = closure.words.as_ref().map(
        |words| view! { <div><dt>{say!(l, closure.note)}</dt><dd class="prose">{words.as_str().to_owned()}</dd></div> },
    );
    let reopen = may_reopen
        .then(|| view! { <p><a class="button main" href=format!("/cases/{case}/reopening")>{say!(l, closure.reopen)}</a></p> });
    let by = format!("{}, {}", closed.closed_by, display_time(closed.closed_at));
    view! {
        <section class="sheet pad stack">
            <p class="note calm">{say!(l, closure.is_closed)}</p>
            <dl class="facts">
                <div><dt>{say!(l, closure.reason)}</dt><dd>{closure.reason.said(l)}</dd></div>
                {silence}
                <div><dt>{say!(l, closure.checks)}</dt><dd><ul>{checks}</ul></dd></div>
                <div><dt>{say!(l, closure.ended_on)}</dt><dd>{display(closure.ended_on)}</dd></div>
                <div><dt>{say!(l, closure.closed_by)}</dt><dd>{by}</dd></div>
                <div><dt>{say!(l, closure.kept)}</dt><dd>{say!(l, closure.kept_until, day = until).to_string()}</dd></div>
                {words}
            </dl>
            {reopen}
        </section>
    }
    .into_any()
}

async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<ClosureForm>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let casework: Opened<segment::Casework> = ring.take().ok_or(Fault::NotFound)?;
    let held = vault.closed(&casework).await?;
    let may_close = member.actor().may(Action::CloseCase);
    let open = vault.standings(&casework).await?.iter().filter(|(standing, _)| standing.state.is_open()).count();
    let number = form.number(vault).to_string();
    let title = if held.is_some() { say!(l, closure.closed) } else { say!(l, closure.title) };
    let meanwhile = problems.of("reason") == Some(Problem::ChangedMeanwhile);
    Ok(Page::new(title).form(&labels(l), problems).show(member, move || {
        // Both are there: what the colleague saved, and what was typed here.
        let yours = meanwhile.then(|| {
            let reason = ClosureReason::from_code(&form.typed.reason).map(|reason| reason.said(l)).unwrap_or_default();
            view! {
                <p class="note warm" role="alert">{say!(l, closure.meanwhile)}</p>
                <section class="sheet pad stack">
                    <h2>{say!(l, closure.yours)}</h2>
                    <p>{reason}</p>
                    <p class="prose">{form.typed.words.clone()}</p>
                </section>
            }
        });
        let body = match (held, may_close) {
            (Some(held), may_reopen) => closed(l, case, &held, may_reopen),
            (None, true) => form_of(l, case, form.typed, number, open),
            (None, false) => view! { <p class="note">{say!(l, closure.still_open)}</p> }.into_any(),
        };
        view! {
            <div class="head">
                <div><h1>{title}</h1>{of_case(&head.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <p class="soft">{say!(l, closure.words)}</p>
            {yours}
            {body}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let opened = casework_of(&member, &id).await?;
    let mut form = Posted::<ClosureForm>::read("");
    form.typed.ended_on = display(member.site.vault.today());
    page(&member, opened, form, Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<ClosureForm>) -> PageResult {
    let vault = &member.site.vault;
    let (case, mut ring) = casework_of(&member, &id).await?;
    let closure = match form.typed.check(vault.today()) {
        Ok(closure) => closure,
        Err(problems) => return page(&member, (case, ring), form, problems).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    match vault.close_case(member.actor(), &mut ring, &closure, number).await?.ok_or(Fault::NotFound)? {
        Ended::Now => Ok(Redirect::to(&format!("/cases/{case}")).into_response()),
        Ended::Meanwhile => {
            let problems = Problems::at("reason", Problem::ChangedMeanwhile);
            page(&member, casework_of(&member, &id).await?, form, problems).await
        }
    }
}
