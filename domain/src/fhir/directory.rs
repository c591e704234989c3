//! Organization and HealthcareService: the public side of the directory, in which no client stands.

use super::told::{coded, organisation};
use super::{ORGANISATION_KIND, SERVICE};
use crate::directory::{Listing, Status, WayIn};
use crate::id::{ListingId, OrganisationId};
use crate::organisation::OrganisationKind;
use serde_json::{Value, json};

/// An organisation, as the directory names it.
#[derive(Clone)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Where, and when it is open.
    pub address: String,
}

/// A service that stands in the directory.
#[derive(Clone)]
pub struct Offered {
    /// Its id.
    pub id: ListingId,
    /// Which version of it.
    pub version: i64,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// What stands there.
    pub listing: Listing,
}

/// The Organization.
#[must_use]
pub fn organization(told: &Organisation) -> Value {
    json!({
        "resourceType": "Organization",
        "id": told.id.to_string(),
        "active": true,
        "type": [coded(ORGANISATION_KIND, told.kind.code())],
        "name": told.name,
        "address": [{ "text": told.address }],
    })
}

/// The HealthcareService.
#[must_use]
pub fn healthcare_service(told: &Offered) -> Value {
    let listing = &told.listing;
    let mut service = json!({
        "resourceType": "HealthcareService",
        "id": told.id.to_string(),
        "meta": { "versionId": told.version.to_string() },
        "active": listing.status == Status::Offered,
        "providedBy": organisation(told.organisation),
        "type": [coded(SERVICE, listing.service.code())],
        "location": [{ "display": listing.address.as_str() }],
        "appointmentRequired": !listing.ways.contains(&WayIn::WalkIn),
    });
    if let Some(phone) = &listing.phone {
        service["telecom"] = json!([{ "system": "phone", "value": phone.display() }]);
    }
    if let Some(who) = &listing.eligibility {
        service["eligibility"] = json!([{ "comment": who.as_str() }]);
    }
    service
}
