//! `/progress`: a volunteer's own numbers, and nobody else's.

use super::month;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::bars::{Bar, Bars};
use crate::visit::Member;
use crate::words::say;
use domain::date::display;
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let progress = member.site.vault.own_progress(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::phone(say!(l, volunteer.progress)).show(&member, move || {
        let pledge = progress.signed_on.map_or(say!(l, volunteer.not_signed_words).to_owned(), |day| {
            say!(l, volunteer.signed_at, day = display(day)).to_string()
        });
        let planned = match &progress.planned {
            Some(planned) => {
                let says = say!(l, volunteer.planned, contacts = planned.contacts, days = planned.days);
                format!("{}: {says}", month(&planned.month))
            }
            None => say!(l, volunteer.nothing_planned).to_owned(),
        };
        let picture = progress.planned.as_ref().map(|planned| {
            let count = |count: i64| usize::try_from(count).unwrap_or_default();
            let bar = |words: &str, n| Bar { words: words.to_owned(), count: count(n), late: false };
            let bars = Bars {
                id: "own",
                title: say!(l, volunteer.progress).to_owned(),
                says: say!(l, volunteer.towards, n = progress.this_month, target = planned.contacts).to_string(),
                bars: vec![
                    bar(say!(l, volunteer.this_month), progress.this_month),
                    bar(say!(l, volunteer.months), planned.contacts),
                ],
            };
            view! { <figure class="sheet pad stack">{bars.draw()}<figcaption class="soft">{bars.says.clone()}</figcaption></figure> }
        });
        view! {
            <h1>{say!(l, volunteer.progress)}</h1>
            <section class="sheet pad stack">
                <dl class="facts">
                    <dt>{say!(l, volunteer.this_month)}</dt><dd>{progress.this_month}</dd>
                    <dt>{say!(l, volunteer.last_month)}</dt><dd>{progress.last_month}</dd>
                    <dt>{say!(l, volunteer.months)}</dt><dd>{planned}</dd>
                    <dt>{say!(l, volunteer.pledge)}</dt><dd>{pledge}</dd>
                </dl>
                <p class="soft">{say!(l, volunteer.own_words)}</p>
            </section>
            {picture}
            <p><a href="/commodities/own">{say!(l, commodity.own)}</a></p>
        }
        .into_any()
    }))
}
