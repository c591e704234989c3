//! `/audit`: the data-protection officer's desk. How the audit stands, what runs out and what is owed; and checking now.

use super::parts::broken;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::emergency::parts::to_review;
use crate::pages::recovery_sheet::parts::{SheetRows, UsedLately, used_lately};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::response::{IntoResponse, Redirect};
use domain::date::display_time;
use leptos::prelude::*;
use vault::audit::{Due, State};

fn verdict(l: Locale, state: &State) -> AnyView {
    let Some(check) = &state.check else {
        return view! { <p class="note warm">{say!(l, audit.never_checked)}</p> }.into_any();
    };
    let small = say!(l, audit.checked_by, at = display_time(check.at), name = check.by.clone()).to_string();
    match check.found.broken {
        None => {
            let held =
                say!(l, audit.held, events = check.found.events, checkpoints = check.found.checkpoints).to_string();
            view! { <div class="note calm"><p><strong>{say!(l, audit.chain_holds)}</strong>" "{held}</p><p><small>{small}</small></p></div> }
                .into_any()
        }
        Some(place) => view! {
            <div class="note warm" role="alert">
                <p><strong>{say!(l, audit.chain_broken)}</strong></p>
                <p>{broken(l, place)}</p>
                <p><small>{small}</small></p>
            </div>
        }
        .into_any(),
    }
}

fn signed(l: Locale, state: &State) -> AnyView {
    let last = state.last.as_ref().map(|last| {
        let words = say!(
            l,
            audit.checkpoint_words,
            n = last.says.number,
            at = display_time(last.says.at),
            events = last.says.events
        );
        words.to_string()
    });
    let swept = state.swept.map(|(at, swept)| {
        let (keys, drafts, sessions) = (swept.wraps, swept.drafts, swept.sessions);
        say!(l, audit.swept_words, at = display_time(at), keys = keys, drafts = drafts, sessions = sessions).to_string()
    });
    let open = state.events - state.last.as_ref().map_or(0, |last| last.says.events);
    view! {
        <dl class="facts">
            <div><dt>{say!(l, audit.events)}</dt><dd>{state.events}</dd></div>
            <div><dt>{say!(l, audit.last_checkpoint)}</dt><dd>{last.unwrap_or_else(|| say!(l, audit.no_checkpoint).to_owned())}</dd></div>
            <div><dt>{say!(l, audit.not_signed)}</dt><dd>{open}</dd></div>
            {swept.map(|words| view! { <div><dt>{say!(l, audit.swept)}</dt><dd>{words}</dd></div> })}
        </dl>
        {(!state.signs).then(|| view! { <p class="note warm">{say!(l, audit.does_not_sign)}</p> })}
    }
    .into_any()
}

fn due(l: Locale, due: Due) -> AnyView {
    let ending: Vec<_> = due
        .ending
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td data-label=say!(l, audit.team)>{row.team}</td>
                    <td data-label=say!(l, audit.recipient)>{row.recipient}</td>
                    <td data-label=say!(l, audit.purpose)>{row.purpose.said(l)}</td>
                    <td class="num" data-label=say!(l, audit.number)>{row.number}</td>
                </tr>
            }
        })
        .collect();
    let owed: Vec<_> = due
        .owed
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td data-label=say!(l, audit.recipient)>{row.recipient}</td>
                    <td class="num" data-label=say!(l, audit.past)>{row.past}</td>
                    <td class="num" data-label=say!(l, audit.to_come)>{row.to_come}</td>
                </tr>
            }
        })
        .collect();
    let nothing = |words: &'static str| view! { <div class="empty"><p>{words}</p></div> }.into_any();
    let ending = if ending.is_empty() {
        nothing(say!(l, audit.nothing_ending))
    } else {
        view! {
            <table class="table stacked">
                <thead><tr>
                    <th scope="col">{say!(l, audit.team)}</th><th scope="col">{say!(l, audit.recipient)}</th>
                    <th scope="col">{say!(l, audit.purpose)}</th><th scope="col" class="num">{say!(l, audit.number)}</th>
                </tr></thead>
                <tbody>{ending}</tbody>
            </table>
        }
        .into_any()
    };
    let owed = if owed.is_empty() {
        nothing(say!(l, audit.nothing_owed))
    } else {
        view! {
            <table class="table stacked">
                <thead><tr>
                    <th scope="col">{say!(l, audit.recipient)}</th><th scope="col" class="num">{say!(l, audit.past)}</th>
                    <th scope="col" class="num">{say!(l, audit.to_come)}</th>
                </tr></thead>
                <tbody>{owed}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="sheet"><header><h2>{say!(l, audit.ending)}</h2></header>{ending}</section>
        <section class="sheet"><header><h2>{say!(l, audit.owed)}</h2></header>{owed}</section>
        <section class="sheet pad stack">
            <header><h2>{say!(l, nav.emergencies)}</h2><a href="/emergencies">{say!(l, emergency.all)}</a></header>
            <dl class="facts">
                <div><dt>{say!(l, emergency.count_open)}</dt><dd>{due.reviews.open}</dd></div>
                <div><dt>{say!(l, emergency.count_overdue)}</dt><dd>{due.reviews.overdue}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let state = vault.audit_state(member.actor()).await?.ok_or(Fault::NotFound)?;
    let sheets = vault.recovery_sheets(member.actor()).await?.ok_or(Fault::NotFound)?;
    let used = used_lately(&sheets, vault.now());
    let counted = vault.due(member.actor()).await?.ok_or(Fault::NotFound)?;
    let alerts = vault.emergencies(member.actor()).await?.ok_or(Fault::NotFound)?;
    let today = vault.today();
    Ok(Page::new(say!(l, nav.audit)).show(&member, move || {
        view! {
            <div class="head">
                <h1>{say!(l, audit.title)}</h1>
                <div>
                    <a class="button" href="/audit/search" data-key="/">{say!(l, audit.search)}" "<kbd>"/"</kbd></a>
                    <a class="button" href="/breaches">{say!(l, nav.breaches)}</a>
                </div>
            </div>
            {to_review(l, &alerts, today)}
            <UsedLately sheets=used />
            <div class="cols">
                <div>
                    <section class="sheet pad stack">
                        <header><h2>{say!(l, audit.state)}</h2><a href="/audit/checkpoints">{say!(l, audit.checkpoints)}</a></header>
                        {verdict(l, &state)}
                        {signed(l, &state)}
                        <form method="post" action="/audit"><button class="button main">{say!(l, audit.check_now)}</button></form>
                    </section>
                    <section class="sheet">
                        <header><h2>{say!(l, recovery_sheet.title)}</h2></header>
                        {if sheets.is_empty() {
                            view! { <div class="empty"><p>{say!(l, recovery_sheet.never)}</p></div> }.into_any()
                        } else {
                            view! { <SheetRows sheets team=true /> }.into_any()
                        }}
                    </section>
                </div>
                <div>{due(l, counted)}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn check(member: Member) -> PageResult {
    member.site.vault.check_audit_now(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to("/audit").into_response())
}
