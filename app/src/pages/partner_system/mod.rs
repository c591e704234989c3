//! `/systems`: the computer systems of one's own organisation. What they are, how they stand; no token, and no client.

pub mod end;
pub mod new;
pub mod signal;

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, say};
use domain::date::{display, display_time, local_date};
use domain::id::AccountId;
use domain::partner_system::SystemStanding;
use leptos::prelude::*;
use std::collections::HashMap;
use vault::partner_system::KnownSystem;
use vault::signal::KnownSignal;

/// The system that an address names.
fn named(account: &str) -> Result<AccountId, Fault> {
    account.parse().map_err(|_| Fault::NotFound)
}

/// The way here from the team's page.
pub fn link(l: Locale) -> AnyView {
    view! {
        <section class="sheet pad stack">
            <h2>{say!(l, partner_system.title)}</h2>
            <p class="soft">{say!(l, partner_system.lead)}</p>
            <p><a class="button" href="/systems">{say!(l, partner_system.see)}</a></p>
        </section>
    }
    .into_any()
}

fn chip(l: Locale, standing: SystemStanding) -> AnyView {
    let (tone, text) = match standing {
        SystemStanding::Good => (Tone::Live, say!(l, partner_system.good)),
        SystemStanding::LeftBehind => (Tone::Soon, say!(l, partner_system.left_behind)),
        SystemStanding::Over => (Tone::Plain, say!(l, partner_system.over)),
        SystemStanding::Shut => (Tone::Plain, say!(l, partner_system.shut)),
    };
    view! { <Chip tone text /> }.into_any()
}

fn row(l: Locale, system: KnownSystem, signal: Option<&KnownSignal>, may_tell: bool) -> AnyView {
    let (by, at) = system.made;
    let made = format!("{}: {by}, {}", say!(l, partner_system.made_by), display(local_date(at)));
    let until = format!("{}: {}", say!(l, partner_system.until), display(local_date(system.until)));
    let last = system.last_at.map_or_else(|| say!(l, partner_system.never).to_owned(), display_time);
    let last = format!("{}: {last}", say!(l, partner_system.last_at));
    let words = say!(l, partner_system.end);
    let named = format!("{words} – {}", system.name);
    let told = signal.map(|signal| {
        let of = signal::words(l, signal);
        view! { <br />{say!(l, signal.title)}": "{of} }
    });
    // Without a host to tell, the page is only there for what was told before.
    let tell = ((may_tell && system.standing == SystemStanding::Good) || signal.is_some()).then(|| {
        let words = say!(l, signal.title);
        let named = format!("{words} – {}", system.name);
        view! { <a href=format!("/systems/{}/signal", system.account) aria-label=named>{words}</a>" " }
    });
    let end = (system.standing != SystemStanding::Shut).then(|| {
        view! { <a href=format!("/systems/{}/end", system.account) aria-label=named>{words}</a> }
    });
    let links = (tell.is_some() || end.is_some()).then(|| view! { <div class="row-links">{tell}{end}</div> });
    view! {
        <li>
            <div>
                <span class="who">{system.name}</span><br />
                <small>{made}<br />{until}<br />{last}{told}</small>
                {links}
            </div>
            {chip(l, system.standing)}
        </li>
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let systems = member.site.vault.systems(member.actor()).await?.ok_or(Fault::NotFound)?;
    let none = systems.is_empty().then(|| view! { <p class="pad soft">{say!(l, partner_system.none)}</p> });
    let signals: HashMap<AccountId, KnownSignal> = member.site.vault.signals(member.actor()).await?.unwrap_or_default();
    let may_tell = !member.site.signal_hosts.is_empty();
    let rows: Vec<_> = systems
        .into_iter()
        .map(|system| {
            let signal = signals.get(&system.account);
            row(l, system, signal, may_tell)
        })
        .collect();
    Ok(Page::new(say!(l, partner_system.title)).show(&member, move || {
        view! {
            <div class="head">
                <h1>{say!(l, partner_system.title)}</h1>
                <a class="button main" href="/systems/new">{say!(l, partner_system.add)}</a>
            </div>
            <p class="soft">{say!(l, partner_system.lead)}</p>
            <section class="sheet" aria-label=say!(l, partner_system.caption)>{none}<ul class="rows">{rows}</ul></section>
            <p class="note">{say!(l, partner_system.how)}</p>
        }
        .into_any()
    }))
}
