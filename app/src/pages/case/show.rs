//! `/cases/{id}`: code, safe-contact card, live consents as chips, next step, what happened last.

use super::card::{card_of, safe_contact};
use super::list::reason;
use super::next_words;
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::consent::parts::ConsentChips;
use crate::pages::counselling::list::{attendance, kind};
use crate::pages::referral::state_chip;
use crate::pages::sealed_note;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::consent::Segment;
use domain::counselling::Attendance;
use domain::date::{display, display_time, local_date};
use leptos::prelude::*;
use vault::counselling::Held;
use vault::emergency::OfCase;
use vault::referral::Standing;
use vault::segment;

/// Sessions shown on the case page.
const SESSIONS: u32 = 10;

fn session(l: Locale, held: Held) -> AnyView {
    let kind = kind(l, &held.session);
    let missed = (held.session.attendance != Attendance::Came).then(|| view! { <p>{attendance(l, &held.session)}</p> });
    let day = format!("{} · {}", display(held.session.held_on), held.recorded_by);
    let agreed = held.session.agreed.as_str().to_owned();
    let given: Vec<_> = held.session.services.iter().map(|given| given.said(l)).collect();
    let given =
        (!given.is_empty()).then(|| view! { <p class="soft">{say!(l, counselling.given)}": "{given.join(", ")}</p> });
    view! { <li><strong>{kind}</strong>" "<small>{day}</small>{missed}<p class="prose">{agreed}</p>{given}</li> }
        .into_any()
}

fn referral(l: Locale, standing: &Standing, receiver: String) -> AnyView {
    let sent = display_time(standing.issued_at);
    let link = format!("/referrals/{}", standing.id);
    view! {
        <li>
            <strong><a href=link>{say!(l, referral.title)}</a></strong>" "<small>{sent}" · "{receiver}</small>
            <p>{state_chip(l, standing.state)}</p>
        </li>
    }
    .into_any()
}

/// The one who carries the case tells the client, who may have no card to see it with.
fn emergency(l: Locale, one: &OfCase) -> AnyView {
    let small = format!("{} · {}", display_time(one.broken_at), one.broken_by);
    view! {
        <li>
            <strong>{say!(l, emergency.title)}</strong>" "<small>{small}</small>
            <p>{one.danger.said(l)}". "{say!(l, emergency.tell_her)}</p>
        </li>
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let segments = [Segment::Label, Segment::Contact, Segment::Casework];
    let mut ring = vault.open_case(member.actor(), case, &segments, reason(&member)).await?.ok_or(Fault::NotFound)?;
    if ring.in_an_emergency() {
        return Ok(Redirect::to(&format!("/cases/{case}/emergency")).into_response());
    }
    let label = ring.take::<segment::Label>().ok_or(Fault::NotFound)?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let contact = ring.take::<segment::Contact>();
    let head = vault.case_head(&label).await?;
    let consents = vault.consents(&casework).await?;
    let sessions = vault.counsellings(&casework, SESSIONS).await?;
    let referrals = vault.standings(&casework).await?;
    let emergencies = vault.emergencies_of(&casework).await?;
    let card = card_of(vault, contact).await?;
    let (now, today) = (vault.now(), vault.today());
    let (may_refer, may_record) = (member.actor().may(Action::Refer), member.actor().may(Action::RecordWork));
    let own_notes = vault.own_sealed_notes(member.actor(), &ring).await?.len();
    let holds_hiv = vault.holds_hiv(member.actor(), case).await?;
    let may_keep_notes = member.actor().may(Action::KeepSealedNotes);
    let may_edit = member.actor().may(Action::EditClient);
    let earlier = vault.earlier_records(member.actor(), case).await?.len();
    let may_give_card = member.actor().may(Action::GiveCard);
    let title = head.label.code.as_str().to_owned();
    Ok(Page::new(title).show(&member, move || {
        let base = format!("/cases/{case}");
        let next = head.label.next.map(|next| {
            let tone = if next.on < today { Tone::Now } else { Tone::Soon };
            view! { <Chip tone text=next_words(l, next, today) /> }
        });
        let opened = say!(l, case.opened_on, day = display(local_date(head.opened_at))).to_string();
        let mut line: Vec<(_, AnyView)> = sessions.into_iter().map(|held| (held.recorded_at, session(l, held))).collect();
        line.extend(referrals.into_iter().map(|(standing, receiver)| (standing.issued_at, referral(l, &standing, receiver))));
        line.extend(emergencies.iter().map(|one| (one.broken_at, emergency(l, one))));
        line.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let empty = line.is_empty();
        let line: Vec<_> = line.into_iter().map(|(_, view)| view).collect();
        let ledger = format!("{base}/consents");
        view! {
            <section class="sheet case-head">
                <div class="head">
                    <div>
                        <h1>{head.label.alias.as_str().to_owned()}" "<span class="code soft">{head.label.code.as_str().to_owned()}</span></h1>
                        <small>{opened}</small>
                    </div>
                    <div>
                        {may_refer.then(|| view! { <a class="button" href=format!("{base}/referrals/new")>{say!(l, referral.refer)}</a> })}
                        {may_record.then(|| view! { <a class="button main" href=format!("{base}/counselling/new") data-key="n">{say!(l, counselling.record)}</a> })}
                    </div>
                </div>
                {next.map(|next| view! { <p>{next}</p> })}
                <ConsentChips consents base=ledger now />
            </section>
            <div class="cols flip">
                <div>{safe_contact(l, card.as_ref(), may_edit.then(|| format!("{base}/contact")))}
                    {may_edit.then(|| view! { <p><a href=format!("{base}/name")>{say!(l, edit.name)}</a></p> })}
                    {(earlier > 0).then(|| view! { <p><a href=format!("{base}/earlier")>{say!(l, merge.earlier_n, n = earlier).to_string()}</a></p> })}
                    <p><a href=format!("{base}/scales")>{say!(l, scale.title)}</a></p>
                    <p><a href=format!("{base}/who-looked")>{say!(l, audit.who_looked)}</a></p>
                    {holds_hiv.then(|| view! { <p><a href=format!("{base}/article-30")>{say!(l, hiv.title)}</a></p> })}
                    {may_keep_notes.then(|| view! { <p><a href=format!("{base}/sealed-notes")>{sealed_note::link_words(l, own_notes)}</a></p> })}
                    {may_give_card.then(|| view! { <p><a href=format!("{base}/card")>{say!(l, card.of_client)}</a></p> })}
                    <p><a href=format!("{base}/rights")>{say!(l, nav.rights)}</a></p>
                </div>
                <div>
                    <section class="sheet">
                        <header><h2>{say!(l, case.timeline)}</h2><a href=format!("{base}/counselling")>{say!(l, counselling.series)}</a></header>
                        {empty.then(|| view! { <div class="empty"><p>{say!(l, case.timeline_empty)}</p></div> })}
                        <ol class="line">{line}</ol>
                    </section>
                </div>
            </div>
        }
        .into_any()
    }))
}
