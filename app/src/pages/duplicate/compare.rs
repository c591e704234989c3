//! `/cases/{id}/duplicates/{other}`: two records side by side, and the decision about them.

use super::side::Side;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::parts::form::{Once, Options, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::date::{display, local_date};
use domain::duplicate::{Decision, DecisionForm, compare};
use domain::id::CaseId;
use domain::merge::Hindrance;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::merge::Merged;

async fn open(member: &Member, one: &str, other: &str) -> Result<(Side, Side), Fault> {
    let id = |text: &str| text.parse::<CaseId>().map_err(|_| Fault::NotFound);
    let (one, other) = (id(one)?, id(other)?);
    if one == other {
        return Err(Fault::NotFound);
    }
    Ok((Side::open(member, one).await?, Side::open(member, other).await?))
}

/// The two in one table: a row for what is compared, a column for each.
fn table(l: Locale, one: &Side, other: &Side, today: chrono::NaiveDate) -> AnyView {
    let cell = |code: String, lines: Vec<String>| {
        let lines: Vec<_> = lines.into_iter().map(|line| view! { <div>{line}</div> }).collect();
        let lines = if lines.is_empty() { view! { "–" }.into_any() } else { lines.into_any() };
        view! { <td data-label=code><div>{lines}</div></td> }
    };
    let rows: Vec<_> = one
        .rows(l, today)
        .into_iter()
        .zip(other.rows(l, today))
        .map(|((what, mine), (_, theirs))| {
            view! { <tr><th scope="row">{what}</th>{cell(one.code(), mine)}{cell(other.code(), theirs)}</tr> }
        })
        .collect();
    let head = |side: &Side| view! { <th scope="col">{side.code()}</th> };
    // In the caption and not in the head, which a phone does not show.
    let way = |side: &Side| view! { <a class="code" href=format!("/cases/{}", side.case)>{side.code()}</a> };
    view! {
        <div class="sheet scroll" tabindex="0" role="region" aria-label=say!(l, duplicate.side_by_side)>
            <table class="table stacked two">
                <caption class="soft">{say!(l, duplicate.side_by_side)}<div class="row-links">{way(one)}{way(other)}</div></caption>
                <thead><tr><th scope="col">{say!(l, duplicate.what)}</th>{head(one)}{head(other)}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

async fn page(
    member: &Member,
    (one, other): (Side, Side),
    form: Posted<DecisionForm>,
    problems: Problems,
    hindered: Option<Hindrance>,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let told = vault.were_told_apart(&one.label, &other.label).await?;
    let number = form.number(vault).to_string();
    let path = member.path.clone();
    let labels = [("answer", say!(l, duplicate.answer))];
    Ok(Page::new(say!(l, duplicate.side_by_side)).form(&labels, problems).show(member, move || {
        let signs: Vec<_> = compare(&one.head.label, &other.head.label).signs.iter().map(|sign| sign.said(l)).collect();
        let signs = (!signs.is_empty())
            .then(|| view! { <p class="soft">{say!(l, duplicate.reasons)}": "{signs.join(" · ")}</p> });
        let told = told.map(|told| {
            let by = say!(l, duplicate.apart_by, who = told.by, day = display(local_date(told.at))).to_string();
            view! { <p class="note calm">{say!(l, duplicate.apart)}". "{by}</p> }
        });
        let goes_on = |side: &Side| {
            let words = say!(l, duplicate.answer_goes_on, code = side.code()).to_string();
            (side.case.to_string(), words, say!(l, duplicate.answer_goes_on_hint).to_owned())
        };
        let apart = (
            DecisionForm::APART.to_owned(),
            say!(l, duplicate.answer_apart).to_owned(),
            say!(l, duplicate.answer_apart_hint).to_owned(),
        );
        let options = vec![apart, goes_on(&one), goes_on(&other)];
        view! {
            <div class="head">
                <h1>{say!(l, duplicate.side_by_side)}</h1>
                <div><a class="button quiet" href="/duplicates">{say!(l, form.back)}</a></div>
            </div>
            {told}
            {signs}
            {table(l, &one, &other, today)}
            <form class="sheet pad stack" method="post" action=path>
                <Summary />
                {hindered.map(|hindered| view! { <p class="note warm" role="alert">{hindered.said(l)}</p> })}
                <Once form=number />
                <Options name="answer" chosen=vec![form.typed.answer] options />
                <p class="soft">{say!(l, duplicate.own_consents)}</p>
                <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path((one, other)): Path<(String, String)>) -> PageResult {
    let sides = open(&member, &one, &other).await?;
    page(&member, sides, Posted::read(""), Problems::none(), None).await
}

pub async fn submit(
    member: Member,
    Path((one, other)): Path<(String, String)>,
    form: Posted<DecisionForm>,
) -> PageResult {
    let (one, other) = open(&member, &one, &other).await?;
    let vault = &member.site.vault;
    let decision = match form.typed.check(one.case, other.case) {
        Ok(decision) => decision,
        Err(problems) => return page(&member, (one, other), form, problems, None).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let (first, second) = ((&one.ring, &one.label), (&other.ring, &other.label));
    match decision {
        Decision::Apart => {
            let told = vault.tell_apart(member.actor(), first, second, reason(&member), number).await?;
            told.ok_or(Fault::NotFound)?;
            Ok(Redirect::to("/duplicates").into_response())
        }
        Decision::CarryOn { carried, carrying } => {
            let (leaving, going_on) = if carried == one.case { (first, second) } else { (second, first) };
            let merged = vault.merge_cases(member.actor(), leaving, going_on, reason(&member), number).await?;
            match merged.ok_or(Fault::NotFound)? {
                Merged::Now(_) => Ok(Redirect::to(&format!("/cases/{carrying}")).into_response()),
                Merged::Hindered(hindrance) => {
                    let problems = Problems::at("answer", Problem::Conflicting);
                    page(&member, (one, other), form, problems, Some(hindrance)).await
                }
            }
        }
    }
}
