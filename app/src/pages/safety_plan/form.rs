//! The form of a safety plan: a field for each step, none of which must be filled.

use super::{Below, steps};
use crate::fault::Fault;
use crate::form::Posted;
use crate::islands::DraftKeeper;
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::of_case;
use crate::parts::TextArea;
use crate::parts::form::{Day, Once, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{CaseId, SafetyPlanId};
use domain::problem::Problems;
use domain::safety_plan::{SafetyPart, SafetyPlanForm};
use leptos::prelude::*;
use serde::Deserialize;
use vault::safety_plan::Kept;
use vault::{DraftOf, Ring, segment};

/// What is typed, and the version it began from; nothing for the first one.
#[derive(Default, Deserialize)]
pub struct Begun {
    #[serde(default)]
    pub seen: String,
    #[serde(flatten)]
    pub typed: SafetyPlanForm,
}

impl Begun {
    /// The version. What cannot be read is a version nobody wrote.
    pub fn began_from(&self) -> Option<SafetyPlanId> {
        (!self.seen.is_empty()).then(|| self.seen.parse().unwrap_or(SafetyPlanId(uuid::Uuid::nil())))
    }
}

fn labels(l: Locale) -> Vec<(&'static str, &'static str)> {
    let parts = SafetyPart::ALL.iter().map(|part| (part.code(), part.said(l)));
    parts.chain([("made_on", say!(l, safety_plan.made_on))]).collect()
}

/// The form; with what another saved meanwhile beside it, if it came to that, or when the draft in it was kept.
pub async fn page(
    member: &Member,
    (case, mut ring): (CaseId, Ring),
    form: Posted<Begun>,
    problems: Problems,
    (meanwhile, kept): (Option<Kept>, Option<String>),
) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let card = card_of(vault, ring.take()).await?;
    let number = form.number(vault).to_string();
    let (action, mine) = (member.path.clone(), meanwhile.is_some());
    let guard = if problems.is_empty() && !mine { "" } else { "unsaved" };
    let page = Page::new(say!(l, safety_plan.title)).form(&labels(l), problems).with_islands();
    let page = if mine { page.status(StatusCode::CONFLICT) } else { page };
    Ok(page.show(member, move || {
        let back = format!("/cases/{case}/safety-plan");
        let Begun { seen, typed } = form.typed;
        let seen = meanwhile.as_ref().map_or(seen, |kept| kept.id.to_string());
        let theirs = meanwhile.map(|kept| {
            let saved = steps(l, &kept.plan, Below::Section);
            crate::parts::theirs(l, &kept.recorded_by, kept.recorded_at, saved, &back)
        });
        let parts: Vec<_> = SafetyPart::ALL
            .iter()
            .map(|part| view! { <TextArea name=part.code() value=typed.typed(*part).to_owned() /> })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, safety_plan.title)}</h1>{of_case(&head.label)}</div>
            </div>
            <div class="cols">
                <form class="sheet pad stack" method="post" action=action autocomplete="off" data-draft="" data-guard=guard>
                    <Summary />
                    {theirs}
                    <Once form=number />
                    <input type="hidden" name="seen" value=seen />
                    {kept.map(|at| view! { <p class="note calm" role="status">{say!(l, counselling.draft_found, at = at).to_string()}</p> })}
                    <p class="soft">{say!(l, safety_plan.form_words)}</p>
                    {parts}
                    <Day name="made_on" value=typed.made_on.clone() />
                    <DraftKeeper form=DraftOf::SafetyPlan(case).form().to_owned() case=case.to_string() kept=say!(l, counselling.draft_kept).to_owned() failed=say!(l, counselling.draft_failed).to_owned() />
                    <div class="actions">
                        <button class="button main" name="intent" value="save">{if mine { say!(l, edit.keep_mine) } else { say!(l, form.save) }}</button>
                        <button class="button quiet" name="intent" value="draft">{say!(l, counselling.keep_draft)}</button>
                        <a class="button quiet" href=back>{say!(l, form.cancel)}</a>
                    </div>
                </form>
                <div>{safe_contact(l, card.as_ref(), None)}</div>
            </div>
        }
        .into_any()
    }))
}
