//! `/note-reviews`: the notes that were drawn and wait for an answer; drawing more.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::Once;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect};
use domain::date::{display, local_date};
use leptos::prelude::*;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let picked = vault.picked_notes(member.actor()).await?.ok_or(Fault::NotFound)?;
    let number = vault.new_submission().to_string();
    Ok(Page::new(say!(l, note_review.title)).show(&member, move || {
        let rows: Vec<_> = picked
            .into_iter()
            .map(|one| {
                let path = format!("/cases/{}/counselling/{}/review", one.case, one.note);
                let day = say!(l, note_review.recorded_on, day = display(local_date(one.recorded_at))).to_string();
                let named = format!("{}: {} · {day}", say!(l, note_review.review), one.worker);
                view! { <li><div><a class="row-link who" href=path aria-label=named>{one.worker}</a><br /><small>{day}</small></div></li> }
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, note_review.title)}</h1><small>{say!(l, note_review.words)}</small></div>
                <div>
                    <form method="post" action="/note-reviews">
                        <Once form=number />
                        <button class="button main">{say!(l, note_review.draw)}</button>
                    </form>
                    <a class="button quiet" href="/supervision">{say!(l, form.back)}</a>
                </div>
            </div>
            <section class="sheet">
                {rows_or(rows, say!(l, note_review.none))}
            </section>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, form: Posted<()>) -> PageResult {
    // Without its number it draws nothing: there is nothing to tell two posts apart by.
    if let Some(number) = form.form {
        member.site.vault.draw_notes(member.actor(), number).await?.ok_or(Fault::NotFound)?;
    }
    Ok(Redirect::to("/note-reviews").into_response())
}
