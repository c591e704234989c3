//! `/commodities`: the store of the team, who carries what, what ran out or is below zero, and the last lines.

use super::{balance, lines};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::commodity::{STORE, Thing};
use domain::id::AccountId;
use leptos::prelude::*;
use vault::commodity::TeamStock;

fn row(l: Locale, stock: &TeamStock, holder: Option<AccountId>, name: String, today: NaiveDate) -> AnyView {
    let cells: Vec<_> = Thing::ALL
        .iter()
        .map(|thing| {
            view! { <td class="num" data-label=thing.said(l)>{balance(l, &stock.ledger, holder, *thing)}</td> }
        })
        .collect();
    let path = holder.map_or_else(|| STORE.to_owned(), |account| account.to_string());
    let asks = format!("{}: {name}", say!(l, commodity.count));
    let due = stock.is_due(holder, today).then(|| view! { " "<Chip tone=Tone::Soon text=say!(l, commodity.due) /> });
    view! {
        <tr>
            <th scope="row">{name}</th>
            {cells}
            <td data-label=say!(l, commodity.counting)><div><a href=format!("/commodities/counts/{path}") aria-label=asks>{say!(l, commodity.count)}</a>{due}</div></td>
        </tr>
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let stock = vault.team_stock(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, commodity.title)).show(&member, move || {
        let store = row(l, &stock, None, say!(l, commodity.store).to_owned(), today);
        let rows: Vec<_> =
            stock.carriers.iter().map(|one| row(l, &stock, Some(one.account), one.name.clone(), today)).collect();
        let heads: Vec<_> =
            Thing::ALL.iter().map(|thing| view! { <th scope="col" class="num">{thing.said(l)}</th> }).collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, commodity.title)}</h1><small>{say!(l, commodity.about)}</small></div>
                <div><a class="button" href="/commodities/shortages">{say!(l, shortage.title)}</a>" "<a class="button main" href="/commodities/new" data-key="n">{say!(l, commodity.write)}</a></div>
            </div>
            <div class="sheet scroll" tabindex="0" role="region" aria-label=say!(l, commodity.table)>
                <table class="table stacked">
                    <caption>{say!(l, commodity.table)}</caption>
                    <thead><tr><th scope="col">{say!(l, commodity.who)}</th>{heads}<th scope="col">{say!(l, commodity.counting)}</th></tr></thead>
                    <tbody>{store}{rows}</tbody>
                </table>
            </div>
            <p class="soft">{say!(l, commodity.rule)}</p>
            <section class="sheet">
                <header><h2>{say!(l, commodity.lines)}</h2></header>
                {lines(l, &stock.lines, true)}
            </section>
        }
        .into_any()
    }))
}
