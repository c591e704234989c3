//! `/cases/{id}/rights/new`: a request of the client, written down with the day it came in.

use super::of_case::open;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::display;
use domain::id::CaseId;
use domain::problem::Problems;
use domain::rights::{AskedForm, Right, Via};
use leptos::prelude::*;

fn page(member: &Member, case: CaseId, form: Posted<AskedForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let path = member.path.clone();
    let typed = form.typed;
    let labels = [
        ("right", say!(l, rights.right)),
        ("via", say!(l, rights.via)),
        ("received_on", say!(l, rights.received_on)),
        ("words", say!(l, rights.words)),
    ];
    Page::new(say!(l, rights.record)).form(&labels, problems).show(member, move || {
        view! {
            <h1>{say!(l, rights.record)}</h1>
            <form class="sheet pad stack" method="post" action=path autocomplete="off">
                <Summary />
                <Once form=number />
                <Choices<Right> name="right" chosen=vec![typed.right] layout=Layout::Across hint=say!(l, rights.right_hint) />
                <Choices<Via> name="via" chosen=vec![typed.via] layout=Layout::Across only=Via::BY_STAFF />
                <Day name="received_on" value=typed.received_on hint=say!(l, rights.received_hint) />
                <TextArea name="words" value=typed.words hint=say!(l, rights.words_hint) />
                <p class="note">{say!(l, rights.record_words)}</p>
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href=format!("/cases/{case}/rights")>{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let (case, ..) = open(&member, &id).await?;
    let mut form = Posted::<AskedForm>::read("");
    form.typed.received_on = display(member.site.vault.today());
    Ok(page(&member, case, form, Problems::none()))
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<AskedForm>) -> PageResult {
    let (case, ring, casework) = open(&member, &id).await?;
    let vault = &member.site.vault;
    let asked = match form.typed.check(vault.today()) {
        Ok(asked) => asked,
        Err(problems) => return Ok(page(&member, case, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let request = vault.file_request(member.actor(), &ring, &casework, &asked, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/cases/{case}/rights/{request}")).into_response())
}
