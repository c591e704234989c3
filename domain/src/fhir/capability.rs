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

/// Everything that is answered.
pub const RESOURCES: &[Resource] = &[
    Resource { name: "Task", interactions: &["read", "update", "search-type"] },
    Resource { name: "ServiceRequest", interactions: &["read"] },
    Resource { name: "Consent", interactions: &["read"] },
    Resource { name: "Appointment", interactions: &["read", "create"] },
    Resource { name: "Organization", interactions: &["read"] },
    Resource { name: "HealthcareService", interactions: &["read"] },
];

/// The day this was last changed.
const CHANGED_ON: &str = "2026-11-26";

fn described(resource: &Resource) -> Value {
    let interactions: Vec<_> = resource.interactions.iter().map(|code| json!({ "code": code })).collect();
    let mut told = json!({ "type": resource.name, "interaction": interactions });
    if resource.name == "Task" {
        told["versioning"] = json!("versioned-update");
        told["updateCreate"] = json!(false);
        told["searchParam"] = json!([
            { "name": "status", "type": "token" },
            { "name": "_lastUpdated", "type": "date" },
        ]);
    }
    told
}

/// The CapabilityStatement.
#[must_use]
pub fn capability_statement() -> Value {
    let resources: Vec<_> = RESOURCES.iter().map(described).collect();
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
