//! Consent: the client's own request, bound to this receiver, with its end.

use super::told::{Told, coded, instant, meta, organisation, subject};
use serde_json::{Value, json};

/// The Consent that a referral stands on. It is told only while it holds: one that was taken back is not there.
#[must_use]
pub fn consent(told: &Told) -> Value {
    let receives = coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP");
    json!({
        "resourceType": "Consent",
        "id": told.id.to_string(),
        "meta": meta(1, told.asked_from),
        "status": "active",
        "scope": coded("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
        "category": [coded("http://loinc.org", "59284-0")],
        "patient": subject(told.id),
        "dateTime": instant(told.asked_from),
        "organization": [organisation(told.sender)],
        "policyRule": coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN"),
        "provision": {
            "type": "permit",
            "period": { "start": instant(told.asked_from), "end": instant(told.asked_until) },
            "actor": [{ "role": receives, "reference": organisation(told.receiver) }],
        },
    })
}
