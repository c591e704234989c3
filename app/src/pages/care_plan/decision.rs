//! `/cases/{id}/care-plan/{plan}/decision`: a supervisor approves a version, or sends it back with words.

use super::version::page;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::pages::case::casework_and_contact_of;
use crate::visit::Member;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::care_plan::DecisionForm;
use domain::problem::Problems;
use vault::care_plan::Decided;
use vault::segment;

pub async fn submit(
    member: Member,
    Path((id, plan)): Path<(String, String)>,
    form: Posted<DecisionForm>,
) -> PageResult {
    let (decision, words) = match form.typed.check() {
        Ok(decided) => decided,
        Err(problems) => return page(&member, (&id, &plan), form, problems, false).await,
    };
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let number = form.form.ok_or(Fault::NotFound)?;
    let what = (plan.parse().map_err(|_| Fault::NotFound)?, decision, &words);
    match member.site.vault.decide_care_plan(member.actor(), &ring, &casework, what, number).await? {
        Some(Decided::Now) => Ok(Redirect::to(&format!("/cases/{case}/care-plan/{plan}")).into_response()),
        Some(Decided::Meanwhile) => page(&member, (&id, &plan), form, Problems::none(), true).await,
        None => Err(Fault::NotFound),
    }
}
