//! `/cases`: the caseload and its search. What is looked for travels in the body, never in an address.

use super::find::row;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Query;
use axum::response::Response;
use domain::access::Action;
use domain::account::Role;
use domain::audit::Reason;
use domain::case::Stage;
use domain::merge::gather;
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;
use vault::case::{Found, Listed};

/// Rows on one page.
const SHOWN: usize = 60;

#[derive(Default, Deserialize)]
pub struct SearchForm {
    #[serde(default)]
    q: String,
    /// `yes` to see closed cases too.
    #[serde(default)]
    closed: String,
    /// Code of the step the cases are at; empty for every one.
    #[serde(default)]
    stage: String,
    #[serde(default)]
    page: String,
}

/// What an address may ask for: no word of anybody's.
#[derive(Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    closed: String,
}

/// Why this person looks at a list of cases.
pub fn reason(member: &Member) -> Reason {
    if member.actor().role() == Role::Supervisor { Reason::Supervision } else { Reason::Support }
}

/// The matching cases: those that are `wanted`; an earlier record with the one that carries it on, found by
/// what either says; by the alias as Vietnamese names are ordered, one page of them.
fn choose(query: &str, wanted: impl Fn(&Listed) -> bool, page: usize) -> impl FnOnce(Vec<Listed>) -> Found {
    move |all| {
        let order = NameOrder::new();
        let mut rows: Vec<_> = gather(all, |row| row.case, |row| row.carried_on_in)
            .into_iter()
            .filter(|(row, earlier)| wanted(row) && earlier.iter().chain([row]).any(|row| row.label.answers(query)))
            .map(|(row, _)| row)
            .collect();
        rows.sort_by(|a, b| {
            order
                .compare(a.label.alias.as_str(), b.label.alias.as_str())
                .then_with(|| a.label.code.as_str().cmp(b.label.code.as_str()))
        });
        let total = rows.len();
        Found { rows: rows.into_iter().skip(page * SHOWN).take(SHOWN).collect(), total }
    }
}

async fn page(member: &Member, form: SearchForm) -> Result<Response, Fault> {
    let l = member.l;
    let number = crate::parts::pager::number(&form.page) as usize;
    let vault = &member.site.vault;
    let today = vault.today();
    // Closed ones only when they are wanted: by their step, or beside the open ones.
    let stage = Stage::from_code(&form.stage).ok();
    let records = match stage {
        Some(_) => vault.case_records(member.actor()).await?,
        None => HashMap::new(),
    };
    let wanted = |row: &Listed| match stage {
        Some(stage) => row.stage(&records, today) == stage,
        None => form.closed == "yes" || row.closed_at.is_none(),
    };
    let found = vault.list_cases(member.actor(), reason(member), choose(&form.q, wanted, number)).await?;
    let found = found.ok_or(Fault::NotFound)?;
    let may_open = member.actor().may(Action::OpenCase);
    let may_compare = member.actor().may(Action::CompareCases);
    Ok(Page::new(say!(l, nav.cases)).show(member, move || {
        let searched = !form.q.trim().is_empty() || stage.is_some();
        let stages: Vec<_> = Stage::ALL
            .iter()
            .map(|one| {
                let words = say!(l, case_chart.stage_of, n = one.number(), stage = one.said(l)).to_string();
                let selected = Some(*one) == stage;
                view! { <option value=one.code() selected=selected>{words}</option> }
            })
            .collect();
        let last = found.total.div_ceil(SHOWN);
        let rows: Vec<_> = found.rows.iter().map(|listed| row(l, listed, today)).collect();
        let pager = (last > 1).then(|| {
            let step = |to: usize, words: &'static str| view! { <button class="button" name="page" value=to.to_string()>{words}</button> };
            view! {
                <form class="pager" method="post" action="/cases">
                    <input type="hidden" name="q" value=form.q.clone() />
                    <input type="hidden" name="closed" value=form.closed.clone() />
                    <input type="hidden" name="stage" value=form.stage.clone() />
                    {(number > 0).then(|| step(number - 1, say!(l, list.before)))}
                    <small>{say!(l, list.page_of, n = number + 1, of = last).to_string()}</small>
                    {(number + 1 < last).then(|| step(number + 1, say!(l, list.after)))}
                </form>
            }
        });
        let list = rows_or(rows, if searched { say!(l, case.none_found) } else { say!(l, case.none) });
        view! {
            <div class="head">
                <div><h1>{say!(l, nav.cases)}</h1><small>{say!(l, list.total, n = found.total).to_string()}</small></div>
                <div>
                    <a class="button quiet" href="/cases/charts">{say!(l, case_chart.title)}</a>
                    {may_compare.then(|| view! { <a class="button quiet" href="/duplicates">{say!(l, duplicate.title)}</a> })}
                    {may_open.then(|| view! {
                        <a class="button quiet" href="/emergency">{say!(l, nav.emergency)}</a>
                        <a class="button main" href="/cases/new" data-key="n">{say!(l, case.open_new)}</a>
                    })}
                </div>
            </div>
            <form class="search" method="post" action="/cases" role="search">
                <input id="q" type="search" name="q" value=form.q.clone() aria-label=say!(l, case.search) placeholder=say!(l, case.search_hint) autocomplete="off" />
                <select name="stage" aria-label=say!(l, case_chart.by_stage)>
                    <option value="">{say!(l, case_chart.any_stage)}</option>
                    {stages}
                </select>
                <button class="button">{say!(l, case.search)}</button>
                <input type="hidden" name="closed" value=form.closed.clone() />
            </form>
            <section class="sheet">{list}</section>
            {pager}
            {(form.closed != "yes").then(|| view! { <p><a href="/cases?closed=yes">{say!(l, closure.show_closed)}</a></p> })}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Query(which): Query<Which>) -> PageResult {
    page(&member, SearchForm { closed: which.closed, ..SearchForm::default() }).await
}

pub async fn search(member: Member, form: Posted<SearchForm>) -> PageResult {
    page(&member, form.typed).await
}
