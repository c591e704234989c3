//! `/clubs/new`: a club is put on the register.

use super::form::page;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::visit::Member;
use axum::response::{IntoResponse, Redirect};
use domain::club::ClubForm;
use domain::problem::Problems;

pub async fn show(member: Member) -> PageResult {
    let number = member.site.vault.new_submission().to_string();
    Ok(page(&member, ClubForm::default(), Problems::none(), Some(number)))
}

pub async fn submit(member: Member, form: Posted<ClubForm>) -> PageResult {
    let vault = &member.site.vault;
    let number = form.number(vault).to_string();
    let club = match form.typed.check(vault.today(), |code| domain::commune::is_of(&member.site.province, code)) {
        Ok(club) => club,
        Err(problems) => return Ok(page(&member, form.typed, problems, Some(number))),
    };
    let form = form.form.ok_or(Fault::NotFound)?;
    let id = vault.keep_club(member.actor(), &club, form).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/clubs/{id}")).into_response())
}
