//! `/micro-plan`: whom a volunteer looks in on this month, by commune. Codes and days; no name, no place, no map.

pub mod my_day;

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::chip::Tone;
use crate::parts::{Chip, commune};
use crate::visit::Member;
use crate::words::{Locale, say};
use chrono::NaiveDate;
use domain::client::ClientCode;
use domain::commune::sort_by_name;
use domain::date::{Timing, display};
use domain::micro_plan::{Due, Person};
use leptos::prelude::*;

/// A person by her code, or as somebody without one.
fn who(l: Locale, code: Option<&ClientCode>) -> AnyView {
    match code {
        Some(code) => view! { <span class="code">{code.as_str().to_owned()}</span> }.into_any(),
        None => view! { <span class="who">{say!(l, micro_plan.no_code)}</span> }.into_any(),
    }
}

fn chip(l: Locale, due: Due, today: NaiveDate) -> AnyView {
    let (tone, text) = match due {
        Due::FollowUp(on) => {
            let timing = Timing::of(on, today);
            let text = if timing.is_late() {
                say!(l, micro_plan.follow_up_late, day = display(on)).to_string()
            } else {
                say!(l, micro_plan.follow_up, day = display(on)).to_string()
            };
            (Tone::awaited(timing), text)
        }
        Due::Slip => (Tone::Soon, say!(l, micro_plan.slip).to_owned()),
        Due::Check(since) => (Tone::Plain, say!(l, micro_plan.check, day = display(since)).to_string()),
        Due::Unseen(days) => (Tone::Plain, say!(l, micro_plan.unseen, n = days).to_string()),
    };
    view! { <Chip tone text /> }.into_any()
}

fn person(l: Locale, person: &Person, today: NaiveDate) -> AnyView {
    let seen = say!(l, micro_plan.seen, day = display(person.seen_on)).to_string();
    let chips: Vec<_> = person.due.iter().map(|due| chip(l, *due, today)).collect();
    view! {
        <li><div>{who(l, person.code.as_ref())}<br /><small>{seen}</small></div><div class="chips">{chips}</div></li>
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let today = member.site.vault.today();
    let plan = member.site.vault.micro_plan(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Page::phone(say!(l, micro_plan.title)).show(&member, move || {
        let count = say!(l, micro_plan.people, n = plan.people()).to_string();
        let mut communes: Vec<_> = plan.communes.iter().collect();
        sort_by_name(&mut communes, |(code, _)| code.as_str());
        let empty = communes.is_empty().then(|| {
            view! { <section class="sheet"><div class="empty"><p>{say!(l, micro_plan.nobody)}</p></div></section> }
        });
        let sections: Vec<_> = communes
            .into_iter()
            .map(|(code, people)| {
                let rows: Vec<_> = people.iter().map(|one| person(l, one, today)).collect();
                view! { <section class="sheet"><header><h2>{commune::name(code)}</h2></header><ul class="rows">{rows}</ul></section> }
            })
            .collect();
        view! {
            <div class="head"><h1>{say!(l, micro_plan.title)}</h1><small>{count}</small></div>
            {empty}
            {sections}
            <p class="soft">{say!(l, micro_plan.about)}</p>
        }
        .into_any()
    }))
}
