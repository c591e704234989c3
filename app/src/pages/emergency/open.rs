//! `/cases/{id}/emergency`: the case while it is open because the glass was broken. What helps now, and until when.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::audit::Reason;
use domain::consent::Segment;
use domain::date::{display, display_time};
use leptos::prelude::*;
use vault::counselling::Held;
use vault::segment;

/// Sessions shown.
const SESSIONS: u32 = 10;

fn session(l: Locale, held: Held) -> AnyView {
    let day = format!("{} · {}", display(held.session.held_on), held.recorded_by);
    view! {
        <li><strong>{held.session.kind.said(l)}</strong>" "<small>{day}</small><p class="prose">{held.session.agreed.as_str().to_owned()}</p></li>
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let segments = [Segment::Label, Segment::Identity, Segment::Contact, Segment::Casework];
    let mut ring = vault.open_case(member.actor(), case, &segments, Reason::Emergency).await?.ok_or(Fault::NotFound)?;
    let label = ring.take::<segment::Label>().ok_or(Fault::NotFound)?;
    let Some(until) = vault.open_until(member.actor(), &ring).await? else {
        return Ok(Redirect::to(&format!("/cases/{case}")).into_response());
    };
    let head = vault.case_head(&label).await?;
    let name = match ring.take::<segment::Identity>() {
        Some(identity) => vault.identity(&identity).await?.name,
        None => None,
    };
    let contact = ring.take::<segment::Contact>();
    let reach = contact.is_some();
    let card = card_of(vault, contact).await?;
    let sessions = match ring.take::<segment::Casework>() {
        Some(casework) => Some(vault.counsellings(&casework, SESSIONS).await?),
        None => None,
    };
    Ok(Page::new(head.label.code.as_str().to_owned()).show(&member, move || {
        let banner = say!(l, emergency.banner, at = display_time(until)).to_string();
        let name = name.map(|name| view! { <p>{say!(l, client.name)}": "<strong>{name.as_str().to_owned()}</strong></p> });
        let writes = sessions.is_some();
        let work = sessions.map(|sessions| {
            let empty = sessions.is_empty();
            let line: Vec<_> = sessions.into_iter().map(|held| session(l, held)).collect();
            view! {
                <section class="sheet">
                    <header><h2>{say!(l, case.timeline)}</h2></header>
                    {empty.then(|| view! { <div class="empty"><p>{say!(l, case.timeline_empty)}</p></div> })}
                    <ol class="line">{line}</ol>
                </section>
            }
        });
        view! {
            <div class="note warm" role="status">
                <p><strong>{banner}</strong></p>
                <p>{say!(l, emergency.banner_words)}</p>
            </div>
            <section class="sheet case-head">
                <div class="head">
                    <div>
                        <h1>{head.label.alias.as_str().to_owned()}" "<span class="code soft">{head.label.code.as_str().to_owned()}</span></h1>
                        {name}
                    </div>
                    <div>{writes.then(|| view! { <a class="button main" href=format!("/cases/{case}/counselling/new") data-key="n">{say!(l, counselling.record)}</a> })}</div>
                </div>
            </section>
            <div class="cols flip">
                <div>{reach.then(|| safe_contact(l, card.as_ref(), None))}<p><a href="/emergency">{say!(l, emergency.more)}</a></p></div>
                <div>{work}</div>
            </div>
        }
        .into_any()
    }))
}
