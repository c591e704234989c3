//! `/cases/{id}/care-plan/{plan}`: one version, what is different from the one that was approved last, and the decision.

use super::difference::goal;
use super::parts::{standing, verdict};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::casework_and_contact_of;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Action;
use domain::care_plan::{Decision, DecisionForm, differences};
use domain::date::{display, display_time};
use domain::id::CarePlanId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::segment;

pub async fn show(member: Member, Path((id, plan)): Path<(String, String)>) -> PageResult {
    page(&member, (&id, &plan), Posted::read(""), Problems::none(), false).await
}

/// The page; `missed` when somebody else decided, or another version stands by now.
pub async fn page(
    member: &Member,
    (id, plan): (&str, &str),
    form: Posted<DecisionForm>,
    problems: Problems,
    missed: bool,
) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let (case, mut ring) = casework_and_contact_of(member, id).await?;
    let plan: CarePlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let plans = vault.care_plans(&casework).await?;
    let nth = plans.iter().position(|version| version.id == plan).ok_or(Fault::NotFound)?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let today = vault.today();
    let decides = member.actor().may(Action::ApprovePlan) && plans[nth].waits() && head.closed_at.is_none();
    let may_ask = member.actor().may(Action::AskOutside) && plans[nth].waits() && head.closed_at.is_none();
    let number = form.number(vault).to_string();
    let action = format!("/cases/{case}/care-plan/{plan}/decision");
    let labels = [("decision", say!(l, care_plan.decision)), ("words", say!(l, care_plan.decision_words))];
    let page = Page::new(say!(l, care_plan.title)).form(&labels, problems);
    let page = if missed { page.status(StatusCode::CONFLICT) } else { page };
    Ok(page.show(member, move || {
        let (version, older) = (&plans[nth], &plans[nth + 1..]);
        let approved = older.iter().find(|version| version.is_approved());
        let compared = approved.map_or_else(
            || say!(l, care_plan.nothing_approved).to_owned(),
            |approved| say!(l, care_plan.compared, day = display(approved.plan.agreed_on), who = approved.recorded_by.clone()).to_string(),
        );
        let goals: Vec<_> =
            differences(approved.map(|one| &one.plan), &version.plan).iter().map(|one| goal(l, one)).collect();
        let written = format!("{} · {}", version.recorded_by, display_time(version.recorded_at));
        let decision = decides.then(|| {
            view! {
                <form class="sheet pad stack" method="post" action=action autocomplete="off" data-guard="">
                    <Summary />
                    <Once form=number />
                    <Choices<Decision> name="decision" chosen=vec![form.typed.decision] />
                    <TextArea name="words" value=form.typed.words hint=say!(l, care_plan.decision_hint) />
                    <div class="actions"><button class="button main">{say!(l, care_plan.decide)}</button></div>
                </form>
            }
        });
        let replaced = version.replaced_by.map(|_| view! {
            <p class="note warm">{say!(l, care_plan.replaced)}" "<a href=format!("/cases/{case}/care-plan")>{say!(l, care_plan.newest)}</a></p>
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, care_plan.of_day, day = display(version.plan.agreed_on)).to_string()}</h1>
                    <small>{head.label.alias.as_str().to_owned()}" · "<span class="code">{head.label.code.as_str().to_owned()}</span>" · "{written}</small></div>
                <div>
                    {may_ask.then(|| view! { <a class="button quiet" href=format!("/cases/{case}/care-plan/{plan}/outside")>{say!(l, coded_plan.title)}</a> })}
                    <a class="button quiet" href=format!("/cases/{case}/care-plan")>{say!(l, form.back)}</a>
                </div>
            </div>
            {missed.then(|| view! { <p class="note warm" role="alert">{say!(l, care_plan.decided_meanwhile)}</p> })}
            {replaced}
            <p>{standing(l, version, today)}</p>
            {verdict(l, case, version)}
            <p class="soft">{compared}</p>
            {goals}
            {decision}
        }
        .into_any()
    }))
}
