//! `/clubs/{club}/edit`: what is kept of a club is changed; what it was stays beside it.

use super::form::page;
use super::kept;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::visit::Member;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::club::ClubForm;
use domain::problem::{Problem, Problems};
use vault::club::Version;

pub async fn show(member: Member, Path(club): Path<String>) -> PageResult {
    let kept = kept(&member, &club).await?;
    Ok(page(&member, ClubForm::from((&kept.club, kept.number)), Problems::none(), None))
}

pub async fn submit(member: Member, Path(club): Path<String>, form: Posted<ClubForm>) -> PageResult {
    let vault = &member.site.vault;
    let old = kept(&member, &club).await?;
    let club = match form.typed.check(vault.today(), |code| domain::commune::is_of(&member.site.province, code)) {
        Ok(club) => club,
        Err(problems) => return Ok(page(&member, form.typed, problems, None)),
    };
    let changed = vault.change_club(member.actor(), old.id, &club, form.typed.number()).await?;
    match changed.ok_or(Fault::NotFound)? {
        Version::Now => Ok(Redirect::to(&format!("/clubs/{}", old.id)).into_response()),
        Version::Meanwhile => {
            // What was typed stays; saved once more, it comes after the other's.
            let typed = ClubForm { began_from: old.number.to_string(), ..form.typed };
            let mut response = page(&member, typed, Problems::at("name", Problem::ChangedMeanwhile), None);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
    }
}
