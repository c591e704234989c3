//! `/recovery-sheet`: whether the team's keys can be brought back, making the three papers, giving them up.

use super::papers;
use super::parts::{SheetRows, UsedLately, used_lately};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::Once;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use vault::recovery_sheet::Made;

fn making(l: Locale, form: String, live: bool) -> AnyView {
    let button = if live { say!(l, recovery_sheet.make_new) } else { say!(l, recovery_sheet.make) };
    let replaces = live.then(|| view! { <p>{say!(l, recovery_sheet.replaces)}</p> });
    let shut = live.then(|| {
        view! {
            <form class="sheet pad stack" method="post" action="/recovery-sheet">
                <h2>{say!(l, recovery_sheet.shut)}</h2>
                <p class="soft">{say!(l, recovery_sheet.shut_words)}</p>
                <div class="actions still"><button class="button danger" name="intent" value="shut">{say!(l, recovery_sheet.shut)}</button></div>
            </form>
        }
    });
    view! {
        <form class="sheet pad stack" method="post" action="/recovery-sheet">
            <h2>{button}</h2>
            <p>{say!(l, recovery_sheet.where_kept)}</p>
            <p class="soft">{say!(l, recovery_sheet.told)}</p>
            {replaces}
            <Once form />
            <div class="actions still"><button class=if live { "button" } else { "button main" } name="intent" value="make">{button}</button></div>
        </form>
        {shut}
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let sheets = vault.recovery_sheets(member.actor()).await?.ok_or(Fault::NotFound)?;
    let used = used_lately(&sheets, vault.now());
    let live = sheets.iter().any(|sheet| sheet.ended.is_none());
    let form = vault.new_submission().to_string();
    let (waits, opens) = (member.actor().awaits_admission(), member.actor().may_open_recovery_sheet());
    Ok(Page::new(say!(l, recovery_sheet.title)).show(&member, move || {
        let rows = if sheets.is_empty() {
            view! { <div class="empty"><p>{say!(l, recovery_sheet.none)}</p></div> }.into_any()
        } else {
            view! { <SheetRows sheets />{live.then(|| view! { <p class="pad soft">{say!(l, recovery_sheet.mark_words)}</p> })} }.into_any()
        };
        let opening = opens.then(|| {
            view! { <p><a class="button main" href="/recovery-sheet/opening">{say!(l, recovery_sheet.opening)}</a></p> }
        });
        view! {
            <div class="head">
                <h1>{say!(l, recovery_sheet.title)}</h1>
                <div><a class="button quiet" href="/team">{say!(l, account.back_to_team)}</a></div>
            </div>
            <UsedLately sheets=used />
            <p class="note">{say!(l, recovery_sheet.what)}</p>
            {opening}
            <div class="cols">
                <section class="sheet"><header><h2>{say!(l, recovery_sheet.history)}</h2></header>{rows}</section>
                <div>{(!waits).then(|| making(l, form, live))}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, form: Posted<()>) -> PageResult {
    let vault = &member.site.vault;
    if form.intent == "shut" {
        vault.shut_recovery_sheet(member.actor()).await?.ok_or(Fault::NotFound)?;
        return Ok(Redirect::to("/recovery-sheet").into_response());
    }
    if form.intent != "make" {
        return Ok(Redirect::to("/recovery-sheet").into_response());
    }
    let number = form.number(vault);
    Ok(match vault.make_recovery_sheet(member.actor(), number).await?.ok_or(Fault::NotFound)? {
        Made::Now { shares, mark } => papers::page(&member, &shares, &mark),
        Made::Before => made_before(&member),
    })
}

fn made_before(member: &Member) -> Response {
    let l = member.l;
    Page::new(say!(l, recovery_sheet.made)).show(member, move || {
        view! {
            <h1>{say!(l, recovery_sheet.made)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{say!(l, recovery_sheet.before)}</p>
                <p><a class="button main" href="/recovery-sheet">{say!(l, form.back)}</a></p>
            </section>
        }
        .into_any()
    })
}
