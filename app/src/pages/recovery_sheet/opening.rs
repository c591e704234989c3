//! `/recovery-sheet/opening`: two people type or scan two papers, and the team's keys are back with a supervisor who has
//! none. What was typed is never shown again, whatever was wrong with it.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::response::Response;
use domain::problem::Problems;
use domain::recovery_sheet::OpeningForm;
use leptos::prelude::*;
use std::net::SocketAddr;

fn page(member: &Member, problems: Problems, too_many: bool) -> Response {
    let l = member.l;
    let labels = [("share_1", say!(l, recovery_sheet.share_1)), ("share_2", say!(l, recovery_sheet.share_2))];
    let status = if too_many { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::OK };
    Page::new(say!(l, recovery_sheet.opening)).status(status).form(&labels, problems).show(member, move || {
        let waiting = too_many.then(|| {
            view! { <div class="summary" role="alert"><p>{say!(l, recovery_sheet.too_many)}</p></div> }
        });
        view! {
            <h1>{say!(l, recovery_sheet.opening)}</h1>
            <form class="sheet pad stack" method="post" action="/recovery-sheet/opening" autocomplete="off">
                <p>{say!(l, recovery_sheet.opening_words)}</p>
                {waiting}
                <Summary words=say!(l, recovery_sheet.type_again) />
                <Input name="share_1" value=String::new() class="code" hint=say!(l, recovery_sheet.share_hint) />
                <Input name="share_2" value=String::new() class="code" />
                <div class="actions still">
                    <button class="button main">{say!(l, recovery_sheet.open)}</button>
                    <a class="button quiet" href="/recovery-sheet">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

/// Whoever holds the keys has nothing to bring back.
fn allowed(member: &Member) -> Result<(), Fault> {
    if member.actor().may_open_recovery_sheet() { Ok(()) } else { Err(Fault::NotFound) }
}

pub async fn show(member: Member) -> PageResult {
    allowed(&member)?;
    Ok(page(&member, Problems::none(), false))
}

pub async fn submit(
    member: Member,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    form: Posted<OpeningForm>,
) -> PageResult {
    allowed(&member)?;
    let l = member.l;
    let opening = match form.typed.check() {
        Ok(opening) => opening,
        Err(problems) => return Ok(page(&member, problems, false)),
    };
    // Counted with the tries at her own password: twenty at once, then one in three minutes.
    if !member.site.may_guess(member.actor().username(), from.ip()) {
        return Ok(page(&member, Problems::none(), true));
    }
    let opened = member.site.vault.open_recovery_sheet(member.actor(), &opening).await?.ok_or(Fault::NotFound)?;
    if let Err(problems) = opened {
        return Ok(page(&member, problems, false));
    }
    Ok(Page::narrow(say!(l, recovery_sheet.opening)).show(&member, || {
        view! {
            <div class="sheet pad stack" role="status">
                <h1>{say!(l, recovery_sheet.opened)}</h1>
                <p>{say!(l, recovery_sheet.opened_words)}</p>
                <p><a class="button main wide" href="/recovery-sheet">{say!(l, recovery_sheet.make_new)}</a></p>
                <p><a href="/team">{say!(l, account.back_to_team)}</a></p>
            </div>
        }
        .into_any()
    }))
}
