//! `/cases/{id}/who-looked`: every look with role, organisation, time, segment, purpose and basis.

use super::parts::events;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::pager::{PageNumber, pager};
use crate::visit::Member;
use crate::words::say;
use axum::extract::{Path, Query};
use domain::audit::Reason;
use domain::consent::Segment;
use leptos::prelude::*;

/// Rows on one page.
const SHOWN: u32 = 50;

pub async fn show(member: Member, Path(id): Path<String>, Query(number): Query<PageNumber>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let ring = vault
        .open_case(member.actor(), case, &[Segment::Label], Reason::ClientRequest)
        .await?
        .ok_or(Fault::NotFound)?;
    let number = number.number();
    let looks = vault.who_looked(member.actor(), &ring, number * SHOWN, SHOWN).await?.ok_or(Fault::NotFound)?;
    let tag = ring.audit_tag().to_string();
    let path = member.path.clone();
    Ok(Page::new(say!(l, audit.who_looked)).show(&member, move || {
        let more = looks.len() == SHOWN as usize;
        let looks = looks.into_iter().map(|look| (look, None)).collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, audit.who_looked)}</h1><small>{say!(l, audit.words)}</small></div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            {events(l, say!(l, audit.who_looked), looks)}
            {pager(l, (&path, say!(l, audit.who_looked)), number, more, None)}
            <section class="note stack">
                <p><strong>{say!(l, audit.tag)}": "</strong><span class="code wrap">{tag}</span></p>
                <p class="soft">{say!(l, audit.tag_words)}</p>
            </section>
        }
        .into_any()
    }))
}
