//! `/card/consents/{consent}/withdrawal`: what will shut, then shut, at once, by herself.

use super::words;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Holder;
use crate::words::{Locale, say};
use axum::extract::Path;
use domain::consent::Purpose;
use domain::date::{display, local_date};
use leptos::prelude::*;
use vault::consent::Entry;

async fn find(holder: &Holder, consent: &str) -> Result<Entry, Fault> {
    let consent = consent.parse().map_err(|_| Fault::NotFound)?;
    holder.site.vault.own_consent(holder.card(), consent).await?.ok_or(Fault::NotFound)
}

fn effect(l: Locale, entry: &Entry) -> String {
    match entry.purpose {
        Purpose::Processing => say!(l, card.shuts_case).into(),
        Purpose::Services => say!(l, card.shuts_services).into(),
        Purpose::Emergency => say!(l, card.shuts_emergency).into(),
        Purpose::Hiv => say!(l, card.shuts_private).into(),
        Purpose::Compartment | Purpose::SharedResult => {
            say!(l, compartment.card_shuts, organisation = entry.grantee_name.clone()).to_string()
        }
        Purpose::Transfer => say!(l, card.shuts_transfer, organisation = entry.grantee_name.clone()).to_string(),
        Purpose::CodedPlan => say!(l, coded_plan.card_shuts, organisation = entry.grantee_name.clone()).to_string(),
        Purpose::Referral => say!(l, card.shuts_others, organisation = entry.grantee_name.clone()).to_string(),
    }
}

pub async fn show(holder: Holder, Path(consent): Path<String>) -> PageResult {
    let l = holder.l;
    let entry = find(&holder, &consent).await?;
    let path = holder.path.clone();
    Ok(Page::own(l).show(&holder, move || {
        let what = words(l, &entry);
        let effect = if entry.live { effect(l, &entry) } else { say!(l, card.not_live).into() };
        view! {
            <h1>{say!(l, card.take_back)}</h1>
            <form class="sheet pad stack" method="post" action=path>
                <p class="readout">{what}</p>
                <p>{effect}</p>
                <p class="soft">{say!(l, card.no_reason)}</p>
                <div class="actions still">
                    {entry.live.then(|| view! { <button class="button danger">{say!(l, card.take_back_now)}</button> })}
                    <a class="button quiet" href="/card/own">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn submit(holder: Holder, Path(consent): Path<String>) -> PageResult {
    let l = holder.l;
    let entry = find(&holder, &consent).await?;
    let shut = holder.site.vault.take_back_own(holder.card(), entry.id).await?.ok_or(Fault::NotFound)?;
    Ok(Page::own(l).show(&holder, move || {
        let stop = shut.stop_by.map(|by| {
            let words = say!(l, consent.stop_by, n = shut.recipients, day = display(local_date(by))).to_string();
            view! { <li>{words}</li> }
        });
        view! {
            <h1>{say!(l, card.taken_back)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{words(l, &entry)}</p>
                <ul>
                    <li>{if shut.case_shut { say!(l, card.case_shut) } else { say!(l, consent.shut_now) }}</li>
                    {stop}
                </ul>
                <p><a class="button main" href="/card/own">{say!(l, form.back)}</a></p>
            </section>
        }
        .into_any()
    }))
}
