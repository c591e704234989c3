//! `/card/looks`: everybody who looked, herself included.

use super::look;
use crate::fault::PageResult;
use crate::page::Page;
use crate::visit::Holder;
use crate::words::say;
use axum::extract::Query;
use leptos::prelude::*;
use serde::Deserialize;

/// Looks on one page.
const SHOWN: u32 = 30;

#[derive(Default, Deserialize)]
pub struct PageNumber {
    #[serde(default)]
    page: u32,
}

pub async fn show(holder: Holder, Query(number): Query<PageNumber>) -> PageResult {
    let l = holder.l;
    let page = number.page.min(10_000);
    let looks = holder.site.vault.own_looks(holder.card(), page * SHOWN, SHOWN).await?;
    Ok(Page::own(l).show(&holder, move || {
        let more = looks.len() == SHOWN as usize;
        let looks: Vec<_> = looks.into_iter().map(|one| look(l, one)).collect();
        let before = (page > 0).then(|| {
            view! { <a class="button" href=format!("/card/looks?page={}", page - 1)>{say!(l, list.before)}</a> }
        });
        let after = more.then(|| {
            view! { <a class="button" href=format!("/card/looks?page={}", page + 1)>{say!(l, list.after)}</a> }
        });
        view! {
            <h1>{say!(l, audit.who_looked)}</h1>
            <p class="soft">{say!(l, audit.words)}</p>
            <section class="sheet"><ul class="rows">{looks}</ul></section>
            <nav class="pager" aria-label=say!(l, audit.who_looked)>{before}{after}</nav>
            <p><a class="button quiet" href="/card/own">{say!(l, form.back)}</a></p>
        }
        .into_any()
    }))
}
