//! `/audit`: where the data-protection officer's day begins.

use crate::fault::PageResult;
use crate::page::Page;
use crate::visit::Member;
use crate::words::say;
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let events = match member.site.vault.check_audit().await {
        Err(vault::Error::Inconsistent(_)) => None,
        checked => Some(checked?),
    };
    Ok(Page::new(say!(l, nav.audit)).show(&member, move || {
        let state = match events {
            Some(n) => view! { <p class="note calm">{say!(l, audit.chain_holds)}" "{say!(l, audit.events, n = n).to_string()}</p> }.into_any(),
            None => view! { <p class="note warm">{say!(l, audit.chain_broken)}</p> }.into_any(),
        };
        view! { <div class="head"><h1>{say!(l, nav.audit)}</h1></div>{state} }.into_any()
    }))
}
