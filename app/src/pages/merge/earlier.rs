//! `/cases/{id}/earlier`: the earlier records that this case carries on, each opened with its own keys and only while its
//! own consent lives; and taking them apart again.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::list::reason;
use crate::pages::case::of_case;
use crate::pages::consent::parts::{ConsentChips, last_day};
use crate::pages::counselling::list::kind;
use crate::pages::referral::state_chip;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use chrono::{DateTime, Utc};
use domain::client::SafeContact;
use domain::consent::Segment;
use domain::date::{display, display_time, local_date};
use domain::id::{CaseId, MergeId};
use domain::merge::{may_undo, undo_until};
use leptos::prelude::*;
use serde::Deserialize;
use vault::case::CaseHead;
use vault::consent::Entry;
use vault::counselling::Held;
use vault::merge::Earlier;
use vault::referral::Standing;
use vault::{Opened, Ring, segment};

/// Sessions shown of each record; the rest is on its own page.
const SESSIONS: u32 = 20;

/// An earlier record, opened.
struct Record {
    earlier: Earlier,
    head: CaseHead,
    card: Option<SafeContact>,
    consents: Vec<Entry>,
    sessions: Vec<Held>,
    referrals: Vec<(Standing, String)>,
}

async fn label(member: &Member, case: CaseId, segments: &[Segment]) -> Result<(Ring, Opened<segment::Label>), Fault> {
    let opened = member.site.vault.open_case(member.actor(), case, segments, reason(member)).await?;
    let mut ring = opened.ok_or(Fault::NotFound)?;
    let label = ring.take().ok_or(Fault::NotFound)?;
    Ok((ring, label))
}

async fn record(member: &Member, earlier: Earlier) -> Result<Record, Fault> {
    let vault = &member.site.vault;
    let segments = [Segment::Label, Segment::Contact, Segment::Casework];
    let (mut ring, proof) = label(member, earlier.case, &segments).await?;
    let head = vault.case_head(&proof).await?;
    let card = card_of(vault, ring.take()).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let consents = vault.consents(&casework).await?;
    let sessions = vault.counsellings(&casework, SESSIONS).await?;
    let referrals = vault.standings(&casework).await?;
    Ok(Record { earlier, head, card, consents, sessions, referrals })
}

