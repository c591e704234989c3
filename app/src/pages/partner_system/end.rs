//! `/systems/…/end`: what shutting a system does, then done.

use super::named;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use leptos::prelude::*;

pub async fn show(member: Member, Path(account): Path<String>) -> PageResult {
    let (l, account) = (member.l, named(&account)?);
    let systems = member.site.vault.systems(member.actor()).await?.unwrap_or_default();
    let system = systems.into_iter().find(|system| system.account == account).ok_or(Fault::NotFound)?;
    let path = member.path.clone();
    Ok(Page::new(say!(l, partner_system.end_title)).show(&member, move || {
        view! {
            <h1>{say!(l, partner_system.end_title)}</h1>
            <form class="sheet pad stack" method="post" action=path>
                <p><strong>{system.name}</strong></p>
                <p>{say!(l, partner_system.end_words)}</p>
                <div class="actions still">
                    <button class="button danger">{say!(l, partner_system.end)}</button>
                    <a class="button quiet" href="/systems">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, Path(account): Path<String>) -> PageResult {
    let account = named(&account)?;
    member.site.vault.shut_system(member.actor(), account).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to("/systems").into_response())
}
