//! `/directory/{listing}/feedback`: what a client said of a service, in two taps. Nothing says which client.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Layout, Once, Options, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::directory::{FeedbackForm, FeedbackReason};
use domain::id::{ListingId, SubmissionId};
use domain::problem::Problems;
use leptos::prelude::*;

async fn page(
    member: &Member,
    id: ListingId,
    form: FeedbackForm,
    number: Option<SubmissionId>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let entry = vault.listing(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    let once = number.unwrap_or_else(|| SubmissionId(vault.new_submission())).to_string();
    let path = member.path.clone();
    let labels = [("points", say!(l, directory.how_was_it)), ("reason", say!(l, directory.why))];
    Ok(Page::new(say!(l, directory.feedback)).form(&labels, problems).show(member, move || {
        let words = [
            say!(l, directory.points_1),
            say!(l, directory.points_2),
            say!(l, directory.points_3),
            say!(l, directory.points_4),
            say!(l, directory.points_5),
        ];
        let options = (1..=5).zip(words).map(|(points, words)| (points.to_string(), format!("{points} · {words}"), String::new())).collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, directory.feedback)}</h1><small>{entry.listing.service.said(l)}" · "{entry.name.clone()}</small></div>
                <div><a class="button quiet" href=format!("/directory/{id}")>{say!(l, form.back)}</a></div>
            </div>
            <form class="sheet pad stack" method="post" action=path autocomplete="off">
                <Summary />
                <Once form=once />
                <p class="note calm">{say!(l, directory.feedback_words)}</p>
                <Options name="points" chosen=vec![form.points] options layout=Layout::Across />
                <Choices<FeedbackReason> name="reason" chosen=vec![form.reason] layout=Layout::Across />
                <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    page(&member, id, FeedbackForm::default(), None, Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<FeedbackForm>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    match form.typed.check() {
        Ok(feedback) => {
            let once = form.form.ok_or(Fault::NotFound)?;
            member.site.vault.count_feedback(member.actor(), id, feedback, once).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to(&format!("/directory/{id}")).into_response())
        }
        Err(problems) => page(&member, id, form.typed, form.form, problems).await,
    }
}
