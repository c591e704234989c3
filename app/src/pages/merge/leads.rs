//! `/cases/{id}`: the address of a case that is carried on leads to the one that carries it on, for who opens both.
//! Everybody else who opens it finds it where it always was.

use crate::fault::{Fault, PageResult};
use crate::pages::case;
use crate::pages::case::line::Asked;
use crate::visit::Member;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};

pub async fn show(member: Member, Path(id): Path<String>, number: Query<Asked>) -> PageResult {
    let carried = id.parse().map_err(|_| Fault::NotFound)?;
    match member.site.vault.carried_on_in(member.actor(), carried).await? {
        Some(carrying) => Ok(Redirect::to(&format!("/cases/{carrying}")).into_response()),
        None => case::show::show(member, Path(id), number).await,
    }
}
