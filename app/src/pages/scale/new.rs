//! `/cases/{id}/scales/new?scale=…`: two taps for the short form, and the rest only when they call for it.

use super::form::{About, page};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::pages::case::casework_and_contact_of;
use crate::visit::Member;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use domain::problem::Problems;
use domain::scale::{Instrument, ScaleForm};
use serde::Deserialize;
use vault::scale::Recorded;
use vault::{DraftOf, segment};

#[derive(Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    scale: String,
}

pub async fn show(member: Member, Path(id): Path<String>, Query(which): Query<Which>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let instrument = if which.scale.is_empty() { Ok(Instrument::Phq) } else { Instrument::from_code(&which.scale) };
    let instrument = instrument.map_err(|_| Fault::NotFound)?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let draft = member.site.vault.draft(member.actor(), &casework, DraftOf::Scale(case, instrument)).await?;
    let (form, kept) = match draft {
        Some((body, at)) => (Posted::read(&body), Some(domain::date::display_time(at))),
        None => {
            let mut form = Posted::<ScaleForm>::read("");
            form.typed.taken_on = domain::date::display(member.site.vault.today());
            form.typed.scale = instrument.code().into();
            (form, None)
        }
    };
    page(&member, (case, ring), form, Problems::none(), About::New(kept)).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<ScaleForm>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let vault = &member.site.vault;
    if form.intent == "draft" {
        if let Ok(instrument) = Instrument::from_code(&form.typed.scale) {
            vault.keep_draft(member.actor(), DraftOf::Scale(case, instrument), &form.body).await?;
        }
        return Ok(Redirect::to(&format!("/cases/{case}/scales")).into_response());
    }
    let scale = match form.typed.check(vault.today()) {
        Ok(scale) => scale,
        Err(problems) => return page(&member, (case, ring), form, problems, About::New(None)).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let recorded = vault.record_scale(member.actor(), &mut ring, &scale, None, number).await?;
    let (Recorded::Now(id) | Recorded::Meanwhile(id)) = recorded.ok_or(Fault::NotFound)?;
    vault.drop_draft(member.actor(), DraftOf::Scale(case, scale.instrument)).await?;
    Ok(Redirect::to(&format!("/cases/{case}/scales/{id}")).into_response())
}
