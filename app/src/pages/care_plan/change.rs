//! `/cases/{id}/care-plan/new` and `…/{plan}/change`: a version in the place of the one it was begun from. Who is second
//! sees what the first did, and chooses.

use super::form::{About, page};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::pages::case::casework_and_contact_of;
use crate::visit::Member;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::care_plan::CarePlanForm;
use domain::id::{CarePlanId, CaseId};
use domain::problem::Problems;
use vault::care_plan::{Recorded, Version};
use vault::{DraftOf, Opened, Ring, segment};

/// A case with the versions of its plan.
struct Open {
    case: CaseId,
    ring: Ring,
    casework: Opened<segment::Casework>,
    label: Opened<segment::Label>,
    contact: Option<Opened<segment::Contact>>,
    plans: Vec<Version>,
}

impl Open {
    async fn of(member: &Member, id: &str) -> Result<Self, Fault> {
        let (case, mut ring) = casework_and_contact_of(member, id).await?;
        let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
        let label = ring.take::<segment::Label>().ok_or(Fault::NotFound)?;
        let plans = member.site.vault.care_plans(&casework).await?;
        Ok(Self { case, casework, label, contact: ring.take(), plans, ring })
    }

    fn version(&self, plan: CarePlanId) -> Result<&Version, Fault> {
        self.plans.iter().find(|version| version.id == plan).ok_or(Fault::NotFound)
    }

    /// The draft of a version, or what the form begins with.
    async fn begun(&self, member: &Member, fresh: CarePlanForm) -> Result<(Posted<CarePlanForm>, About), Fault> {
        let draft = member.site.vault.draft(member.actor(), &self.casework, DraftOf::CarePlan(self.case)).await?;
        Ok(match draft {
            Some((body, at)) => (Posted::read(&body), About::Draft(domain::date::display_time(at))),
            None => (Posted { typed: fresh, ..Posted::read("") }, About::Version),
        })
    }

    async fn form(self, member: &Member, form: Posted<CarePlanForm>, problems: Problems, about: About) -> PageResult {
        page(member, self.case, (&self.label, self.contact), form, problems, about).await
    }
}

/// Where the version that stands is changed.
fn to(case: CaseId, version: &Version) -> PageResult {
    Ok(Redirect::to(&format!("/cases/{case}/care-plan/{}/change", version.id)).into_response())
}

pub async fn begin(member: Member, Path(id): Path<String>) -> PageResult {
    let open = Open::of(&member, &id).await?;
    if let Some(stands) = open.plans.first() {
        return to(open.case, stands);
    }
    let (form, about) = open.begun(&member, CarePlanForm::blank(member.site.vault.today())).await?;
    open.form(&member, form, Problems::none(), about).await
}

pub async fn show(member: Member, Path((id, plan)): Path<(String, String)>) -> PageResult {
    let open = Open::of(&member, &id).await?;
    let version = open.version(plan.parse().map_err(|_| Fault::NotFound)?)?;
    if let (Some(_), Some(stands)) = (version.replaced_by, open.plans.first()) {
        return to(open.case, stands);
    }
    let mut fresh = CarePlanForm::of(&version.plan);
    fresh.agreed_on = domain::date::display(member.site.vault.today());
    let (form, about) = open.begun(&member, fresh).await?;
    open.form(&member, form, Problems::none(), about).await
}

pub async fn first(member: Member, Path(id): Path<String>, form: Posted<CarePlanForm>) -> PageResult {
    record(&member, &id, None, form).await
}

pub async fn submit(
    member: Member,
    Path((id, plan)): Path<(String, String)>,
    form: Posted<CarePlanForm>,
) -> PageResult {
    let plan = plan.parse().map_err(|_| Fault::NotFound)?;
    record(&member, &id, Some(plan), form).await
}

async fn record(member: &Member, id: &str, from: Option<CarePlanId>, form: Posted<CarePlanForm>) -> PageResult {
    let mut open = Open::of(member, id).await?;
    let before = from.map(|plan| open.version(plan)).transpose()?;
    if form.intent == "more" {
        return open.form(member, form, Problems::none(), About::Version).await;
    }
    let vault = &member.site.vault;
    if form.intent == "draft" {
        vault.keep_draft(member.actor(), DraftOf::CarePlan(open.case), &form.body).await?;
        return Ok(Redirect::to(&format!("/cases/{}", open.case)).into_response());
    }
    let plan = match form.typed.check(vault.today(), before.map(|version| &version.plan)) {
        Ok(plan) => plan,
        Err(problems) => return open.form(member, form, problems, About::Version).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let what = (&plan, from, form.intent == "submit");
    let keys = (&open.casework, &open.label);
    match vault.record_care_plan(member.actor(), &open.ring, keys, what, number).await?.ok_or(Fault::NotFound)? {
        Recorded::Now(_) => {
            vault.drop_draft(member.actor(), DraftOf::CarePlan(open.case)).await?;
            Ok(Redirect::to(&format!("/cases/{}/care-plan", open.case)).into_response())
        }
        // The number was not used: with it, hers is saved in the place of theirs if that is what she chooses.
        Recorded::Meanwhile(theirs) => {
            open.plans = vault.care_plans(&open.casework).await?;
            let nth = open.plans.iter().position(|version| version.id == theirs).ok_or(Fault::NotFound)?;
            let theirs = Box::new(open.plans.swap_remove(nth));
            open.form(member, form, Problems::none(), About::Meanwhile(theirs)).await
        }
    }
}
