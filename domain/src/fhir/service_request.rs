//! ServiceRequest: what was asked for. The client stands in it with what the packet carries of her and nothing else.

use super::task::priority;
use super::told::{Told, coded, instant, meta, organisation};
use super::{CLIENT_CODE, SERVICE, SPECIAL_NEED};
use crate::referral::ReferralState;
use serde_json::{Value, json};

/// As far as the packet tells: her code always, what she wants to be called and her number if she agreed.
fn client(told: &Told) -> Value {
    let mut client = json!({
        "resourceType": "Patient",
        "id": "client",
        "identifier": [{ "system": CLIENT_CODE, "value": told.packet.code.to_string() }],
    });
    if let Some(alias) = &told.packet.alias {
        client["name"] = json!([{ "use": "nickname", "text": alias }]);
    }
    if let Some(phone) = &told.packet.phone {
        client["telecom"] = json!([{ "system": "phone", "value": phone }]);
    }
    client
}

/// The ServiceRequest of a referral.
#[must_use]
pub fn service_request(told: &Told) -> Value {
    let done = matches!(told.state(), ReferralState::Feedback | ReferralState::Completed);
    let shut = told.state().shuts_receiver_out();
    let mut asked = json!({
        "resourceType": "ServiceRequest",
        "id": told.id.to_string(),
        "meta": meta(told.version(), told.updated()),
        "contained": [client(told)],
        "status": if shut { "revoked" } else if done { "completed" } else { "active" },
        "intent": "order",
        "priority": priority(told.packet.urgency),
        "code": coded(SERVICE, told.packet.service.code()),
        "subject": { "reference": "#client" },
        "occurrencePeriod": { "end": instant(told.expected_by) },
        "authoredOn": instant(told.issued_at),
        "requester": organisation(told.sender),
        "performer": [organisation(told.receiver)],
        "supportingInfo": [{ "reference": format!("Consent/{}", told.id) }],
    });
    if !told.packet.needs.is_empty() {
        let needs: Vec<_> = told.packet.needs.iter().map(|need| coded(SPECIAL_NEED, need.code())).collect();
        asked["orderDetail"] = json!(needs);
    }
    if let Some(words) = &told.packet.cover_story {
        asked["note"] = json!([{ "text": words }]);
    }
    asked
}
