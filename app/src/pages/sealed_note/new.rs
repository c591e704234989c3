//! `/cases/{id}/sealed-notes/new`: one text, for oneself.

use super::{Open, plainly};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::of_case;
use crate::parts::TextArea;
use crate::parts::form::{Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::problem::{Problem, Problems};
use domain::sealed_note::SealedNoteForm;
use leptos::prelude::*;

fn page(member: &Member, open: Open, form: Posted<SealedNoteForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let path = member.path.clone();
    let back = format!("/cases/{}/sealed-notes", open.case);
    let rejected = !problems.is_empty();
    let labels = [("words", say!(l, sealed_note.words))];
    Page::new(say!(l, sealed_note.write)).form(&labels, problems).show(member, move || {
        view! {
            <div class="head"><div><h1>{say!(l, sealed_note.write)}</h1>{of_case(&open.head.label)}</div></div>
            {plainly(l)}
            <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard=if rejected { "unsaved" } else { "" }>
                <Summary />
                <Once form=number />
                <TextArea name="words" value=form.typed.words />
                <div class="actions">
                    <button class="button main">{say!(l, sealed_note.seal)}</button>
                    <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let open = Open::case(&member, &case).await?;
    Ok(page(&member, open, Posted::read(""), Problems::none()))
}

pub async fn submit(member: Member, Path(case): Path<String>, posted: Posted<SealedNoteForm>) -> PageResult {
    let vault = &member.site.vault;
    let open = Open::case(&member, &case).await?;
    let note = match posted.typed.check() {
        Ok(note) => note,
        Err(problems) => return Ok(page(&member, open, posted, problems)),
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    let written = vault.write_sealed_note(member.actor(), &open.ring, &open.casework, &note, number).await?;
    if written.is_none() {
        // The client stopped being supported while this was written: nothing is lost, and nothing was kept.
        return Ok(page(&member, open, posted, Problems::at("words", Problem::NotServed)));
    }
    Ok(Redirect::to(&format!("/cases/{}/sealed-notes", open.case)).into_response())
}
