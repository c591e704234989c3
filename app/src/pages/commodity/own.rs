//! `/commodities/own`: what one carries, what ran out, and what was written for one; nobody else's.

use super::{balance, lines};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use domain::commodity::{Standing, Thing};
use leptos::prelude::*;
use vault::Actor;
use vault::commodity::OwnStock;

/// What she carries in one line, for the page on which she gives it away; nothing where nothing was ever written for her.
pub fn carried(l: Locale, stock: &OwnStock, actor: &Actor) -> Option<String> {
    let mine = Some(actor.account());
    let each: Vec<_> = stock
        .stock(actor)
        .all()
        .filter(|(thing, _)| stock.ledger.standing(mine, *thing) != Standing::Never)
        .map(|(thing, pieces)| format!("{} {pieces}", thing.said(l)))
        .collect();
    (!each.is_empty()).then(|| say!(l, commodity.carried, what = each.join(" · ")).to_string())
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let stock = member.site.vault.own_stock(member.actor()).await?.ok_or(Fault::NotFound)?;
    let mine = Some(member.actor().account());
    Ok(Page::phone(say!(l, commodity.own)).show(&member, move || {
        let each: Vec<_> = Thing::ALL
            .iter()
            .map(|thing| view! { <dt>{thing.said(l)}</dt><dd>{balance(l, &stock.ledger, mine, *thing)}</dd> })
            .collect();
        let below = stock.ledger.which(mine, Standing::Below).next().is_some();
        let out = stock.ledger.which(mine, Standing::Out).next().is_some();
        view! {
            <h1>{say!(l, commodity.own)}</h1>
            {below.then(|| view! { <p class="note warm">{say!(l, commodity.own_below)}</p> })}
            {out.then(|| view! { <p class="note">{say!(l, commodity.own_out)}</p> })}
            <section class="sheet pad stack"><dl class="facts">{each}</dl><p class="soft">{say!(l, commodity.own_words)}</p></section>
            <section class="sheet">
                <header><h2>{say!(l, commodity.lines)}</h2></header>
                {lines(l, &stock.lines, false)}
            </section>
        }
        .into_any()
    }))
}
