//! `/card/looks`: everybody who looked, herself included, day by day.

use super::look;
use crate::fault::PageResult;
use crate::page::Page;
use crate::parts::by_day;
use crate::parts::pager::{PageNumber, pager};
use crate::visit::Holder;
use crate::words::say;
use axum::extract::Query;
use domain::date::{display, display_clock};
use leptos::prelude::*;

/// Looks on one page.
const SHOWN: u32 = 30;

pub async fn show(holder: Holder, Query(number): Query<PageNumber>) -> PageResult {
    let l = holder.l;
    let page = number.number();
    let looks = holder.site.vault.own_looks(holder.card(), page * SHOWN, SHOWN).await?;
    Ok(Page::own(l).show(&holder, move || {
        let more = looks.len() == SHOWN as usize;
        let days: Vec<_> = by_day(looks, |one| one.at)
            .into_iter()
            .map(|(day, looks)| {
                let looks: Vec<_> = looks.into_iter().map(|one| look(l, one, display_clock)).collect();
                view! { <section class="sheet"><header><h2>{display(day)}</h2></header><ul class="rows">{looks}</ul></section> }
            })
            .collect();
        view! {
            <h1>{say!(l, audit.who_looked)}</h1>
            <p class="soft">{say!(l, audit.words)}</p>
            {days}
            {pager(l, ("/card/looks", say!(l, audit.who_looked)), page, more, None)}
            <p><a class="button quiet" href="/card/own">{say!(l, form.back)}</a></p>
        }
        .into_any()
    }))
}
