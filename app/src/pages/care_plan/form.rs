//! The form of a version: her goals, each with its steps; one of each stands empty below what is filled.

use super::parts::whole;
use crate::fault::Fault;
use crate::form::Posted;
use crate::islands::DraftKeeper;
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::of_case;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Input, Layout, Once, Select, Summary, Tick};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::http::StatusCode;
use axum::response::Response;
use domain::care_plan::{CarePlanForm, Doer, GOALS, GoalFields, StepFields};
use domain::id::CaseId;
use domain::needs::NeedDomain;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::care_plan::Version;
use vault::{DraftOf, Opened, segment};

/// What the form is for.
pub enum About {
    /// The first version, or another one.
    Version,
    /// The same, from a draft that was kept at that time.
    Draft(String),
    /// Another one, after somebody else wrote theirs: in whose place hers would stand.
    Meanwhile(Box<Version>),
}

/// The labels of every field there can be.
fn labels(l: Locale) -> Vec<(&'static str, &'static str)> {
    let mut labels = vec![("agreed_on", say!(l, care_plan.agreed_on))];
    for goal in &GOALS {
        labels.extend([
            (goal.need, say!(l, care_plan.need)),
            (goal.words, say!(l, care_plan.words)),
            (goal.measure, say!(l, care_plan.measure)),
            (goal.gone, say!(l, care_plan.gone)),
        ]);
        for step in &goal.steps {
            labels.extend([
                (step.what, say!(l, care_plan.what)),
                (step.doer, say!(l, care_plan.who)),
                (step.by, say!(l, care_plan.by)),
            ]);
        }
    }
    labels
}

fn step(l: Locale, number: usize, fields: &'static StepFields, typed: &CarePlanForm) -> AnyView {
    let value = |field| typed.typed(field).to_owned();
    view! {
        <fieldset class="stack part">
            <legend>{say!(l, care_plan.step_n, n = number).to_string()}</legend>
            <input type="hidden" name=fields.number value=value(fields.number) />
            <Input name=fields.what value=value(fields.what) />
            <Choices<Doer> name=fields.doer chosen=vec![value(fields.doer)] layout=Layout::Across />
            <Day name=fields.by value=value(fields.by) />
        </fieldset>
    }
    .into_any()
}

fn goal(l: Locale, number: usize, fields: &'static GoalFields, typed: &CarePlanForm) -> AnyView {
    let value = |field| typed.typed(field).to_owned();
    let needs = NeedDomain::ALL.iter().map(|need| (need.code().to_owned(), need.said(l).to_owned())).collect();
    let steps: Vec<_> =
        typed.steps_shown(fields).iter().enumerate().map(|(nth, fields)| step(l, nth + 1, fields, typed)).collect();
    let kept = !typed.typed(fields.number).is_empty();
    let gone = kept.then(|| view! { <Tick name=fields.gone checked={typed.typed(fields.gone) == "yes"} /> });
    view! {
        <fieldset class="stack part">
            <legend>{say!(l, care_plan.goal_n, n = number).to_string()}</legend>
            <input type="hidden" name=fields.number value=value(fields.number) />
            <Select name=fields.need chosen=value(fields.need) options=needs />
            <TextArea name=fields.words value=value(fields.words) hint=say!(l, care_plan.words_hint) />
            <Input name=fields.measure value=value(fields.measure) hint=say!(l, care_plan.measure_hint) />
            {steps}
            {gone}
        </fieldset>
    }
    .into_any()
}

pub async fn page(
    member: &Member,
    case: CaseId,
    (label, contact): (&Opened<segment::Label>, Option<Opened<segment::Contact>>),
    form: Posted<CarePlanForm>,
    problems: Problems,
    about: About,
) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(label).await?;
    let card = card_of(vault, contact).await?;
    let number = form.number(vault).to_string();
    let (theirs, kept) = match about {
        About::Version => (None, None),
        About::Draft(at) => (None, Some(at)),
        About::Meanwhile(version) => (Some(version), None),
    };
    let action = theirs
        .as_ref()
        .map_or_else(|| member.path.clone(), |version| format!("/cases/{case}/care-plan/{}/change", version.id));
    let unsaved = !problems.is_empty() || theirs.is_some() || form.intent == "more";
    let guard = if unsaved { "unsaved" } else { "" };
    let typed = form.typed;
    let page = Page::new(say!(l, care_plan.title)).form(&labels(l), problems).with_islands();
    let page = if theirs.is_some() { page.status(StatusCode::CONFLICT) } else { page };
    Ok(page.show(member, move || {
        let back = format!("/cases/{case}/care-plan");
        let theirs = theirs.map(|version| {
            let saved = whole(l, &version);
            crate::parts::theirs(l, &version.recorded_by, version.recorded_at, saved, &back)
        });
        let goals: Vec<_> =
            typed.goals_shown().iter().enumerate().map(|(nth, fields)| goal(l, nth + 1, fields, &typed)).collect();
        let save = if theirs.is_some() { say!(l, edit.keep_mine) } else { say!(l, care_plan.save) };
        view! {
            <div class="head">
                <div><h1>{say!(l, care_plan.title)}</h1>{of_case(&head.label)}</div>
            </div>
            <div class="cols">
                <form class="sheet pad stack" method="post" action=action autocomplete="off" data-draft="" data-guard=guard>
                    <Summary />
                    {theirs}
                    <Once form=number />
                    {kept.map(|at| view! { <p class="note calm" role="status">{say!(l, counselling.draft_found, at = at).to_string()}</p> })}
                    <p class="soft">{say!(l, care_plan.form_words)}</p>
                    {goals}
                    <button class="button" name="intent" value="more">{say!(l, care_plan.more)}</button>
                    <Day name="agreed_on" value=typed.agreed_on.clone() />
                    <p class="soft">{say!(l, care_plan.review_words)}</p>
                    <DraftKeeper form=DraftOf::CarePlan(case).form().to_owned() case=case.to_string() kept=say!(l, counselling.draft_kept).to_owned() failed=say!(l, counselling.draft_failed).to_owned() />
                    <div class="actions">
                        <button class="button main" name="intent" value="submit">{say!(l, care_plan.save_and_submit)}</button>
                        <button class="button" name="intent" value="save">{save}</button>
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
