//! `/cases/{id}/care-plan/{plan}/outside`: with the client's yes, a version is sent, coded, to a supervisor elsewhere; how far
//! that is, and what she answered.

use super::{between, standing_chip};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::care_plan::difference::goal;
use crate::pages::case::{casework_of, of_case};
use crate::pages::consent::parts::{EvidenceFields, evidence_labels, put_words};
use crate::parts::TextArea;
use crate::parts::form::{Choices, Once, Options, Summary};
use crate::visit::Member;
use crate::words::{Locale, problem, read_out, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::care_plan::{DecisionWords, Plan, differences};
use domain::case::Label;
use domain::client::StandInCode;
use domain::coded_plan::{CodedPlanForm, Ground, Standing, telling_in, without_telling};
use domain::consent::Purpose;
use domain::id::{CarePlanId, CaseId};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::coded_plan::{Asked, Request};
use vault::transfer::Taker;
use vault::{Ring, segment};

/// Her stand-in on a request and what was decided on it, where that is still to be read.
type Answered = Option<(StandInCode, Option<DecisionWords>)>;

struct Shown {
    case: CaseId,
    plan: CarePlanId,
    label: Label,
    waits: bool,
    before: Option<Plan>,
    after: Plan,
    newest: Option<(Request, Answered)>,
    takers: Vec<Taker>,
}

/// What the page stands on; the ring is used up by it.
async fn shown(member: &Member, (case, mut ring): (CaseId, Ring), plan: &str) -> Result<Shown, Fault> {
    let vault = &member.site.vault;
    let plan: CarePlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let mut versions = vault.care_plans(&casework).await?;
    let nth = versions.iter().position(|version| version.id == plan).ok_or(Fault::NotFound)?;
    let newest = vault.coded_plan_of(member.actor(), &casework, plan).await?;
    let takers = vault.outsiders(member.actor(), &casework).await?;
    let older = versions.split_off(nth + 1);
    let before = older.into_iter().find(|version| version.is_approved()).map(|version| version.plan);
    let version = versions.pop().ok_or(Fault::NotFound)?;
    let waits = version.waits() && head.closed_at.is_none();
    Ok(Shown { case, plan, label: head.label, waits, before, after: version.plan, newest, takers })
}

/// The newest request, what was answered, and calling it back while it waits.
fn newest(l: Locale, shown: &Shown, path: String) -> Option<AnyView> {
    let (request, told) = shown.newest.as_ref()?;
    let (title, small) = between(l, request);
    let code =
        told.as_ref().map(|(code, _)| say!(l, coded_plan.stands_for, code = code.as_str().to_owned()).to_string());
    let words = told.as_ref().and_then(|(_, words)| words.as_ref()?.words.as_ref());
    let words = words.map(|words| view! { <p class="prose">{words.as_str().to_owned()}</p> });
    let call_back = (request.standing == Standing::Waits).then(|| {
        view! {
            <form class="actions" method="post" action=path>
                <button class="button quiet" name="intent" value="call_back">{say!(l, coded_plan.call_back)}</button>
            </form>
        }
    });
    Some(
        view! {
            <section class="sheet pad stack">
                <div class="head"><h2>{title}</h2>{standing_chip(l, request)}</div>
                <small>{small}</small>
                {code.map(|code| view! { <p>{code}</p> })}
                {words}
                {call_back}
            </section>
        }
        .into_any(),
    )
}

/// Exactly what the other side will see; the texts that tell whose plan it is stand first.
fn preview(l: Locale, shown: &Shown) -> AnyView {
    let telling: Vec<_> =
        telling_in(&shown.after, &shown.label).into_iter().map(|text| view! { <li>{text.to_owned()}</li> }).collect();
    let told = (!telling.is_empty()).then(|| {
        let path = format!("/cases/{}/care-plan/{}/change", shown.case, shown.plan);
        view! {
            <div class="field has-problem">
                <p class="problem" id="plan-problem">{problem(l, Problem::NamesTheClient)}</p>
                <p>{say!(l, coded_plan.tells)}</p>
                <ul>{telling}</ul>
                <p><a href=path>{say!(l, care_plan.change)}</a></p>
            </div>
        }
    });
    let before = shown.before.as_ref().map(|plan| without_telling(plan, &shown.label));
    let goals: Vec<_> = differences(before.as_ref(), &shown.after).iter().map(|one| goal(l, one)).collect();
    view! {
        <section class="stack" id="plan" tabindex="-1">
            <h2>{say!(l, coded_plan.plan)}</h2>
            <p class="soft">{say!(l, coded_plan.plan_words)}</p>
            {told}
            {goals}
        </section>
    }
    .into_any()
}

async fn page(
    member: &Member,
    shown: Shown,
    mut form: Posted<CodedPlanForm>,
    problems: Problems,
) -> Result<Response, Fault> {
    put_words(member, &mut form.typed.evidence).await?;
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let path = member.path.clone();
    let own = [
        ("team", say!(l, coded_plan.team)),
        ("why", say!(l, coded_plan.ground)),
        ("question", say!(l, coded_plan.question)),
        ("plan", say!(l, coded_plan.plan)),
    ];
    let labels = [&own[..], &evidence_labels(l)].concat();
    let guard = if problems.is_empty() { "" } else { "unsaved" };
    Ok(Page::new(say!(l, coded_plan.title)).form(&labels, problems).show(member, move || {
        let typed = form.typed;
        let asked = shown.newest.as_ref().is_some_and(|(request, _)| request.standing == Standing::Waits);
        let text = typed.evidence.text().code();
        let options: Vec<_> = shown
            .takers
            .iter()
            .map(|taker| {
                let words = read_out(l, text, Purpose::CodedPlan, &taker.organisation).unwrap_or_default();
                (taker.team.to_string(), taker.organisation.clone(), words)
            })
            .collect();
        let nobody = options.is_empty();
        let asks = (shown.waits && !asked && !nobody).then(|| {
            view! {
                <form class="stack" method="post" action=path.clone() autocomplete="off" data-guard=guard>
                    <Summary />
                    <Once form=number />
                    <section class="sheet pad stack consent">
                        <p class="soft">{say!(l, coded_plan.words)}</p>
                        <Options name="team" chosen=vec![typed.team] options hint=say!(l, coded_plan.team_hint) />
                    </section>
                    <section class="sheet pad stack">
                        <Choices<Ground> name="why" chosen=vec![typed.why] />
                        <TextArea name="question" value=typed.question hint=say!(l, coded_plan.question_hint) />
                    </section>
                    {preview(l, &shown)}
                    <section class="sheet pad stack">
                        <h2>{say!(l, consent.evidence)}</h2>
                        <EvidenceFields evidence=typed.evidence />
                    </section>
                    <div class="actions">
                        <button class="button main">{say!(l, coded_plan.send)}</button>
                        <a class="button quiet" href=format!("/cases/{}/care-plan/{}", shown.case, shown.plan)>{say!(l, form.cancel)}</a>
                    </div>
                </form>
            }
        });
        let told = (!asked && !shown.waits)
            .then_some(say!(l, coded_plan.not_waiting))
            .or((!asked && nobody).then_some(say!(l, coded_plan.nobody)));
        view! {
            <div class="head">
                <div><h1>{say!(l, coded_plan.title)}</h1>{of_case(&shown.label)}</div>
                <div><a class="button quiet" href=format!("/cases/{}/care-plan/{}", shown.case, shown.plan)>{say!(l, form.back)}</a></div>
            </div>
            {newest(l, &shown, path)}
            {told.map(|words| view! { <p class="note">{words}</p> })}
            {asks}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path((id, plan)): Path<(String, String)>) -> PageResult {
    let shown = shown(&member, casework_of(&member, &id).await?, &plan).await?;
    let form = Posted { typed: CodedPlanForm::blank(), ..Posted::read("") };
    page(&member, shown, form, Problems::none()).await
}

pub async fn submit(
    member: Member,
    Path((id, plan)): Path<(String, String)>,
    form: Posted<CodedPlanForm>,
) -> PageResult {
    let vault = &member.site.vault;
    let version: CarePlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let (case, mut ring) = casework_of(&member, &id).await?;
    let here = || Redirect::to(&format!("/cases/{case}/care-plan/{version}/outside")).into_response();
    if form.intent == "call_back" {
        // Decided on meanwhile: the page shows how.
        vault.call_plan_back(member.actor(), &mut ring, version).await?;
        return Ok(here());
    }
    let again = async |form, problems| {
        let shown = shown(&member, casework_of(&member, &id).await?, &plan).await?;
        page(&member, shown, form, problems).await
    };
    let label = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?.label;
    let asking = match form.typed.check(member.actor().name(), &label) {
        Ok(asking) => asking,
        Err(problems) => return again(form, problems).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let (_, mut ring) = casework_of(&member, &id).await?;
    match vault.ask_outside(member.actor(), &mut ring, (version, &asking), number).await?.ok_or(Fault::NotFound)? {
        Asked::Now(_) | Asked::Before | Asked::NotWaiting => Ok(here()),
        Asked::Tells => again(form, Problems::at("plan", Problem::NamesTheClient)).await,
        Asked::NobodyThere | Asked::KeptBefore => again(form, Problems::at("team", Problem::NotAChoice)).await,
    }
}
