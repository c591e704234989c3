//! `/cases/{id}/brief`: how to reach her, what is agreed and until when, what was done last, what waits. Made from what is
//! there; it can be printed, and nothing of it is kept.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::{casework_and_contact_of, next_words};
use crate::pages::consent::parts::{last_day, words};
use crate::pages::counselling::list::kind;
use crate::pages::referral::state_chip;
use crate::pages::scale::outcome::chips;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use domain::brief::{LOOKS_BACK_DAYS, consents, missed, referrals, scales, sessions};
use domain::date::{days_since, display};
use leptos::prelude::*;
use vault::consent::Entry;
use vault::counselling::Held;
use vault::referral::Standing;
use vault::scale::Taken;
use vault::segment;

/// Sessions and scales read for it: more than ninety days hold of either.
const READ: u32 = 200;

fn part(title: &'static str, rows: Vec<AnyView>, nothing: &'static str) -> AnyView {
    let body = rows_or(rows, nothing);
    view! { <section class="sheet"><header><h2>{title}</h2></header>{body}</section> }.into_any()
}

fn consent(l: Locale, entry: &Entry) -> AnyView {
    let until = say!(l, brief.until, day = last_day(entry.until)).to_string();
    view! { <li><div>{words(l, entry)}</div><small>{until}</small></li> }.into_any()
}

fn session(l: Locale, held: &Held) -> AnyView {
    let small = format!("{} · {}", display(held.session.held_on), held.recorded_by);
    let agreed = held.session.agreed.as_str().to_owned();
    view! { <li><div><strong>{kind(l, &held.session)}</strong>" "<small>{small}</small><p class="prose">{agreed}</p></div></li> }
        .into_any()
}

fn referral(l: Locale, standing: &Standing, receiver: &str, today: NaiveDate) -> AnyView {
    let days = days_since(standing.issued_at, today);
    let small =
        if days == 0 { say!(l, my_day.since_today).to_owned() } else { say!(l, brief.waits, n = days).to_string() };
    view! {
        <li>
            <div><a class="row-link who" href=format!("/referrals/{}", standing.id)>{receiver.to_owned()}</a><br /><small>{small}</small></div>
            {state_chip(l, standing.state)}
        </li>
    }
    .into_any()
}

fn scale(l: Locale, base: &str, taken: &Taken) -> AnyView {
    let scale = &taken.scale;
    let path = format!("{base}/scales/{}", taken.id);
    let total = format!("{} · {} / {}", scale.version().name(), scale.total(), scale.version().most());
    let protocol = scale.speaks_of_self_harm().then(|| view! { <p>{say!(l, brief.protocol)}</p> });
    view! {
        <li>
            <div><a class="row-link who" href=path>{total}</a>" "<small>{display(scale.taken_on)}</small>{protocol}</div>
            <div>{chips(l, scale)}</div>
        </li>
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    if ring.in_an_emergency() {
        return Ok(Redirect::to(&format!("/cases/{case}/emergency")).into_response());
    }
    let label = ring.take::<segment::Label>().ok_or(Fault::NotFound)?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let card = card_of(vault, ring.take::<segment::Contact>()).await?;
    let head = vault.case_head(&label).await?;
    let consents = consents(vault.consents(&casework).await?, |entry| (entry.live, entry.until));
    let held = vault.counsellings(&casework, READ).await?;
    let taken = vault.scales(&casework, 0, READ).await?;
    let sent = vault.standings(&casework).await?;
    let open = referrals(sent, |(standing, _)| (standing.state, standing.issued_at));
    let today = vault.today();
    let absences = missed(held.iter().map(|held| &held.session), today);
    let last = sessions(held, |held| &held.session, today);
    let asked = scales(taken, |taken| &taken.scale, today);
    Ok(Page::new(say!(l, brief.title)).show(&member, move || {
        let base = format!("/cases/{case}");
        let next = head.label.next.map_or(say!(l, brief.nothing_next).to_owned(), |next| {
            // Only what is overdue does not name itself.
            let named = if next.timing(today).is_late() { format!("{} · ", next.step.said(l)) } else { String::new() };
            format!("{named}{}", next_words(l, next, today))
        });
        let missed = (absences > 0).then(|| view! { <p>{say!(l, brief.missed, n = absences).to_string()}</p> });
        let made = say!(l, brief.made, day = display(today), n = LOOKS_BACK_DAYS).to_string();
        let consents = consents.iter().map(|entry| consent(l, entry)).collect();
        let open = open.iter().map(|(standing, receiver)| referral(l, standing, receiver, today)).collect();
        let last = last.iter().map(|held| session(l, held)).collect();
        let asked = asked.iter().map(|taken| scale(l, &base, taken)).collect();
        view! {
            <div class="head">
                <div>
                    <h1>{say!(l, brief.title)}": "{head.label.alias.as_str().to_owned()}" "<span class="code soft">{head.label.code.as_str().to_owned()}</span></h1>
                    <small>{made}</small>
                </div>
                <div>
                    <button class="button" type="button" data-print="">{say!(l, form.print)}</button>
                    <a class="button quiet" href=base.clone()>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            <section class="sheet pad stack"><h2>{say!(l, brief.next)}</h2><p><strong>{next}</strong></p>{missed}</section>
            <div class="cols flip">
                <div>
                    {safe_contact(l, card.as_ref(), None)}
                    {part(say!(l, brief.consents), consents, say!(l, brief.no_consents))}
                </div>
                <div>
                    {part(say!(l, brief.last), last, say!(l, brief.no_last))}
                    {part(say!(l, brief.referrals), open, say!(l, brief.no_referrals))}
                    {part(say!(l, brief.scales), asked, say!(l, brief.no_scales))}
                </div>
            </div>
        }
        .into_any()
    }))
}
