//! `/cases/{id}/sealed-notes/{note}`: one sealed note, opened by its author.

use super::{Open, plainly};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::of_case;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use domain::date::display_time;
use leptos::prelude::*;

pub async fn show(member: Member, Path((case, note)): Path<(String, String)>) -> PageResult {
    let l = member.l;
    let open = Open::case(&member, &case).await?;
    let note = note.parse().map_err(|_| Fault::NotFound)?;
    let (note, at) =
        member.site.vault.open_sealed_note(member.actor(), open.case, note).await?.ok_or(Fault::NotFound)?;
    let back = format!("/cases/{}/sealed-notes", open.case);
    Ok(Page::new(say!(l, sealed_note.title)).show(&member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, sealed_note.title)}</h1>{of_case(&open.head.label)}</div>
                <div><a class="button quiet" href=back>{say!(l, form.back)}</a></div>
            </div>
            <section class="sheet pad stack">
                <p class="soft">{say!(l, sealed_note.written_at, at = display_time(at)).to_string()}</p>
                <p class="prose">{note.words.as_str().to_owned()}</p>
            </section>
            {plainly(l)}
        }
        .into_any()
    }))
}
