//! `/systems/…/signal`: where a system is told that something changed, what was sent there, and an end to it.

use super::named;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::{Input, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::{display, display_time, local_date};
use domain::id::AccountId;
use domain::partner_system::signal::was_taken;
use domain::partner_system::{SignalEnd, SignalForm, SystemStanding};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::signal::{KnownSignal, SentSignal};

/// How it stands and when it was last sent, in a line.
pub fn words(l: Locale, known: &KnownSignal) -> String {
    let standing = match known.signal.ended {
        None => say!(l, signal.stands),
        Some((why, _)) => why.said(l),
    };
    let last = known.sent.first().map(|sent| format!("{}: {}", say!(l, signal.last), display_time(sent.at)));
    [Some(standing.to_owned()), last].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn sent(l: Locale, sent: &SentSignal) -> AnyView {
    let (tone, text) = match sent.status {
        Some(status) if was_taken(sent.status) => (Tone::Live, format!("{} ({status})", say!(l, signal.taken))),
        Some(status) => (Tone::Now, format!("{} ({status})", say!(l, signal.not_taken))),
        None => (Tone::Now, say!(l, signal.silent).to_owned()),
    };
    view! { <li><div>{display_time(sent.at)}</div><Chip tone text /></li> }.into_any()
}

fn stands(l: Locale, known: &KnownSignal) -> AnyView {
    let signal = &known.signal;
    let (tone, text) = match signal.ended {
        None => (Tone::Live, say!(l, signal.stands)),
        Some((SignalEnd::Failed, _)) => (Tone::Now, SignalEnd::Failed.said(l)),
        Some((why, _)) => (Tone::Plain, why.said(l)),
    };
    let ended = signal.ended.map(|(_, at)| view! { <dt>{say!(l, signal.ended_at)}</dt><dd>{display_time(at)}</dd> });
    let rows: Vec<_> = known.sent.iter().map(|one| sent(l, one)).collect();
    let none = rows.is_empty().then(|| view! { <p class="pad soft">{say!(l, signal.none_sent)}</p> });
    view! {
        <section class="sheet pad stack">
            <p><Chip tone text /></p>
            <dl class="facts">
                <dt>{say!(l, signal.address)}</dt><dd class="code wrap">{signal.address.as_str().to_owned()}</dd>
                <dt>{say!(l, signal.set_by)}</dt><dd>{known.set_by.clone()}", "{display(local_date(signal.set_at))}</dd>
                {ended}
            </dl>
        </section>
        <section class="sheet"><header><h2>{say!(l, signal.sent)}</h2></header>{none}<ul class="rows">{rows}</ul></section>
    }
    .into_any()
}

async fn page(member: &Member, account: AccountId, typed: String, problems: Problems) -> Result<Response, Fault> {
    let (l, vault) = (member.l, &member.site.vault);
    let systems = vault.systems(member.actor()).await?.unwrap_or_default();
    let system = systems.into_iter().find(|system| system.account == account).ok_or(Fault::NotFound)?;
    let known = vault.signals(member.actor()).await?.unwrap_or_default().remove(&account);
    let live = known.as_ref().is_some_and(|known| known.signal.ended.is_none());
    let hosts: Vec<_> = member.site.signal_hosts.iter().map(str::to_owned).collect();
    let may_set = !hosts.is_empty() && system.standing == SystemStanding::Good;
    let (path, labels) = (member.path.clone(), [("address", say!(l, signal.address))]);
    Ok(Page::new(say!(l, signal.title)).form(&labels, problems).show(member, move || {
        let hint = say!(l, signal.address_hint, hosts = hosts.join(", ")).to_string();
        let set = may_set.then(|| {
            view! {
                <form class="sheet pad stack" method="post" action=path.clone()>
                    <Summary />
                    <Input name="address" value=typed hint=hint inputmode="url" />
                    <div class="actions still"><button class="button main">{say!(l, signal.set)}</button></div>
                </form>
            }
        });
        let end = live.then(|| {
            view! {
                <form class="sheet pad stack" method="post" action=path.clone()>
                    <p>{say!(l, signal.end_words)}</p>
                    <div class="actions still"><button class="button danger" name="intent" value="end">{say!(l, signal.end)}</button></div>
                </form>
            }
        });
        let absent = hosts.is_empty().then(|| view! { <p class="note warm">{say!(l, signal.absent)}</p> });
        view! {
            <div class="head">
                <div><h1>{say!(l, signal.title)}</h1><small>{system.name}</small></div>
                <div><a class="button quiet" href="/systems">{say!(l, form.back)}</a></div>
            </div>
            <p class="soft">{say!(l, signal.lead)}</p>
            {absent}
            {known.as_ref().map(|known| stands(l, known))}
            {set}
            {end}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(account): Path<String>) -> PageResult {
    page(&member, named(&account)?, String::new(), Problems::none()).await
}

pub async fn submit(member: Member, Path(account): Path<String>, form: Posted<SignalForm>) -> PageResult {
    let (account, vault) = (named(&account)?, &member.site.vault);
    let back = Redirect::to(&format!("/systems/{account}/signal")).into_response();
    if form.intent == "end" {
        vault.take_back_signal(member.actor(), account).await?.ok_or(Fault::NotFound)?;
        return Ok(back);
    }
    match form.typed.check(&member.site.signal_hosts) {
        Ok(address) => {
            vault.set_signal(member.actor(), account, &address).await?.ok_or(Fault::NotFound)?;
            Ok(back)
        }
        Err(problems) => page(&member, account, form.typed.address, problems).await,
    }
}
