//! `/cases/{id}/who-looked`: every look with role, organisation, time, segment, purpose and basis.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::{Path, Query};
use domain::audit::Reason;
use domain::consent::Segment;
use leptos::prelude::*;
use serde::Deserialize;

/// Rows on one page.
const SHOWN: u32 = 50;

#[derive(Default, Deserialize)]
pub struct PageNumber {
    #[serde(default)]
    page: u32,
}

pub async fn show(member: Member, Path(id): Path<String>, Query(number): Query<PageNumber>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let ring = vault
        .open_case(member.actor(), case, &[Segment::Label], Reason::ClientRequest)
        .await?
        .ok_or(Fault::NotFound)?;
    let skip = number.page.min(10_000) * SHOWN;
    let looks = vault.who_looked(member.actor(), &ring, skip, SHOWN).await?.ok_or(Fault::NotFound)?;
    let path = member.path.clone();
    Ok(Page::new(say!(l, audit.who_looked)).show(&member, move || {
        let more = looks.len() == SHOWN as usize;
        let rows: Vec<_> = looks
            .into_iter()
            .map(|look| {
                let segments: Vec<_> = look.segments.iter().map(|segment| segment.said(l)).collect();
                view! {
                    <tr>
                        <td data-label=say!(l, audit.when)><time>{domain::date::display_time(look.at)}</time></td>
                        <td data-label=say!(l, audit.role)>{look.role.map(|role| role.said(l))}</td>
                        <td data-label=say!(l, audit.organisation)>{look.organisation}</td>
                        <td data-label=say!(l, audit.deed)>{look.deed.said(l)}</td>
                        <td data-label=say!(l, audit.segments)>{segments.join(", ")}</td>
                        <td data-label=say!(l, audit.reason)>{look.reason.said(l)}</td>
                        <td data-label=say!(l, audit.basis)>{look.basis.said(l)}</td>
                    </tr>
                }
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, audit.who_looked)}</h1><small>{say!(l, audit.words)}</small></div>
                <div><a class="button" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <div class="sheet scroll" tabindex="0" role="region" aria-label=say!(l, audit.who_looked)>
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">{say!(l, audit.when)}</th>
                            <th scope="col">{say!(l, audit.role)}</th>
                            <th scope="col">{say!(l, audit.organisation)}</th>
                            <th scope="col">{say!(l, audit.deed)}</th>
                            <th scope="col">{say!(l, audit.segments)}</th>
                            <th scope="col">{say!(l, audit.reason)}</th>
                            <th scope="col">{say!(l, audit.basis)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more.then(|| view! { <nav class="pager"><a class="button" href=format!("{path}?page={}", number.page + 1)>{say!(l, list.after)}</a></nav> })}
        }
        .into_any()
    }))
}
