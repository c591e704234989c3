//! `/cases/{id}/rights`: what this client asked about her own data.

use super::parts::standing;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::casework_of;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use domain::date::display;
use domain::id::CaseId;
use leptos::prelude::*;
use vault::{Opened, Ring, segment};

/// Opens the case for its requests.
pub async fn open(member: &Member, id: &str) -> Result<(CaseId, Ring, Opened<segment::Casework>), Fault> {
    let (case, mut ring) = casework_of(member, id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    Ok((case, ring, casework))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let (case, _, casework) = open(&member, &id).await?;
    let vault = &member.site.vault;
    let today = vault.today();
    let requests = vault.requests_of(member.actor(), &casework).await?;
    Ok(Page::new(say!(l, nav.rights)).show(&member, move || {
        let base = format!("/cases/{case}");
        let rows: Vec<_> = requests
            .iter()
            .map(|request| {
                let small = format!("{} {}", say!(l, rights.received_on), display(request.received_on));
                view! {
                    <li>
                        <div>
                            <a class="row-link who" href=format!("{base}/rights/{}", request.id)>{request.right.said(l)}</a>
                            <br /><small>{small}</small>
                        </div>
                        {standing(l, request, today)}
                    </li>
                }
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, nav.rights)}</h1><small>{say!(l, rights.about)}</small></div>
                <div>
                    <a class="button main" href=format!("{base}/rights/new") data-key="n">{say!(l, rights.record)}</a>
                    <a class="button quiet" href=base.clone()>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            <section class="sheet">
                {rows_or(rows, say!(l, rights.none_of_case))}
            </section>
        }
        .into_any()
    }))
}
