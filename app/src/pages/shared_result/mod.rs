//! `/cases/{id}/shared-results`: the results that the client lets her own team know.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::pages::case::of_case;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use domain::consent::Segment;
use domain::date::display;
use domain::id::CaseId;
use leptos::prelude::*;
use vault::segment;

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let (l, vault) = (member.l, &member.site.vault);
    let case: CaseId = case.parse().map_err(|_| Fault::NotFound)?;
    let segments = [Segment::Label, Segment::SharedResult];
    let ring = vault.open_case(member.actor(), case, &segments, reason(&member)).await?;
    let mut ring = ring.ok_or(Fault::NotFound)?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let results = match ring.take::<segment::SharedResult>() {
        Some(proof) => vault.shared_results(&proof).await?,
        None => Vec::new(),
    };
    Ok(Page::new(say!(l, clinic.shared)).show(&member, move || {
        let rows: Vec<_> = results
            .iter()
            .map(|told| {
                let what = format!("{}: {}", told.test.said(l), told.result.said(l));
                let small = format!("{} · {}", display(told.taken_on), told.clinic);
                view! { <li><div><strong>{what}</strong><br /><small>{small}</small></div></li> }
            })
            .collect();
        let list = rows_or(rows, say!(l, clinic.nothing_shared));
        view! {
            <div class="head">
                <div><h1>{say!(l, clinic.shared)}</h1>{of_case(&head.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <section class="sheet">{list}</section>
            <p class="soft">{say!(l, clinic.shared_words)}</p>
        }
        .into_any()
    }))
}
