//! `/cases/{id}/note-reviews`: what was said of one's notes on a case.

use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::consent::Segment;
use domain::date::{display, display_time};
use domain::note_review::Finding;
use leptos::prelude::*;
use std::collections::HashMap;
use vault::note_review::Reviewed;
use vault::segment;

/// Sessions among which the one of an answer is looked for.
const READ: u32 = 200;

fn row(l: Locale, one: Reviewed, of: Option<String>) -> AnyView {
    let tone = if one.review.finding == Finding::Good { Tone::Live } else { Tone::Soon };
    let small = format!("{} · {}", one.by, display_time(one.at));
    view! {
        <li>
            <p><strong>{of}</strong>" "<Chip tone text=one.review.finding.said(l) /></p>
            <p class="prose">{one.review.words.as_str().to_owned()}</p>
            <small>{small}</small>
        </li>
    }
    .into_any()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let opened = vault.open_case(member.actor(), case, &[Segment::Casework], reason(&member)).await?;
    let mut ring = opened.ok_or(Fault::NotFound)?;
    if ring.in_an_emergency() {
        return Ok(Redirect::to(&format!("/cases/{case}/emergency")).into_response());
    }
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let reviews = vault.reviews_of(&casework).await?;
    let sessions = vault.counsellings(&casework, READ).await?;
    let days: HashMap<_, _> = sessions.iter().map(|held| (held.id, display(held.session.held_on))).collect();
    Ok(Page::new(say!(l, note_review.of_case)).show(&member, move || {
        let none = reviews.is_empty();
        let rows: Vec<_> = reviews
            .into_iter()
            .map(|one| {
                let of = days.get(&one.note).map(|day| say!(l, note_review.session_of, day = day.clone()).to_string());
                row(l, one, of)
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, note_review.of_case)}</h1></div>
                <div><a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></div>
            </div>
            <section class="sheet pad">
                {none.then(|| view! { <div class="empty"><p>{say!(l, note_review.nothing_said)}</p></div> })}
                <ol class="line">{rows}</ol>
            </section>
        }
        .into_any()
    }))
}