fn sheet(l: Locale, path: &str, record: Record, now: DateTime<Utc>, may_undo_it: bool) -> AnyView {
    let Record { earlier, head, card, consents, sessions, referrals } = record;
    let base = format!("/cases/{}", earlier.case);
    let code = head.label.code.as_str().to_owned();
    let by = say!(l, merge.by, who = earlier.merged_by, day = display(local_date(earlier.merged_at))).to_string();
    let none = sessions.is_empty().then(|| view! { <p class="soft">{say!(l, merge.no_sessions)}</p> });
    let sessions: Vec<_> = sessions
        .into_iter()
        .map(|held| {
            let day = format!("{} · {}", display(held.session.held_on), held.recorded_by);
            let agreed = held.session.agreed.as_str().to_owned();
            view! { <li><strong>{kind(l, &held.session)}</strong>" "<small>{day}</small><p class="prose">{agreed}</p></li> }
        })
        .collect();
    let referrals: Vec<_> = referrals
        .into_iter()
        .map(|(standing, receiver)| {
            let link = format!("/referrals/{}", standing.id);
            let when = format!("{} · ", display_time(standing.issued_at));
            view! { <li><a href=link>{receiver}</a>" "<small>{when}</small>{state_chip(l, standing.state)}</li> }
        })
        .collect();
    let referrals = (!referrals.is_empty()).then(|| view! { <h3>{say!(l, merge.referrals)}</h3><ul>{referrals}</ul> });
    let pages = [
        ("consents", say!(l, consent.ledger)),
        ("counselling", say!(l, counselling.series)),
        ("scales", say!(l, scale.title)),
        ("who-looked", say!(l, audit.who_looked)),
        ("rights", say!(l, nav.rights)),
    ]
    .map(|(page, words)| {
        let named = format!("{words}: {code}");
        view! { <a class="button quiet" href=format!("{base}/{page}") aria-label=named>{words}</a> }
    });
    let all_pages = say!(l, merge.pages, code = code.clone()).to_string();
    let undo = if !may_undo(earlier.merged_at, now) {
        view! { <p class="soft">{say!(l, merge.too_late)}</p> }.into_any()
    } else if may_undo_it {
        let named = format!("{}: {code}", say!(l, merge.undo));
        view! {
            <form class="stack" method="post" action=path.to_owned()>
                <input type="hidden" name="merge" value=earlier.merge.to_string() />
                <p class="soft">{say!(l, merge.undo_words, day = last_day(undo_until(earlier.merged_at))).to_string()}</p>
                <div class="actions still"><button class="button" aria-label=named>{say!(l, merge.undo)}</button></div>
            </form>
        }
        .into_any()
    } else {
        ().into_any()
    };
    let ledger = format!("{base}/consents");
    view! {
        <section class="sheet pad stack">
            <h2>{head.label.alias.as_str().to_owned()}" "<span class="code soft">{code}</span></h2>
            <small>{say!(l, case.opened_on, day = display(local_date(head.opened_at))).to_string()}" · "{by}</small>
            <ConsentChips consents base=ledger now />
            {safe_contact(l, card.as_ref(), None)}
            <h3>{say!(l, merge.sessions)}</h3>
            {none}
            <ol class="line">{sessions}</ol>
            {referrals}
            <nav class="chips" aria-label=all_pages>{pages}</nav>
            {undo}
        </section>
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let (ring, proof) = label(&member, case, &[Segment::Label]).await?;
    if ring.in_an_emergency() {
        return Ok(Redirect::to(&format!("/cases/{case}/emergency")).into_response());
    }
    let head = vault.case_head(&proof).await?;
    let mut records = Vec::new();
    for earlier in vault.earlier_records(member.actor(), case).await? {
        match record(&member, earlier).await {
            Ok(opened) => records.push(opened),
            // Taken back since the list was made: as if it had never been here.
            Err(Fault::NotFound) => {}
            Err(fault) => return Err(fault),
        }
    }
    let now = vault.now();
    let may = member.actor().may(domain::access::Action::CompareCases);
    let path = member.path.clone();
    Ok(Page::new(say!(l, merge.title)).show(&member, move || {
        let none = records.is_empty().then(|| view! { <div class="sheet empty"><p>{say!(l, merge.none)}</p></div> });
        let sheets: Vec<_> = records.into_iter().map(|record| sheet(l, &path, record, now, may)).collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, merge.title)}</h1>{of_case(&head.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <p class="soft">{say!(l, merge.words)}</p>
            {none}
            {sheets}
        }
        .into_any()
    }))
}

#[derive(Default, Deserialize)]
pub struct UndoForm {
    #[serde(default)]
    merge: String,
}

/// Takes one apart. When it cannot be done any more, the page says so by itself.
pub async fn undo(member: Member, Path(id): Path<String>, form: Posted<UndoForm>) -> PageResult {
    let vault = &member.site.vault;
    let case: CaseId = id.parse().map_err(|_| Fault::NotFound)?;
    let (ring, carrying) = label(&member, case, &[Segment::Label]).await?;
    let wanted = form.typed.merge.parse::<MergeId>().ok();
    let standing = vault.earlier_records(member.actor(), case).await?;
    if let Some(earlier) = standing.into_iter().find(|earlier| Some(earlier.merge) == wanted) {
        let (carried_ring, carried) = label(&member, earlier.case, &[Segment::Label]).await?;
        let (of, into) = ((&carried_ring, &carried), (&ring, &carrying));
        vault.undo_merge(member.actor(), earlier.merge, of, into, reason(&member)).await?.ok_or(Fault::NotFound)?;
    }
    Ok(Redirect::to(&format!("/cases/{case}/earlier")).into_response())
}
