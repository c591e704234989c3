//! `/accompaniments/new`: a code, arrived or not. The same fields stand in the log of a phone without a signal.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Layout, Once, Summary};
use crate::parts::scan::Scan;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::accompaniment::{AccompanimentForm, Arrived};
use domain::problem::Problems;
use leptos::prelude::*;
use serde::Deserialize;

/// Whether one was saved just now; the address says nothing else.
#[derive(Default, Deserialize)]
pub struct Saved {
    #[serde(default)]
    saved: String,
}

pub fn labels(l: Locale) -> [(&'static str, &'static str); 2] {
    [("slip_code", say!(l, accompaniment.slip_code)), ("arrived", say!(l, accompaniment.arrived))]
}

/// The fields.
#[component]
pub fn Fields(form: AccompanimentForm) -> impl IntoView {
    let l: Locale = use_context().unwrap_or(Locale::vi);
    view! {
        <p class="soft">{say!(l, accompaniment.words)}</p>
        <Input name="slip_code" value=form.slip_code class="code" hint=say!(l, contact.code_hint) />
        <Scan of="slip_code" />
        <Choices<Arrived> name="arrived" chosen=vec![form.arrived] layout=Layout::Tiles />
    }
}

fn page(member: &Member, form: Posted<AccompanimentForm>, problems: Problems, saved: bool) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    Page::phone(say!(l, accompaniment.title)).form(&labels(l), problems).scans().show(member, move || {
        view! {
            <h1>{say!(l, accompaniment.title)}</h1>
            {saved.then(|| view! { <p class="flash" role="status">{say!(l, accompaniment.saved)}</p> })}
            <form class="sheet pad stack" method="post" action="/accompaniments/new" autocomplete="off">
                <Summary />
                <Once form=number />
                <Fields form=typed />
                <div class="actions still"><button class="button main wide">{say!(l, accompaniment.done)}</button></div>
            </form>
            <p><a href="/contacts/new">{say!(l, nav.log_contact)}</a></p>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Query(saved): Query<Saved>) -> PageResult {
    Ok(page(&member, Posted::read(""), Problems::none(), !saved.saved.is_empty()))
}

pub async fn submit(member: Member, form: Posted<AccompanimentForm>) -> PageResult {
    let vault = &member.site.vault;
    let told = match form.typed.check(vault.today()) {
        Ok(told) => told,
        Err(problems) => return Ok(page(&member, form, problems, false)),
    };
    // The page that a phone keeps is the same for everybody, and carries no number.
    vault.tell_accompaniment(member.actor(), &told, form.number(vault)).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to("/accompaniments/new?saved=1").into_response())
}
