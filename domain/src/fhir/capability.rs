//! CapabilityStatement: what is spoken here.

use super::{FHIR_VERSION, MEDIA_TYPE};
use serde_json::{Value, json};

/// One kind of resource and what is done with it.
pub struct Resource {
    /// Its type.
    pub name: &'static str,
    /// Codes of FHIR's type-level interactions.
    pub interactions: &'static [&'static str],
}

/// What is only spoken where the operator named a host.
const SUBSCRIPTION: &str = "Subscription";

/// Everything that is answered.
pub const RESOURCES: &[Resource] = &[
    Resource { name: "Task", interactions: &["read", "update", "search-type"] },
    Resource { name: "ServiceRequest", interactions: &["read"] },
    Resource { name: "Consent", interactions: &["read"] },
    Resource { name: "Appointment", interactions: &["read", "create", "update"] },
    Resource { name: "Organization", interactions: &["read"] },
    Resource { name: "HealthcareService", interactions: &["read"] },
    Resource { name: SUBSCRIPTION, interactions: &["read", "create", "delete"] },
];

/// The day this was last changed.
const CHANGED_ON: &str = "2026-11-26";

fn described(resource: &Resource) -> Value {
    let interactions: Vec<_> = resource.interactions.iter().map(|code| json!({ "code": code })).collect();
    let mut told = json!({ "type": resource.name, "interaction": interactions });
    if resource.interactions.contains(&"update") {
        told["versioning"] = json!("versioned-update");
        told["updateCreate"] = json!(false);
    }
    if resource.name == "Task" {
        told["searchParam"] = json!([
            { "name": "status", "type": "token" },
            { "name": "_lastUpdated", "type": "date" },
        ]);
    }
    told
}

/// The CapabilityStatement, with or without being told that something changed.
#[must_use]
pub fn capability_statement(signals: bool) -> Value {
    let spoken = RESOURCES.iter().filter(|resource| signals || resource.name != SUBSCRIPTION);
    let resources: Vec<_> = spoken.map(described).collect();
    let bearer = "A token of one partner organisation, in the header Authorization: Bearer.";
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": CHANGED_ON,
        "kind": "instance",
        "implementation": { "description": "Referrals for the system of a partner organisation" },
        "fhirVersion": FHIR_VERSION,
        "format": [MEDIA_TYPE],
        "rest": [{ "mode": "server", "security": { "description": bearer }, "resource": resources }],
    })
}
