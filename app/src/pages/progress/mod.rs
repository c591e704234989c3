//! How a referral goes on, on the page of whoever follows it.

use crate::fault::Fault;
use crate::visit::Member;
use crate::words::{Spoken, say};
use domain::date::display;
use domain::id::ReferralId;
use leptos::prelude::*;

/// What the receiver told back, the newest first; nothing where nothing was told.
pub async fn section(member: &Member, referral: ReferralId) -> Result<Option<AnyView>, Fault> {
    let l = member.l;
    let told = member.site.vault.progress(member.actor(), referral).await?.unwrap_or_default();
    if told.is_empty() {
        return Ok(None);
    }
    let rows: Vec<_> = told
        .into_iter()
        .map(|told| {
            let progress = told.progress;
            let next: Vec<_> = progress
                .next
                .map(|next| next.said(l).to_owned())
                .into_iter()
                .chain(progress.next_on.map(display))
                .collect();
            let next = (!next.is_empty()).then(|| {
                let words = format!("{}: {}", say!(l, progress.next), next.join(" · "));
                view! { <br /><small>{words}</small> }
            });
            let since = say!(l, progress.on, day = display(progress.on)).to_string();
            view! { <li><div><strong>{progress.stage.said(l)}</strong>" "<small>{since}</small>{next}</div></li> }
        })
        .collect();
    Ok(Some(
        view! {
            <section class="sheet"><header><h2>{say!(l, progress.title)}</h2></header><ul class="rows">{rows}</ul></section>
        }
        .into_any(),
    ))
}
