//! Appointment: the day that was set. Sender and client are told a day and no hour, so a day is what is kept.

use super::reading::Reading;
use super::task::day;
use super::told::{Told, instant, meta, request, subject};
use super::why::{Issue, Why};
use crate::date::{at_local, end_of_day, local_date};
use crate::id::ReferralId;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};
use serde_json::{Value, json};

/// A day that a system sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booking {
    /// For which referral.
    pub referral: ReferralId,
    /// The day in Vietnam.
    pub on: NaiveDate,
}

/// The Appointment of a referral, if a day was set.
#[must_use]
pub fn appointment(told: &Told) -> Option<Value> {
    let (number, day) = told.booked_on()?;
    let last = end_of_day(day) - TimeDelta::seconds(1);
    Some(json!({
        "resourceType": "Appointment",
        "id": told.id.to_string(),
        "meta": meta(number, told.updated()),
        "status": "booked",
        "start": instant(at_local(day, NaiveTime::MIN)),
        "end": instant(last),
        "basedOn": [request(told.id)],
        "participant": [{ "actor": subject(told.id), "status": "accepted" }],
    }))
}

/// Reads which referral an Appointment is for and which day it sets. Whether the referral is the receiver's, who holds its
/// key says afterwards.
///
/// # Errors
/// Every issue at its place.
pub fn read_appointment(value: &Value, today: NaiveDate) -> Result<Booking, Vec<Issue>> {
    read(value, None, today)
}

/// The same of one that is sent back as it was read, with another day. `meta` is let be and not read.
///
/// # Errors
/// Every issue at its place.
pub fn read_moved_appointment(value: &Value, told: &Told, today: NaiveDate) -> Result<Booking, Vec<Issue>> {
    read(value, Some(told.id), today)
}

fn read(value: &Value, moved: Option<ReferralId>, today: NaiveDate) -> Result<Booking, Vec<Issue>> {
    let mut reading = Reading::default();
    let at = "Appointment";
    let known = ["resourceType", "status", "start", "end", "basedOn", "participant", "id", "meta"];
    // What is new has no id yet.
    let known = if moved.is_some() { &known[..] } else { &known[..6] };
    let Some(sent) = reading.object(value, at, known) else { return reading.finish(None) };
    if let Some(id) = moved
        && reading.text(sent, at, "id").is_some_and(|told| told != id.to_string())
    {
        reading.add(format!("{at}.id"), Why::NotTheSame);
    }
    for (name, wanted) in [("resourceType", "Appointment"), ("status", "booked")] {
        if reading.text(sent, at, name).is_some_and(|told| told != wanted) {
            reading.add(format!("{at}.{name}"), Why::NotTheSame);
        }
    }
    let referral = match reading.list(sent, at, "basedOn") {
        [] => {
            reading.add("Appointment.basedOn", Why::Missing);
            None
        }
        [one] => referral(&mut reading, one),
        _ => {
            reading.add("Appointment.basedOn", Why::Conflicting);
            None
        }
    };
    if moved.is_some() && referral.is_some() && referral != moved {
        reading.add("Appointment.basedOn", Why::NotTheSame);
    }
    let start = reading.text(sent, at, "start");
    let on = start.and_then(day);
    if start.is_some() && on.is_none() {
        reading.add("Appointment.start", Why::NotADate);
    }
    if on.is_some_and(|on| on < today) {
        reading.add("Appointment.start", Why::DateInPast);
    }
    // An end must be there by FHIR, and says the same day; its hour is not kept.
    let end = reading.text(sent, at, "end").map(DateTime::parse_from_rfc3339);
    match end {
        Some(Err(_)) => reading.add("Appointment.end", Why::NotADate),
        Some(Ok(end)) if on.is_some_and(|on| local_date(end.to_utc()) != on) => {
            reading.add("Appointment.end", Why::Conflicting);
        }
        _ => {}
    }
    match (reading.list(sent, at, "participant"), referral) {
        ([], _) => reading.add("Appointment.participant", Why::Missing),
        ([one], Some(referral)) if *one == json!({ "actor": subject(referral), "status": "accepted" }) => {}
        (_, Some(_)) => reading.add("Appointment.participant", Why::NotTheSame),
        (_, None) => {}
    }
    reading.finish(referral.zip(on).map(|(referral, on)| Booking { referral, on }))
}

fn referral(reading: &mut Reading, value: &Value) -> Option<ReferralId> {
    let at = "Appointment.basedOn[0]";
    let object = reading.object(value, at, &["reference"])?;
    let told = reading.text(object, at, "reference")?;
    let id = told.strip_prefix("ServiceRequest/").and_then(|id| id.parse().ok());
    if id.is_none() {
        reading.add(format!("{at}.reference"), Why::NotTheSame);
    }
    id
}
