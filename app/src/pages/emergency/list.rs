//! `/emergencies`: each time the glass was broken, those to be signed off first.

use super::parts::row;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::say;
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let alerts = vault.emergencies(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, nav.emergencies)).show(&member, move || {
        let rows: Vec<_> = alerts.iter().map(|alert| row(l, alert, today)).collect();
        view! {
            <div class="head"><div><h1>{say!(l, nav.emergencies)}</h1><small>{say!(l, emergency.list_words)}</small></div></div>
            <section class="sheet">
                {rows_or(rows, say!(l, emergency.none))}
            </section>
        }
        .into_any()
    }))
}
