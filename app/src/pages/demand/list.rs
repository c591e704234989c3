//! `/demands`: who demanded data, and what was decided; the undecided first.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::date::display;
use domain::demand::Standing;
use leptos::prelude::*;
use vault::demand::Kept;

fn stands(kept: &Kept, today: NaiveDate) -> Standing {
    Standing::of(kept.closed.is_some(), kept.outcome, kept.decide_by, today)
}

/// Where a demand stands, in words and shape.
pub fn standing(l: Locale, kept: &Kept, today: NaiveDate) -> AnyView {
    let day = display(kept.decide_by);
    let (tone, text) = match stands(kept, today) {
        Standing::Closed => (Tone::Plain, say!(l, demand.closed).to_owned()),
        Standing::ToClose(outcome) => (Tone::Soon, format!("{} · {}", outcome.said(l), say!(l, demand.to_close))),
        Standing::Undecided(timing) if timing.is_late() => (Tone::Now, say!(l, demand.overdue, day = day).to_string()),
        Standing::Undecided(_) => (Tone::Soon, say!(l, demand.undecided, day = day).to_string()),
    };
    view! { <Chip tone text /> }.into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let mut demands = vault.demands(member.actor()).await?.ok_or(Fault::NotFound)?;
    demands.sort_by_key(|kept| (stands(kept, today).turn(), kept.decide_by));
    Ok(Page::new(say!(l, nav.demands)).show(&member, move || {
        let rows: Vec<_> = demands
            .iter()
            .map(|kept| {
                let title = kept.demand.as_ref().map_or(say!(l, demand.sealed), |demand| demand.body.said(l));
                let small = format!("{} {}", say!(l, demand.received_on), display(kept.received_on));
                view! {
                    <li>
                        <div><a class="row-link who" href=format!("/demands/{}", kept.id)>{title}</a><br /><small>{small}</small></div>
                        {standing(l, kept, today)}
                    </li>
                }
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, nav.demands)}</h1><small>{say!(l, demand.about)}</small></div>
                <div><a class="button main" href="/demands/new" data-key="n">{say!(l, demand.record)}</a></div>
            </div>
            <section class="sheet">
                {rows_or(rows, say!(l, demand.none))}
            </section>
        }
        .into_any()
    }))
}
