//! What is only looked at.

use super::answer::{Answered, resource};
use super::door::System;
use app::Site;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::fhir::{Told, Why};
use domain::id::ReferralId;

/// The one referral that an address names, if the token opens it: told before it is opened, like any look.
pub(super) async fn told(site: &Site, system: &System, id: &str) -> Result<Told, Why> {
    let id: ReferralId = id.parse().map_err(|_| Why::NotFound)?;
    one(site, system, id).await
}

/// The same by its id.
pub(super) async fn one(site: &Site, system: &System, id: ReferralId) -> Result<Told, Why> {
    let told = site.vault().told(system.actor(), Some(id)).await.map_err(|error| {
        tracing::error!("{error}");
        Why::Unavailable
    })?;
    told.unwrap_or_default().pop().ok_or(Why::NotFound)
}

pub(super) async fn metadata(State(site): State<Site>) -> Response {
    resource(&domain::fhir::capability_statement(!site.signal_hosts().is_empty()))
}

pub(super) async fn openapi() -> Response {
    ([(CONTENT_TYPE, "application/json")], super::OPENAPI).into_response()
}

pub(super) async fn service_request(State(site): State<Site>, system: System, Path(id): Path<String>) -> Answered {
    Ok(resource(&domain::fhir::service_request(&told(&site, &system, &id).await?)))
}

pub(super) async fn consent(State(site): State<Site>, system: System, Path(id): Path<String>) -> Answered {
    Ok(resource(&domain::fhir::consent(&told(&site, &system, &id).await?)))
}

pub(super) async fn organization(State(site): State<Site>, _system: System, Path(id): Path<String>) -> Answered {
    let id = id.parse().map_err(|_| Why::NotFound)?;
    let told = site.vault().organisation(id).await?.ok_or(Why::NotFound)?;
    Ok(resource(&domain::fhir::organization(&told)))
}

pub(super) async fn healthcare_service(State(site): State<Site>, _system: System, Path(id): Path<String>) -> Answered {
    let id = id.parse().map_err(|_| Why::NotFound)?;
    let told = site.vault().offered(id).await?.ok_or(Why::NotFound)?;
    Ok(resource(&domain::fhir::healthcare_service(&told)))
}
