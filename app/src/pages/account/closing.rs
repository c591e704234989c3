//! `/accounts/…/closing`: somebody leaves. What will happen, then done at once.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Summary, Tick};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::account::ClosingForm;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::account::{Closing, Colleague};

async fn colleague(member: &Member, account: &str) -> Result<Colleague, Fault> {
    let account = account.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.closable(member.actor(), account).await?.ok_or(Fault::NotFound)
}

/// Where this person sees accounts.
fn back(member: &Member) -> &'static str {
    if member.actor().may(Action::ManageAccounts) { "/accounts" } else { "/team" }
}

fn page(member: &Member, colleague: Colleague, problems: Problems, last: bool) -> Response {
    let (l, path, back) = (member.l, member.path.clone(), back(member));
    let labels = [("confirmed", say!(l, account.close_confirmed))];
    let status = if last { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Page::new(say!(l, account.close)).status(status).form(&labels, problems).show(member, move || {
        let cases = (colleague.cases > 0).then(|| {
            view! { <li>{say!(l, account.close_cases, n = colleague.cases).to_string()}</li> }
        });
        view! {
            <h1>{say!(l, account.close)}</h1>
            <form class="sheet pad stack" method="post" action=path>
                {last.then(|| view! { <div class="summary" role="alert"><p>{say!(l, account.close_last)}</p></div> })}
                <Summary />
                <p><strong>{colleague.name}</strong>" · "{colleague.role.said(l)}<br /><small>{colleague.organisation}</small></p>
                <ul>
                    <li>{say!(l, account.close_sessions)}</li>
                    <li>{say!(l, account.close_keys)}</li>
                    {cases}
                    <li>{say!(l, account.close_for_good)}</li>
                </ul>
                <Tick name="confirmed" checked=false />
                <div class="actions still">
                    <button class="button danger">{say!(l, account.close)}</button>
                    <a class="button quiet" href=back>{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(account): Path<String>) -> PageResult {
    let colleague = colleague(&member, &account).await?;
    Ok(page(&member, colleague, Problems::none(), false))
}

pub async fn submit(member: Member, Path(account): Path<String>, form: Posted<ClosingForm>) -> PageResult {
    let l = member.l;
    let colleague = colleague(&member, &account).await?;
    if let Err(problems) = form.typed.check() {
        return Ok(page(&member, colleague, problems, false));
    }
    let closing = member.site.vault.close_account(member.actor(), colleague.account).await?.ok_or(Fault::NotFound)?;
    let cases = match closing {
        Closing::LastHolder => return Ok(page(&member, colleague, Problems::none(), true)),
        Closing::Closed { cases } => cases,
    };
    let (may_assign, may_rotate) = (member.actor().may(Action::AssignCase), member.actor().may(Action::RotateTeamKeys));
    let held = colleague.role.holds_desk() || colleague.role.holds_lead();
    let back = back(&member);
    Ok(Page::new(say!(l, account.closed)).show(&member, move || {
        let left = (cases > 0).then(|| view! { <p>{say!(l, account.closed_cases, n = cases).to_string()}</p> });
        let assign = (cases > 0 && may_assign)
            .then(|| view! { <a class="button main" href="/assignments">{say!(l, case.assign)}</a> });
        let rotate = held.then(|| {
            let words = if may_rotate { say!(l, account.rotate_due) } else { say!(l, account.rotate_ask) };
            view! { <p class="note warm">{words}</p> }
        });
        view! {
            <h1>{say!(l, account.closed)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{say!(l, account.closed_words, name = colleague.name).to_string()}</p>
                {left}
                {rotate}
                <div class="actions still">
                    {assign}
                    <a class="button" href=back>{say!(l, form.back)}</a>
                </div>
            </section>
        }
        .into_any()
    }))
}
