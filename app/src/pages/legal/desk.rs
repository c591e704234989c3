//! `/legal`: every client whose record of its own opens at this desk, whose clock is over first.

use super::stage_chips;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let (l, vault) = (member.l, &member.site.vault);
    let mut desk = vault.legal_desk(member.actor()).await?.ok_or(Fault::NotFound)?;
    let today = vault.today();
    desk.sort_by_key(|one| one.board.turn());
    Ok(Page::new(say!(l, legal.desk)).show(&member, move || {
        let rows: Vec<_> = desk
            .iter()
            .map(|one| {
                let alias = one.head.alias.clone().map(|alias| view! { " "<span class="who">{alias}</span> });
                let matters: Vec<_> = one
                    .board
                    .matters
                    .iter()
                    .map(|standing| {
                        let about = standing.matter.matter.said(l);
                        view! { <p><small>{about}</small>" "{stage_chips(l, standing, today)}</p> }
                    })
                    .collect();
                let path = format!("/expected/{}/legal", one.referral);
                let code = one.head.code.as_str().to_owned();
                view! { <li><div><a class="row-link code" href=path>{code}</a>{alias}{matters}</div></li> }
            })
            .collect();
        let list = rows_or(rows, say!(l, compartment.none));
        view! {
            <div class="head">
                <h1>{say!(l, legal.desk)}</h1>
                <div><a class="button" href="/eligibility">{say!(l, legal.eligibility)}</a></div>
            </div>
            <section class="sheet">{list}</section>
        }
        .into_any()
    }))
}
