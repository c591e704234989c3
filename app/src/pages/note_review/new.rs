//! `/cases/{id}/counselling/{session}/review`: one note, and what the supervisor says of it.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::counselling::list::{attendance, kind};
use crate::parts::TextArea;
use crate::parts::form::{Choices, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::audit::Reason;
use domain::consent::Segment;
use domain::date::display;
use domain::note_review::{Finding, NoteReviewForm};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::counselling::Held;
use vault::{Opened, Ring, segment};

struct Note {
    ring: Ring,
    casework: Opened<segment::Casework>,
    held: Held,
}

impl Note {
    async fn open(member: &Member, (case, note): (&str, &str)) -> Result<Self, Fault> {
        let (case, note) = (case.parse().map_err(|_| Fault::NotFound)?, note.parse().map_err(|_| Fault::NotFound)?);
        let vault = &member.site.vault;
        let opened = vault.open_case(member.actor(), case, &[Segment::Casework], Reason::Supervision).await?;
        let mut ring = opened.ok_or(Fault::NotFound)?;
        let casework = ring.take().ok_or(Fault::NotFound)?;
        let held = vault.counselling(&casework, note).await?.ok_or(Fault::NotFound)?;
        Ok(Self { ring, casework, held })
    }
}

fn page(member: &Member, note: Note, form: Posted<NoteReviewForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let path = member.path.clone();
    let labels = [("finding", say!(l, note_review.finding)), ("words", say!(l, note_review.tell))];
    Page::new(say!(l, note_review.review)).form(&labels, problems).show(member, move || {
        let session = &note.held.session;
        let small = format!("{} · {}", display(session.held_on), note.held.recorded_by);
        view! {
            <h1>{say!(l, note_review.review)}</h1>
            <section class="sheet pad stack">
                <p><strong>{kind(l, session)}</strong>" "<small>{small}</small>" "{attendance(l, session)}</p>
                <p class="prose">{session.agreed.as_str().to_owned()}</p>
            </section>
            <form class="sheet pad stack" method="post" action=path>
                <Summary />
                <Once form=number />
                <p class="soft">{say!(l, note_review.who_reads)}</p>
                <Choices<Finding> name="finding" chosen=vec![form.typed.finding] />
                <TextArea name="words" value=form.typed.words />
                <div class="actions">
                    <button class="button main">{say!(l, note_review.send)}</button>
                    <a class="button quiet" href="/note-reviews">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path((case, note)): Path<(String, String)>) -> PageResult {
    let note = Note::open(&member, (&case, &note)).await?;
    // Nothing is added to a case that is closed.
    if member.site.vault.closed(&note.casework).await?.is_some() {
        return Err(Fault::NotFound);
    }
    Ok(page(&member, note, Posted::read(""), Problems::none()))
}

pub async fn submit(
    member: Member,
    Path((case, note)): Path<(String, String)>,
    posted: Posted<NoteReviewForm>,
) -> PageResult {
    let vault = &member.site.vault;
    let note = Note::open(&member, (&case, &note)).await?;
    let review = match posted.typed.check() {
        Ok(review) => review,
        Err(problems) => return Ok(page(&member, note, posted, problems)),
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    let written = vault.review_note(member.actor(), &note.ring, &note.casework, note.held.id, &review, number).await?;
    if written.is_none() {
        // Somebody answered it or closed the case meanwhile, or who wrote it opens the case no more.
        return Ok(page(&member, note, posted, Problems::at("words", Problem::ChangedMeanwhile)));
    }
    Ok(Redirect::to("/note-reviews").into_response())
}
