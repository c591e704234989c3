//! `/cases/{id}/safety-plan/new`: a version in the place of the one that stands. Who is second sees what the first did,
//! and chooses.

use super::form::{Begun, page};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::pages::case::casework_and_contact_of;
use crate::visit::Member;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::problem::Problems;
use domain::safety_plan::SafetyPlanForm;
use vault::safety_plan::Recorded;
use vault::{DraftOf, segment};

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let vault = &member.site.vault;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let mut form = Posted::<Begun>::read("");
    if let Some(stands) = vault.safety_plans(&casework).await?.first() {
        form.typed = Begun { seen: stands.id.to_string(), typed: SafetyPlanForm::of(&stands.plan) };
    }
    form.typed.typed.made_on = domain::date::display(vault.today());
    let mut kept = None;
    if let Some((body, at)) = vault.draft(member.actor(), &casework, DraftOf::SafetyPlan(case)).await? {
        (form, kept) = (Posted::read(&body), Some(domain::date::display_time(at)));
    }
    page(&member, (case, ring), form, Problems::none(), (None, kept)).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<Begun>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let vault = &member.site.vault;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let draft = DraftOf::SafetyPlan(case);
    if form.intent == "draft" {
        vault.keep_draft(member.actor(), draft, &form.body).await?;
        return Ok(Redirect::to(&format!("/cases/{case}")).into_response());
    }
    let plan = match form.typed.typed.check(vault.today()) {
        Ok(plan) => plan,
        Err(problems) => return page(&member, (case, ring), form, problems, (None, None)).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let what = (&plan, form.typed.began_from());
    let recorded = vault.record_safety_plan(member.actor(), &ring, &casework, what, number).await?;
    match recorded.ok_or(Fault::NotFound)? {
        Recorded::Now(_) => {
            vault.drop_draft(member.actor(), draft).await?;
            Ok(Redirect::to(&format!("/cases/{case}/safety-plan")).into_response())
        }
        // The number was not used: with it, hers is saved in the place of theirs if that is what she chooses.
        Recorded::Meanwhile(theirs) => {
            let plans = vault.safety_plans(&casework).await?;
            let theirs = plans.into_iter().find(|kept| kept.id == theirs).ok_or(Fault::NotFound)?;
            page(&member, (case, ring), form, Problems::none(), (Some(theirs), None)).await
        }
    }
}
