//! `/`: to where the day begins for who is logged in.

use crate::fault::PageResult;
use crate::visit::Visit;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;

pub async fn show(visit: Visit) -> PageResult {
    let Some(actor) = &visit.actor else { return Ok(Redirect::to("/login").into_response()) };
    let first = [
        (Action::SeeMyDay, "/my-day"),
        (Action::ReceiveReferral, "/expected"),
        (Action::ManageAccounts, "/accounts"),
        (Action::SeeAudit, "/audit"),
        (Action::KeepOwn, "/account"),
    ];
    let path = first.into_iter().find(|(action, _)| actor.may(*action)).map_or("/login", |(_, path)| path);
    Ok(Redirect::to(path).into_response())
}
