//! The day that was set.

use super::answer::{Answered, created, resource};
use super::door::{System, json};
use super::read::{one, told};
use super::task::answer;
use app::Site;
use axum::extract::{Path, Request, State};
use domain::fhir::{Why, appointment, read_appointment};
use domain::referral::{Answer, Outcome};

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
    let version = told.version();
    let before = told.was_answered(version - 1, &outcome);
    let told = answer(&site, &system, told, &outcome, version).await?;
    let set = appointment(&told).ok_or(Why::NotFound)?;
    if before {
        return Ok(resource(&set));
    }
    Ok(created(&set, &format!("{}/Appointment/{}", super::BASE, told.id)))
}
