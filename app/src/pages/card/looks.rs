//! `/card/looks`: everybody who looked, herself included.

use super::look;
use crate::fault::PageResult;
use crate::page::Page;
use crate::parts::pager::{PageNumber, pager};
use crate::visit::Holder;
use crate::words::say;
use axum::extract::Query;
use leptos::prelude::*;

/// Looks on one page.
const SHOWN: u32 = 30;

pub async fn show(holder: Holder, Query(number): Query<PageNumber>) -> PageResult {
    let l = holder.l;
    let page = number.number();
    let looks = holder.site.vault.own_looks(holder.card(), page * SHOWN, SHOWN).await?;
    Ok(Page::own(l).show(&holder, move || {
        let more = looks.len() == SHOWN as usize;
        let looks: Vec<_> = looks.into_iter().map(|one| look(l, one)).collect();
        view! {
            <h1>{say!(l, audit.who_looked)}</h1>
            <p class="soft">{say!(l, audit.words)}</p>
            <section class="sheet"><ul class="rows">{looks}</ul></section>
            {pager(l, ("/card/looks", say!(l, audit.who_looked)), page, more, None)}
            <p><a class="button quiet" href="/card/own">{say!(l, form.back)}</a></p>
        }
        .into_any()
    }))
}
