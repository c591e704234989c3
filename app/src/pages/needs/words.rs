//! `/cases/{id}/needs/words`: her strengths and her own words. Who writes second sees what the first wrote, and chooses.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_of, of_case};
use crate::parts::TextArea;
use crate::parts::form::{Once, Summary};
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::date::display_time;
use domain::id::CaseId;
use domain::needs::NeedWordsForm;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use serde::Deserialize;
use vault::needs::{Kept, WordsSaved};
use vault::{Opened, Ring, segment};

/// What is typed, and the number of what it was begun from.
#[derive(Default, Deserialize)]
pub struct Writing {
    #[serde(default)]
    seen: String,
    #[serde(flatten)]
    typed: NeedWordsForm,
}

fn told(l: Locale, kept: &Kept) -> AnyView {
    let by = say!(l, needs.by, name = kept.recorded_by.clone(), at = display_time(kept.recorded_at)).to_string();
    let form = NeedWordsForm::of(&kept.words);
    let parts = [(say!(l, needs.strengths), form.strengths), (say!(l, needs.own_words), form.words)];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(label, words)| view! { <div><dt>{label}</dt><dd class="prose">{words}</dd></div> })
        .collect();
    view! { <dl class="facts">{parts}</dl><small>{by}</small> }.into_any()
}

/// What stands now, for the page of needs.
pub fn voice(l: Locale, case: CaseId, kept: Option<&Kept>, may_write: bool) -> AnyView {
    let words =
        kept.map_or_else(|| view! { <p class="soft">{say!(l, needs.voice_none)}</p> }.into_any(), |kept| told(l, kept));
    let edit = may_write
        .then(|| view! { <p><a href=format!("/cases/{case}/needs/words")>{say!(l, needs.voice_edit)}</a></p> });
    view! { <section class="sheet pad stack"><h2>{say!(l, needs.voice)}</h2>{words}{edit}</section> }.into_any()
}

async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<Writing>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let casework: Opened<segment::Casework> = ring.take().ok_or(Fault::NotFound)?;
    let meanwhile = problems.of("strengths") == Some(Problem::ChangedMeanwhile);
    let theirs = if meanwhile { vault.need_words(&casework).await? } else { None };
    let number = form.number(vault).to_string();
    let seen = theirs.as_ref().map_or(form.typed.seen, |theirs| theirs.number.to_string());
    let labels = [("strengths", say!(l, needs.strengths)), ("words", say!(l, needs.own_words))];
    let page = Page::new(say!(l, needs.voice)).form(&labels, problems);
    let page = if meanwhile { page.status(StatusCode::CONFLICT) } else { page };
    Ok(page.show(member, move || {
        let back = format!("/cases/{case}/needs");
        let theirs = theirs.map(|theirs| {
            let saved = told(l, &theirs);
            crate::parts::theirs(l, &theirs.recorded_by, theirs.recorded_at, saved, &back)
        });
        view! {
            <div class="head"><div><h1>{say!(l, needs.voice)}</h1>{of_case(&head.label)}</div></div>
            <form class="sheet pad stack" method="post" action=format!("/cases/{case}/needs/words") autocomplete="off" data-guard="">
                <Summary />
                {theirs}
                <Once form=number />
                <input type="hidden" name="seen" value=seen />
                <TextArea name="strengths" value=form.typed.typed.strengths hint=say!(l, needs.strengths_hint) />
                <TextArea name="words" value=form.typed.typed.words hint=say!(l, needs.own_words_hint) />
                <div class="actions">
                    <button class="button main">{if meanwhile { say!(l, edit.keep_mine) } else { say!(l, form.save) }}</button>
                    <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let (_, mut ring) = casework_of(&member, &id).await?;
    let casework: Opened<segment::Casework> = ring.take().ok_or(Fault::NotFound)?;
    let kept = member.site.vault.need_words(&casework).await?;
    let mut form = Posted::<Writing>::read("");
    form.typed.seen = kept.as_ref().map_or(0, |kept| kept.number).to_string();
    form.typed.typed = kept.map(|kept| NeedWordsForm::of(&kept.words)).unwrap_or_default();
    page(&member, casework_of(&member, &id).await?, form, Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<Writing>) -> PageResult {
    let (case, mut ring) = casework_of(&member, &id).await?;
    let words = match form.typed.typed.check() {
        Ok(words) => words,
        Err(problems) => return page(&member, (case, ring), form, problems).await,
    };
    let number = form.number(&member.site.vault);
    let seen = form.typed.seen.parse().unwrap_or(-1);
    let problem = match member.site.vault.write_need_words(member.actor(), &mut ring, &words, seen, number).await? {
        Some(WordsSaved::Now) => return Ok(Redirect::to(&format!("/cases/{case}/needs")).into_response()),
        Some(WordsSaved::Meanwhile) => Problem::ChangedMeanwhile,
        None => Problem::NotServed,
    };
    page(&member, casework_of(&member, &id).await?, form, Problems::at("strengths", problem)).await
}
