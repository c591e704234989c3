//! `/cases/{id}/incidents/{incident}/correction`: the same form with what was written down in it. What is saved stands in the
//! place of the old one, which stays to be read. Whoever comes second is told, and chooses.

use super::new::{About, page};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::pages::case::casework_and_contact_of;
use crate::visit::Member;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::id::IncidentId;
use domain::incident::IncidentForm;
use domain::problem::{Problem, Problems};
use vault::incident::{Corrected, Noted};
use vault::{Ring, segment};

/// The incident, if it stands; the ring is used up by it.
async fn noted(member: &Member, ring: &mut Ring, id: IncidentId) -> Result<Noted, Fault> {
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let all = member.site.vault.incidents(&casework).await?;
    all.into_iter().find(|one| one.id == id && one.replaced_by.is_none()).ok_or(Fault::NotFound)
}

pub async fn show(member: Member, Path((id, incident)): Path<(String, String)>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let noted = noted(&member, &mut ring, incident.parse().map_err(|_| Fault::NotFound)?).await?;
    let mut form = Posted::<IncidentForm>::read("");
    form.typed = IncidentForm::of(&noted.incident);
    page(&member, (case, ring), form, Problems::none(), About::Correction).await
}

pub async fn submit(
    member: Member,
    Path((id, incident)): Path<(String, String)>,
    form: Posted<IncidentForm>,
) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let old: IncidentId = incident.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let right = match form.typed.check(vault.today()) {
        Ok(right) => right,
        Err(problems) => return page(&member, (case, ring), form, problems, About::Correction).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let corrected = vault.correct_incident(member.actor(), &mut ring, (old, &right), number).await?;
    match corrected.ok_or(Fault::NotFound)? {
        Corrected::Now(_) => Ok(Redirect::to(&format!("/cases/{case}/incidents")).into_response()),
        // With the number that was not used, hers is saved in the place of theirs if that is what she chooses.
        Corrected::Meanwhile(theirs) => {
            let opened = casework_and_contact_of(&member, &id).await?;
            let problems = Problems::at("kind", Problem::ChangedMeanwhile);
            page(&member, opened, form, problems, About::Meanwhile(theirs)).await
        }
    }
}
