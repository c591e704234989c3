//! The day that was set.

use super::answer::{Answered, created, resource};
use super::door::{System, json};
use super::read::{one, told};
use super::task::{answer, version};
use app::Site;
use axum::extract::{Path, Request, State};
use domain::fhir::{Why, appointment, read_appointment, read_moved_appointment};
use domain::referral::{Answer, Outcome, ReferralState};

pub(super) async fn read(State(site): State<Site>, system: System, Path(id): Path<String>) -> Answered {
    let told = told(&site, &system, &id).await?;
    Ok(resource(&appointment(&told).ok_or(Why::NotFound)?))
}

/// A day is set once with each post of it: the same once more is answered with what stands.
pub(super) async fn create(State(site): State<Site>, system: System, request: Request) -> Answered {
    let sent = json(request).await?;
    let booking = read_appointment(&sent, site.vault().today())?;
    let told = one(&site, &system, booking.referral).await?;
    let outcome = Outcome { next_on: Some(booking.on), ..Outcome::of(Answer::Booked) };
    let (version, before) = (told.version(), told.is_set_for(&outcome));
    if !before && told.state() == ReferralState::Booked {
        // A day that stands is moved where it stands.
        return Err(Why::CannotFollow.into());
    }
    let told = answer(&site, &system, told, &outcome, version).await?;
    let set = appointment(&told).ok_or(Why::NotFound)?;
    if before {
        return Ok(resource(&set));
    }
    Ok(created(&set, &format!("{}/Appointment/{}", super::BASE, told.id)))
}

/// Another day in the place of the one that stands. The same day once more is answered with what stands.
pub(super) async fn update(
    State(site): State<Site>,
    system: System,
    Path(id): Path<String>,
    request: Request,
) -> Answered {
    let version = version(request.headers());
    let sent = json(request).await?;
    let told = told(&site, &system, &id).await?;
    let (number, _) = told.booked_on().ok_or(Why::NotFound)?;
    let booking = read_moved_appointment(&sent, &told, site.vault().today())?;
    let version = version.ok_or(Why::NoVersion)?;
    let outcome = Outcome { next_on: Some(booking.on), ..Outcome::of(Answer::Booked) };
    if told.state() != ReferralState::Booked {
        return Err(Why::CannotFollow.into());
    }
    if version != number && !told.is_set_for(&outcome) && !told.was_answered(version, &told.meant(&outcome)) {
        return Err(Why::Stale.into());
    }
    let told = answer(&site, &system, told, &outcome, version).await?;
    Ok(resource(&appointment(&told).ok_or(Why::NotFound)?))
}
