//! `/breaches`: every breach that was noticed, with the clock of its notice.

use super::parts::{all_said, clock};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::say;
use domain::breach::Deadline;
use domain::date::display_time;
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let now = vault.now();
    let breaches = vault.breaches(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, nav.breaches)).show(&member, move || {
        let rows: Vec<_> = breaches
            .into_iter()
            .map(|breach| {
                let noticed = say!(l, breach.noticed, at = display_time(breach.noticed_at)).to_string();
                view! {
                    <li>
                        <div>
                            <a class="row-link who" href=format!("/breaches/{}", breach.id)>{all_said(l, &breach.finding.kinds)}</a>
                            <br /><small>{noticed}</small>
                        </div>
                        {clock(l, Deadline::of(breach.noticed_at, breach.sent_at, now))}
                    </li>
                }
            })
            .collect();
        let list = rows_or(rows, say!(l, breach.none));
        view! {
            <div class="head">
                <div><h1>{say!(l, nav.breaches)}</h1><small>{say!(l, breach.words)}</small></div>
                <div><a class="button main" href="/breaches/new" data-key="n">{say!(l, breach.write_down)}</a></div>
            </div>
            <section class="sheet">{list}</section>
        }
        .into_any()
    }))
}
