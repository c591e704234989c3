//! `/contacts/new`: one contact in at most six taps.

use super::fields::{Fields, labels};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::commodity::own::carried;
use crate::parts::commune;
use crate::parts::form::{Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveTime;
use domain::contact::{ContactForm, Whom};
use domain::date::{at_local, display_time};
use domain::problem::Problems;
use leptos::prelude::*;
use serde::Deserialize;

/// What the address says after a save: where she is working, so that the next contact starts there. A commune and a
/// type of place are not personal.
#[derive(Default, Deserialize)]
pub struct Remembered {
    #[serde(default)]
    commune: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    saved: String,
}

async fn page(member: &Member, form: ContactForm, problems: Problems, saved: &str) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let tally = vault.own_tally(member.actor(), at_local(vault.today(), NaiveTime::MIN)).await?;
    let carried = vault.own_stock(member.actor()).await?.and_then(|stock| carried(l, &stock, member.actor()));
    let number = vault.new_submission().to_string();
    let communes = commune::options(&member.site.province);
    let (was_saved, child) = (!saved.is_empty(), saved == "2");
    let rejected = !problems.is_empty();
    let shown = problems.clone();
    Ok(Page::phone(say!(l, nav.log_contact)).form(&labels(l), problems).scans().show(member, move || {
        let today = say!(l, contact.today_count, n = tally.since).to_string();
        let last = tally.last_at.map(|at| say!(l, contact.last_at, at = display_time(at)).to_string());
        view! {
            <div class="head"><h1>{say!(l, contact.title)}</h1><small>{today}</small></div>
            {was_saved.then(|| view! { <p class="flash" role="status">{say!(l, contact.saved)}</p> })}
            {child.then(|| view! { <p class="note warm" role="alert">{say!(l, contact.child)}</p> })}
            <form class="stack" method="post" action="/contacts/new" autocomplete="off" data-guard=if rejected { "unsaved" } else { "" }>
                <Summary />
                <Once form=number />
                <Fields form communes problems=shown />
                <div class="actions">
                    <button class="button main wide">{say!(l, contact.done)}</button>
                    {last.map(|last| view! { <small>{last}</small> })}
                </div>
            </form>
            <p><a href="/accompaniments/new">{say!(l, accompaniment.title)}</a></p>
            <p><a href="/commodities/own">{say!(l, commodity.own)}</a>{carried.map(|words| view! { <br /><small>{words}</small> })}</p>
            <p><a href="/field/phone">{say!(l, contact.phone_link)}</a></p>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Query(remembered): Query<Remembered>) -> PageResult {
    let form = ContactForm {
        commune: remembered.commune,
        place: remembered.place,
        // Most people met have no code yet: one tap less.
        whom: Whom::Anonymous.code().into(),
        ..ContactForm::default()
    };
    page(&member, form, Problems::none(), &remembered.saved).await
}

pub async fn submit(member: Member, form: Posted<ContactForm>) -> PageResult {
    let province = member.site.province.clone();
    let contact = match form.typed.check(member.site.vault.today(), |code| domain::commune::is_of(&province, code)) {
        Ok(contact) => contact,
        Err(problems) => return page(&member, form.typed, problems, "").await,
    };
    // The page that a phone keeps is the same for everybody, and carries no number.
    let number = form.number(&member.site.vault);
    member.site.vault.log_contact(member.actor(), &contact, number).await?.ok_or(Fault::NotFound)?;
    // Which note to show; the address says nothing about who was met.
    let saved = if contact.is_with_a_child() { "2" } else { "1" };
    let to = format!("/contacts/new?saved={saved}&commune={}&place={}", contact.commune, contact.place.code());
    Ok(Redirect::to(&to).into_response())
}
