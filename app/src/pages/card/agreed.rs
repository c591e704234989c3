//! `/card/agreed`: what she agreed in each session, when her card holds that key. On a page of its own, so that it does
//! not stand there while she looks for a day.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Holder;
use crate::words::say;
use domain::date::display;
use leptos::prelude::*;

pub async fn show(holder: Holder) -> PageResult {
    let l = holder.l;
    let agreed = holder.site.vault.own_agreed(holder.card()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::own(l).show(&holder, move || {
        let none = agreed.is_empty().then(|| view! { <p class="soft pad">{say!(l, card.nothing_agreed)}</p> });
        let rows: Vec<_> = agreed
            .into_iter()
            .map(|agreed| {
                view! { <li><div><strong>{display(agreed.on)}</strong><p class="prose">{agreed.words}</p></div></li> }
            })
            .collect();
        view! {
            <h1>{say!(l, card.agreed)}</h1>
            <section class="sheet"><ul class="rows">{rows}</ul>{none}</section>
            <p><a class="button quiet" href="/card/own">{say!(l, form.back)}</a></p>
        }
        .into_any()
    }))
}
