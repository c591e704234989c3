//! `/card/own`: where she is expected, what she said yes to, what she asked, what is kept, who looked.

use super::{look, rights, words};
use crate::fault::PageResult;
use crate::page::Page;
use crate::pages::consent::parts::{is_live, last_day};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Holder;
use crate::words::{Locale, say};
use domain::consent::{Purpose, Segment};
use domain::date::{display, display_time, local_date};
use leptos::prelude::*;
use vault::card::{Appointment, Kept};
use vault::consent::Entry;

/// The newest looks by others on this page; all of them are one link further.
const LOOKS: u32 = 3;

fn appointments(l: Locale, appointments: Vec<Appointment>, holds_label: bool) -> AnyView {
    let none = match (appointments.is_empty(), holds_label) {
        (true, true) => Some(say!(l, card.no_appointment)),
        (_, false) => Some(say!(l, card.appointments_shut)),
        _ => None,
    };
    let rows: Vec<_> = appointments
        .into_iter()
        .map(|appointment| {
            let day = display(appointment.on);
            let day = if appointment.until { say!(l, card.until_day, day = day).to_string() } else { day };
            view! { <li><div><strong>{day}</strong><p>{appointment.place}</p></div></li> }
        })
        .collect();
    view! {
        <section class="sheet">
            <header><h2>{say!(l, card.appointments)}</h2></header>
            <ul class="rows">{rows}</ul>
            {none.map(|words| view! { <p class="soft pad">{words}</p> })}
        </section>
    }
    .into_any()
}

fn consent(l: Locale, entry: Entry) -> AnyView {
    let what = words(l, &entry);
    let given = display(local_date(entry.from));
    let since = say!(l, card.given_until, from = given, until = last_day(entry.until)).to_string();
    let (tone, state) = match (entry.live, entry.withdrawn_at) {
        (true, _) => (Tone::Live, say!(l, card.live).to_owned()),
        (_, Some(at)) => (Tone::None, say!(l, card.taken_back_on, day = display(local_date(at))).to_string()),
        _ => (Tone::None, say!(l, card.over).to_owned()),
    };
    let label = say!(l, consent.withdraw_of, what = what.clone()).to_string();
    let link = format!("/card/consents/{}/withdrawal", entry.id);
    let withdraw =
        entry.live.then(|| view! { <a class="button" href=link aria-label=label>{say!(l, card.take_back)}</a> });
    view! {
        <li>
            <div><strong>{what}</strong><p><Chip tone text=state /></p><small>{since}</small></div>
            {withdraw}
        </li>
    }
    .into_any()
}

fn kept(l: Locale, kept: &Kept, open: bool, agreed: bool) -> AnyView {
    let state = if open { say!(l, card.kept_open) } else { say!(l, card.kept_shut) };
    let counted = [
        (say!(l, card.kept_sessions), kept.sessions),
        (say!(l, card.kept_scales), kept.scales),
        (say!(l, card.kept_plans), kept.plans),
        (say!(l, card.kept_referrals), kept.referrals),
        (say!(l, card.kept_consents), kept.consents),
        (say!(l, card.kept_drafts), kept.drafts),
    ];
    let counted: Vec<_> = counted
        .into_iter()
        .map(|(words, count)| view! { <div><dt>{words}</dt><dd class="num">{count}</dd></div> })
        .collect();
    view! {
        <section class="sheet pad stack">
            <h2>{say!(l, card.kept)}</h2>
            <p>{state}</p>
            <p>{say!(l, card.kept_always)}</p>
            <dl class="facts">{counted}</dl>
            {agreed.then(|| view! { <p><a href="/card/agreed">{say!(l, card.read_agreed)}</a></p> })}
        </section>
    }
    .into_any()
}

pub async fn show(holder: Holder) -> PageResult {
    let l = holder.l;
    let own = holder.site.vault.own_page(holder.card(), LOOKS).await?;
    Ok(Page::own(l).show(&holder, move || {
        let open = is_live(&own.consents, Purpose::Processing);
        let nobody = own.looks.is_empty().then(|| view! { <p class="soft pad">{say!(l, card.nobody_looked)}</p> });
        let looks: Vec<_> = own.looks.into_iter().map(|one| look(l, one, display_time)).collect();
        let consents: Vec<_> = own.consents.into_iter().map(|entry| consent(l, entry)).collect();
        view! {
            <h1>{say!(l, card.own)}</h1>
            {appointments(l, own.appointments, own.holds.contains(&Segment::Label))}
            <section class="sheet">
                <header><h2>{say!(l, card.consents)}</h2></header>
                <ul class="rows">{consents}</ul>
            </section>
            {rights::section(l, &own.requests)}
            {kept(l, &own.kept, open, own.holds.contains(&Segment::Casework))}
            <section class="sheet">
                <header><h2>{say!(l, audit.who_looked)}</h2><a href="/card/looks">{say!(l, card.all_looks)}</a></header>
                <ul class="rows">{looks}</ul>
                {nobody}
            </section>
            <form method="post" action="/card/end"><button class="button wide">{say!(l, card.end)}</button></form>
        }
        .into_any()
    }))
}
