//! `/transfers`: what was offered to one's team and by it. It names organisations, people who work there and days; no client.

use super::{between, standing_chip};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, say};
use domain::transfer::Standing;
use leptos::prelude::*;
use vault::transfer::Transfer;

fn row(l: Locale, transfer: &Transfer) -> AnyView {
    let (title, small) = between(l, transfer);
    let named = if transfer.to_us && transfer.standing == Standing::Waits {
        let path = format!("/transfers/{}", transfer.id);
        view! { <a class="row-link who" href=path>{title}</a> }.into_any()
    } else {
        view! { <strong>{title}</strong> }.into_any()
    };
    view! { <li><div>{named}<br /><small>{small}</small></div><div>{standing_chip(l, transfer.standing)}</div></li> }
        .into_any()
}

fn section(l: Locale, title: &'static str, transfers: &[Transfer], to_us: bool) -> AnyView {
    let rows: Vec<_> = transfers.iter().filter(|one| one.to_us == to_us).map(|one| row(l, one)).collect();
    view! { <section class="sheet"><header><h2>{title}</h2></header>{rows_or(rows, say!(l, transfer.none))}</section> }
        .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let transfers = member.site.vault.transfers(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, transfer.list)).show(&member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, transfer.list)}</h1><small>{say!(l, transfer.list_words)}</small></div>
                <div><a class="button quiet" href="/supervision">{say!(l, form.back)}</a></div>
            </div>
            <div class="cols">
                {section(l, say!(l, transfer.to_us), &transfers, true)}
                {section(l, say!(l, transfer.from_us), &transfers, false)}
            </div>
        }
        .into_any()
    }))
}
