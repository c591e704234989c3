//! `/referrals/{id}/accompaniments`: what was told is written to the referral, and gone from the desk.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::visit::Member;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::id::ReferralId;
use serde::Deserialize;

/// Which one.
#[derive(Default, Deserialize)]
pub struct SettleForm {
    #[serde(default)]
    accompaniment: String,
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<SettleForm>) -> PageResult {
    let id: ReferralId = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    vault.referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    // Nothing chosen writes nothing; the page says what stands.
    if let Ok(told) = form.typed.accompaniment.parse() {
        vault.settle_accompaniment(member.actor(), told, id).await?.ok_or(Fault::NotFound)?;
    }
    Ok(Redirect::to(&format!("/referrals/{id}")).into_response())
}
