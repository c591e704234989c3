//! `/cases/{id}/scales/{scale}/correction`: the same form with what was recorded in it. What is saved stands in the place
//! of the old one, and both are kept. Who was second sees what the first did, and chooses.

use super::form::{About, page};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::pages::case::casework_and_contact_of;
use crate::visit::Member;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::id::ScaleId;
use domain::problem::Problems;
use domain::scale::ScaleForm;
use vault::scale::Recorded;
use vault::segment;

pub async fn show(member: Member, Path((id, scale)): Path<(String, String)>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let scale = scale.parse().map_err(|_| Fault::NotFound)?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let taken = member.site.vault.scale(&casework, scale).await?.ok_or(Fault::NotFound)?;
    if let Some(newer) = taken.replaced_by {
        return Ok(Redirect::to(&format!("/cases/{case}/scales/{newer}")).into_response());
    }
    let mut form = Posted::<ScaleForm>::read("");
    form.typed = ScaleForm::of(&taken.scale);
    page(&member, (case, ring), form, Problems::none(), About::Correction).await
}

pub async fn submit(member: Member, Path((id, scale)): Path<(String, String)>, form: Posted<ScaleForm>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let old: ScaleId = scale.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let scale = match form.typed.check(vault.today()) {
        Ok(scale) => scale,
        Err(problems) => return page(&member, (case, ring), form, problems, About::Correction).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    match vault.record_scale(member.actor(), &mut ring, &scale, Some(old), number).await?.ok_or(Fault::NotFound)? {
        Recorded::Now(id) => Ok(Redirect::to(&format!("/cases/{case}/scales/{id}")).into_response()),
        // The number was not used: with it, hers is saved in the place of theirs if that is what she chooses.
        Recorded::Meanwhile(theirs) => {
            let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
            let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
            let theirs = vault.scale(&casework, theirs).await?.ok_or(Fault::NotFound)?;
            page(&member, (case, ring), form, Problems::none(), About::Meanwhile(Box::new(theirs))).await
        }
    }
}
