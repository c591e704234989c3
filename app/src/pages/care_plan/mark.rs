//! `/cases/{id}/care-plan/marks` and `…/{plan}/submission`: one press each, and back to the plan.

use super::show::page;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::pages::case::casework_and_contact_of;
use crate::visit::Member;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::care_plan::MarkForm;
use domain::id::{CarePlanId, CaseId};
use serde::Deserialize;
use vault::segment;

/// A mark, and the version it was pressed on.
#[derive(Default, Deserialize)]
pub struct Marking {
    #[serde(default)]
    plan: String,
    #[serde(flatten)]
    mark: MarkForm,
}

fn back(case: CaseId) -> PageResult {
    Ok(Redirect::to(&format!("/cases/{case}/care-plan")).into_response())
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<Marking>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let vault = &member.site.vault;
    let plans = vault.care_plans(&casework).await?;
    // Nothing is typed here: what no button of ours posts changes nothing.
    let plan = form.typed.plan.parse().ok().and_then(|plan: CarePlanId| plans.iter().find(|one| one.id == plan));
    let (Some(version), Some(number)) = (plan, form.form) else { return back(case) };
    let Ok(mark) = form.typed.mark.check(&version.plan) else { return back(case) };
    match vault.mark_step(member.actor(), &ring, &casework, (version.id, mark), number).await? {
        Some(()) => back(case),
        None => page(&member, &id, true).await,
    }
}

pub async fn hand_in(member: Member, Path((id, plan)): Path<(String, String)>, form: Posted<()>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let vault = &member.site.vault;
    let plan: CarePlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    if !vault.care_plans(&casework).await?.iter().any(|version| version.id == plan) {
        return Err(Fault::NotFound);
    }
    let Some(number) = form.form else { return back(case) };
    match vault.submit_care_plan(member.actor(), &ring, &casework, plan, number).await? {
        Some(()) => back(case),
        None => page(&member, &id, true).await,
    }
}
