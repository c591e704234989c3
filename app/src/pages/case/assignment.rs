//! `/assignments`: the team's cases that nobody carries, and giving them to a colleague.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::colleagues::with_keys;
use crate::parts::form::{Options, Select, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect, Response};
use domain::audit::Reason;
use domain::case::AssignmentForm;
use domain::problem::{Problem, Problems};
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use vault::case::Found;

async fn page(member: &Member, form: AssignmentForm, problems: Problems) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let nobody = vault.cases_with_nobody(member.actor()).await?.ok_or(Fault::NotFound)?;
    let only_these = |all: Vec<vault::case::Listed>| {
        let mut rows: Vec<_> =
            all.into_iter().filter(|row| row.closed_at.is_none() && nobody.contains(&row.case)).collect();
        NameOrder::new().sort(&mut rows, |row| row.label.alias.as_str());
        Found { total: rows.len(), rows }
    };
    let cases = vault.list_cases(member.actor(), Reason::Supervision, only_these).await?.ok_or(Fault::NotFound)?;
    let colleagues = with_keys(member).await?;
    let labels = [("cases", say!(l, case.assign_cases)), ("colleague", say!(l, case.assign_to))];
    Ok(Page::new(say!(l, case.assign)).form(&labels, problems).show(member, move || {
        let offered: Vec<_> = cases
            .rows
            .into_iter()
            .map(|row| (row.case.to_string(), row.label.alias.as_str().to_owned(), row.label.code.as_str().to_owned()))
            .collect();
        let people = colleagues.into_iter().map(|colleague| (colleague.account.to_string(), colleague.name)).collect();
        let body = if offered.is_empty() {
            view! { <section class="sheet"><div class="empty"><p>{say!(l, case.assign_none)}</p></div></section> }
                .into_any()
        } else {
            view! {
                <form class="sheet pad stack" method="post" action="/assignments">
                    <p class="soft">{say!(l, case.assign_words)}</p>
                    <Summary />
                    <Options name="cases" chosen=form.cases options=offered several=true />
                    <Select name="colleague" chosen=form.colleague options=people />
                    <div class="actions">
                        <button class="button main">{say!(l, case.assign)}</button>
                        <a class="button quiet" href="/team">{say!(l, form.back)}</a>
                    </div>
                </form>
            }
            .into_any()
        };
        view! {
            <div class="head">
                <h1>{say!(l, case.assign)}</h1>
                <div><a class="button quiet" href="/supervision">{say!(l, form.back)}</a></div>
            </div>
            {body}
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    page(&member, AssignmentForm::default(), Problems::none()).await
}

pub async fn submit(member: Member, form: Posted<AssignmentForm>) -> PageResult {
    let assignment = match form.typed.check() {
        Ok(assignment) => assignment,
        Err(problems) => return page(&member, form.typed, problems).await,
    };
    for case in assignment.cases {
        if member.site.vault.assign(member.actor(), case, assignment.colleague).await?.is_none() {
            // Somebody else was faster, or a client took her yes back meanwhile: what is left is shown again.
            return page(&member, form.typed, Problems::at("cases", Problem::NotAChoice)).await;
        }
    }
    Ok(Redirect::to("/assignments").into_response())
}
