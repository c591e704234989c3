//! `/emergencies/{id}`: why the glass was broken, what was opened, and whether it was right.

use super::parts::standing;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Layout, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::display_time;
use domain::emergency::{Finding, ReviewForm};
use domain::erasure::Told;
use domain::id::EmergencyId;
use domain::problem::Problems;
use domain::text::Prose;
use leptos::prelude::*;
use vault::emergency::{Alert, Reviewed};

fn said(l: Locale, words: Option<&Prose<2000>>) -> AnyView {
    match words {
        Some(words) => view! { <p class="prose">{words.as_str().to_owned()}</p> }.into_any(),
        None => view! { <p class="soft">{say!(l, emergency.not_for_you)}</p> }.into_any(),
    }
}

fn facts(l: Locale, alert: &Alert) -> AnyView {
    let segments: Vec<_> = alert.segments.iter().map(|segment| segment.said(l)).collect();
    let tag = alert.tag.to_string();
    let case =
        alert.case.map(|case| view! { <p><a href=format!("/cases/{case}")>{say!(l, emergency.to_the_case)}</a></p> });
    view! {
        <section class="sheet pad stack">
            <dl class="facts">
                <div><dt>{say!(l, emergency.by)}</dt><dd>{alert.broken_by.clone()}" · "{alert.team.clone()}</dd></div>
                <div><dt>{say!(l, emergency.at)}</dt><dd>{display_time(alert.broken_at)}</dd></div>
                <div><dt>{say!(l, emergency.until)}</dt><dd>{display_time(alert.over_at)}</dd></div>
                <div><dt>{say!(l, emergency.opened)}</dt><dd>{segments.join(", ")}</dd></div>
                <div><dt>{say!(l, emergency.alerted)}</dt><dd>{alert.alerted.join(", ")}</dd></div>
                <div><dt>{say!(l, audit.tag)}</dt><dd class="code wrap">{tag}</dd></div>
            </dl>
            <h2>{say!(l, emergency.words)}</h2>
            {said(l, alert.words.as_ref())}
            {case}
        </section>
    }
    .into_any()
}

fn reviewed(l: Locale, review: &Reviewed) -> AnyView {
    let small = format!("{} · {}", review.by, display_time(review.at));
    let breach = (review.finding == Finding::NotJustified)
        .then(|| view! { <p class="note warm">{say!(l, emergency.maybe_breach)}</p> });
    view! {
        <section class="sheet pad stack">
            <h2>{review.finding.said(l)}</h2>
            {said(l, review.words.as_ref())}
            <p>{say!(l, emergency.told)}": "{review.told.said(l)}</p>
            <small>{small}</small>
            {breach}
        </section>
    }
    .into_any()
}

fn page(member: &Member, alert: Alert, form: ReviewForm, problems: Problems) -> Response {
    let l = member.l;
    let today = member.site.vault.today();
    let path = member.path.clone();
    let labels = [
        ("finding", say!(l, emergency.finding)),
        ("told", say!(l, emergency.told)),
        ("words", say!(l, emergency.finding_words)),
    ];
    Page::new(alert.danger.said(l)).form(&labels, problems).show(member, move || {
        let review = match &alert.review {
            Some(review) => reviewed(l, review),
            None => view! {
                <form class="sheet pad stack" method="post" action=path autocomplete="off">
                    <h2>{say!(l, emergency.review)}</h2>
                    <Summary />
                    <Choices<Finding> name="finding" chosen=vec![form.finding] layout=Layout::Across />
                    <Choices<Told> name="told" chosen=vec![form.told] hint=say!(l, emergency.told_hint) />
                    <TextArea name="words" value=form.words hint=say!(l, emergency.finding_hint) />
                    <div class="actions still"><button class="button main">{say!(l, emergency.sign_off)}</button></div>
                </form>
            }
            .into_any(),
        };
        view! {
            <div class="head">
                <div><h1>{alert.danger.said(l)}</h1><small>{say!(l, emergency.one)}</small></div>
                <div>{standing(l, &alert, today)}<a class="button quiet" href="/emergencies">{say!(l, form.back)}</a></div>
            </div>
            <div class="cols"><div>{facts(l, &alert)}</div><div>{review}</div></div>
        }
        .into_any()
    })
}

async fn find(member: &Member, id: &str) -> Result<(EmergencyId, Alert), Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let alert = member.site.vault.emergency(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    Ok((id, alert))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let (_, alert) = find(&member, &id).await?;
    Ok(page(&member, alert, ReviewForm::default(), Problems::none()))
}

pub async fn submit(member: Member, Path(id): Path<String>, posted: Posted<ReviewForm>) -> PageResult {
    let (id, alert) = find(&member, &id).await?;
    let review = match posted.typed.check() {
        Ok(review) => review,
        Err(problems) => return Ok(page(&member, alert, posted.typed, problems)),
    };
    member.site.vault.review_emergency(member.actor(), id, &review).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/emergencies/{id}")).into_response())
}
