//! `/clinic`: whom the clinic calls, and whose record of its own opens here.

use super::show::calls;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, say};
use chrono::NaiveDate;
use domain::clinic::Board;
use leptos::prelude::*;
use vault::clinic::AtClinic;

fn row(l: Locale, one: &AtClinic, board: &Board, today: NaiveDate) -> AnyView {
    let alias = one.head.alias.clone().map(|alias| view! { " "<span class="who">{alias}</span> });
    let path = format!("/expected/{}/clinic", one.referral);
    view! {
        <li>
            <div><a class="row-link code" href=path>{one.head.code.as_str().to_owned()}</a>{alias}</div>
            <div>{calls(l, board, today)}</div>
        </li>
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let (l, vault) = (member.l, &member.site.vault);
    let desk = vault.clinic_desk(member.actor()).await?.ok_or(Fault::NotFound)?;
    let today = vault.today();
    Ok(Page::new(say!(l, clinic.desk)).show(&member, move || {
        let mut stands: Vec<_> = desk
            .iter()
            .map(|one| (one, Board::of(one.entries.iter().map(|entry| &entry.body), today)))
            .collect();
        stands.sort_by_key(|(_, board)| board.turn());
        let (to_call, others): (Vec<_>, Vec<_>) = stands.into_iter().partition(|(_, board)| board.calls(today));
        let list = |rows: Vec<(&AtClinic, Board)>, none: &'static str| {
            rows_or(rows.into_iter().map(|(one, board)| row(l, one, &board, today)).collect(), none)
        };
        let rest = (desk.is_empty() || !others.is_empty()).then(|| {
            let rows = list(others, say!(l, compartment.none));
            view! { <section class="sheet"><header><h2>{say!(l, clinic.others)}</h2></header>{rows}</section> }
        });
        view! {
            <div class="head"><h1>{say!(l, clinic.desk)}</h1></div>
            <section class="sheet"><header><h2>{say!(l, clinic.to_call)}</h2></header>{list(to_call, say!(l, clinic.nobody_to_call))}</section>
            {rest}
        }
        .into_any()
    }))
}
