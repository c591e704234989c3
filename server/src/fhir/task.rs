//! Tasks: pulled by the page, and told what came of them.

use super::answer::{Answered, Refused, resource};
use super::door::{System, json};
use super::read::{one, told};
use app::Site;
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use domain::fhir::{Search, Told, Why, read_task, task, task_bundle};
use domain::referral::Outcome;

pub(super) async fn search(
    State(site): State<Site>,
    system: System,
    parameters: Result<Query<Vec<(String, String)>>, axum::extract::rejection::QueryRejection>,
) -> Answered {
    let Query(parameters) = parameters.map_err(|_| Why::BadParameter)?;
    let search = Search::read(parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    let told = site.vault().told(system.actor(), None).await?.ok_or(Why::NotFound)?;
    Ok(resource(&task_bundle(&search, told)))
}

pub(super) async fn read(State(site): State<Site>, system: System, Path(id): Path<String>) -> Answered {
    Ok(resource(&task(&told(&site, &system, &id).await?)))
}

pub(super) async fn update(
    State(site): State<Site>,
    system: System,
    Path(id): Path<String>,
    request: Request,
) -> Answered {
    let version = version(request.headers());
    let sent = json(request).await?;
    let told = told(&site, &system, &id).await?;
    let outcome = read_task(&sent, &told, site.vault().today())?;
    let version = version.ok_or(Why::NoVersion)?;
    Ok(resource(&task(&answer(&site, &system, told, &outcome, version).await?)))
}

/// Makes a move, or finds that it was made: by the version that was read, and along the table. What was said before is
/// answered as it stands; what comes too late or out of order changes nothing.
pub(super) async fn answer(
    site: &Site,
    system: &System,
    told: Told,
    outcome: &Outcome,
    version: i64,
) -> Result<Told, Refused> {
    if told.was_answered(version, outcome) || told.was_answered(told.version() - 1, outcome) {
        return Ok(told);
    }
    // A day for who has one is another day; the same day is what stands, whoever set it.
    let outcome = &told.meant(outcome);
    if told.was_answered(version, outcome) || told.is_set_for(outcome) {
        return Ok(told);
    }
    if told.version() != version {
        return Err(Why::Stale.into());
    }
    if !outcome.answer.fits(told.state()) {
        return Err(Why::CannotFollow.into());
    }
    let stands =
        site.vault().answer_referral_at(system.actor(), told.id, outcome, version).await?.ok_or(Why::NotFound)?;
    if stands != outcome.state() {
        // Somebody was faster by a moment.
        return Err(Why::Stale.into());
    }
    if stands.shuts_receiver_out() {
        return Ok(told.answered(outcome, site.vault().now()));
    }
    let now = one(site, system, told.id).await?;
    // Of two who told the same state at once, one is told that it was not hers.
    if now.was_answered(version, outcome) { Ok(now) } else { Err(Why::Stale.into()) }
}

/// The version of `If-Match`, weak or strong.
pub(super) fn version(headers: &HeaderMap) -> Option<i64> {
    let told = headers.get(IF_MATCH)?.to_str().ok()?.trim();
    told.strip_prefix("W/").unwrap_or(told).strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}
