//! `/cases/{id}/consents`: the whole ledger, purpose × recipient × compartments × period, and what can be done.

use super::Open;
use super::parts::{is_live, last_day, standing_chip, words};
use crate::fault::PageResult;
use crate::page::Page;
use crate::pages::case::of_case;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::consent::{Purpose, Standing};
use domain::date::{display, local_date};
use leptos::prelude::*;
use vault::consent::Entry;

fn row(l: Locale, base: &str, entry: &Entry, now: DateTime<Utc>) -> AnyView {
    let what = words(l, entry);
    let opens: Vec<_> = entry.segments.iter().map(|segment| segment.said(l)).collect();
    let from = display(local_date(entry.from));
    let period = if entry.standing == Standing::Declined {
        say!(l, consent.asked_on, day = from).to_string()
    } else {
        say!(l, consent.period_words, from = from, until = last_day(entry.until)).to_string()
    };
    let link = |deed: &str| format!("{base}/{}/{deed}", entry.id);
    let live = entry.live.then(|| {
        let renew = say!(l, consent.renew_of, what = what.clone()).to_string();
        let withdraw = say!(l, consent.withdraw_of, what = what.clone()).to_string();
        view! {
            {entry.purpose.is_renewed().then(|| view! { <a href=link("renewal") aria-label=renew>{say!(l, consent.renew)}</a> })}
            <a href=link("withdrawal") aria-label=withdraw>{say!(l, consent.withdraw)}</a>
        }
    });
    let receipt = (entry.standing != Standing::Declined).then(|| {
        let label = say!(l, consent.receipt_of, what = what.clone()).to_string();
        view! { <a href=link("receipt") aria-label=label>{say!(l, consent.receipt)}</a> }
    });
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td data-label=say!(l, consent.opens)>{opens.join(", ")}</td>
            <td data-label=say!(l, consent.period)>{period}</td>
            <td data-label=say!(l, consent.state)>{standing_chip(l, entry, now)}</td>
            <td class="deeds">{live}{receipt}</td>
        </tr>
    }
    .into_any()
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let open = Open::case(&member, &case).await?;
    let head = vault.case_head(&open.label).await?;
    let entries = vault.consents(&open.casework).await?;
    let now = vault.now();
    let (case, base) = (open.case, member.path.clone());
    let may_record = member.actor().may(Action::RecordConsent);
    let served = is_live(&entries, Purpose::Services);
    let asks = !is_live(&entries, Purpose::Emergency) && !open.ring.in_an_emergency();
    Ok(Page::new(say!(l, consent.ledger)).show(&member, move || {
        let rows: Vec<_> = entries.iter().map(|entry| row(l, &base, entry, now)).collect();
        view! {
            <div class="head">
                <div>
                    <h1>{say!(l, consent.ledger)}</h1>
                    {of_case(&head.label)}
                </div>
                <div>
                    <a class="button" href=format!("{base}/evidence")>{say!(l, consent.pack)}</a>
                    <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            {(!served).then(|| view! {
                <div class="note warm">
                    <p>{say!(l, consent.resume_words)}</p>
                    <p><a class="button" href=format!("{base}/services")>{say!(l, consent.resume)}</a></p>
                </div>
            })}
            {asks.then(|| view! {
                <div class="note">
                    <p>{say!(l, consent.ask_emergency_words)}</p>
                    <p><a class="button" href=format!("{base}/emergency")>{say!(l, consent.ask_emergency)}</a></p>
                </div>
            })}
            <p class="soft">{say!(l, consent.ledger_words)}</p>
            {may_record.then(|| view! { <p><a href=format!("/cases/{case}/article-30/consent")>{say!(l, hiv.ask)}</a></p> })}
            <div class="sheet scroll" tabindex="0" role="region" aria-label=say!(l, consent.ledger)>
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">{say!(l, consent.purpose)}</th>
                            <th scope="col">{say!(l, consent.opens)}</th>
                            <th scope="col">{say!(l, consent.period)}</th>
                            <th scope="col">{say!(l, consent.state)}</th>
                            <th scope="col">{say!(l, consent.deeds)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }))
}
