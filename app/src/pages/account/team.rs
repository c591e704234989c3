//! `/team`: who is in one's team, and giving a new member its keys.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::response::{IntoResponse, Redirect};
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub struct AdmitForm {
    #[serde(default)]
    account: String,
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let order = NameOrder::new();
    let mut members = member.site.vault.members(member.actor()).await?;
    members.sort_by(|a, b| order.compare(&a.name, &b.name));
    Ok(Page::new(say!(l, nav.team)).show(&member, move || {
        let rows: Vec<_> = members
            .into_iter()
            .map(|colleague| {
                let admit = colleague.waits.then(|| {
                    view! {
                        <form method="post" action="/team">
                            <button class="button main" name="account" value=colleague.account.to_string()>{say!(l, account.admit)}</button>
                        </form>
                    }
                });
                let ready = (!colleague.waits).then(|| view! { <Chip tone=Tone::Live text=say!(l, account.ready) /> });
                view! {
                    <li>
                        <div><span class="who">{colleague.name}</span><br /><small>{colleague.role.said(l)}</small></div>
                        {admit}
                        {ready}
                    </li>
                }
            })
            .collect();
        view! {
            <h1>{say!(l, nav.team)}</h1>
            <section class="sheet"><ul class="rows">{rows}</ul></section>
            <p class="note">{say!(l, account.admit_words)}</p>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, form: Posted<AdmitForm>) -> PageResult {
    let account = form.typed.account.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.admit(member.actor(), account).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to("/team").into_response())
}
