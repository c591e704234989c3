//! Subscription: a system is told that something changed, and nothing else. R4's rest-hook without a payload is an empty post;
//! the system then asks for its Tasks (decision 0043).

use super::reading::Reading;
use super::told::{instant, meta};
use super::why::{Issue, Why};
use crate::partner_system::{Signal, SignalAddress, SignalEnd};
use crate::problem::Problem;
use serde_json::{Value, json};

/// What is listened to. No narrower: which Tasks somebody waits for would say more than that something changed.
const CRITERIA: &str = "Task";
/// The way it is told.
const CHANNEL: &str = "rest-hook";

/// The Subscription of an address.
#[must_use]
pub fn subscription(signal: &Signal) -> Value {
    let status = match signal.ended {
        None => "active",
        Some((SignalEnd::Failed, _)) => "error",
        Some(_) => "off",
    };
    let (version, changed) = signal.ended.map_or((1, signal.set_at), |(_, at)| (2, at));
    let mut told = json!({
        "resourceType": "Subscription",
        "id": signal.id.to_string(),
        "meta": meta(version, changed),
        "status": status,
        "end": instant(signal.until),
        "reason": "Something changed at this desk",
        "criteria": CRITERIA,
        "channel": { "type": CHANNEL, "endpoint": signal.address.as_str() },
    });
    if let Some((why, _)) = signal.ended {
        told["error"] = json!(match why {
            SignalEnd::Failed => "It did not take what it was told, ten times in a row",
            SignalEnd::TakenBack => "Taken back",
            SignalEnd::Replaced => "Another stands in its place",
            SignalEnd::Shut | SignalEnd::Over | SignalEnd::NewKeys => "The token is good no more",
            SignalEnd::NotNamed => "The operator does not name this host any more",
        });
    }
    told
}

/// Reads where a system wants to be told.
///
/// # Errors
/// Every issue at its place.
pub fn read_subscription(value: &Value) -> Result<SignalAddress, Vec<Issue>> {
    let mut reading = Reading::default();
    let at = "Subscription";
    let Some(sent) = reading.object(value, at, &["resourceType", "status", "reason", "criteria", "channel"]) else {
        return reading.finish(None);
    };
    if reading.text(sent, at, "resourceType").is_some_and(|told| told != at) {
        reading.add(format!("{at}.resourceType"), Why::NotTheSame);
    }
    for (name, wanted) in [("status", "requested"), ("criteria", CRITERIA)] {
        if reading.text(sent, at, name).is_some_and(|told| told != wanted) {
            reading.add(format!("{at}.{name}"), Why::NotACode);
        }
    }
    // A reason must be there by FHIR; its words are not kept.
    reading.text(sent, at, "reason");
    let Some(channel) = sent.get("channel") else {
        reading.add(format!("{at}.channel"), Why::Missing);
        return reading.finish(None);
    };
    // A payload or a header is an unknown field here: nothing is sent but that something changed.
    let at = "Subscription.channel";
    let Some(channel) = reading.object(channel, at, &["type", "endpoint"]) else { return reading.finish(None) };
    if reading.text(channel, at, "type").is_some_and(|told| told != CHANNEL) {
        reading.add(format!("{at}.type"), Why::NotACode);
    }
    let endpoint = reading.text(channel, at, "endpoint").map(SignalAddress::parse);
    let address = match endpoint {
        Some(Ok(address)) => Some(address),
        Some(Err(Problem::Missing)) => {
            reading.add(format!("{at}.endpoint"), Why::Missing);
            None
        }
        Some(Err(_)) => {
            reading.add(format!("{at}.endpoint"), Why::NotAnAddress);
            None
        }
        None => None,
    };
    reading.finish(address)
}

#[cfg(test)]
mod tests {
    use super::{read_subscription, subscription};
    use crate::fhir::Why;
    use crate::id::SignalId;
    use crate::partner_system::{Signal, SignalAddress, SignalEnd};
    use chrono::DateTime;
    use serde_json::{Value, json};
    use uuid::Uuid;

    fn posted() -> Value {
        json!({
            "resourceType": "Subscription", "status": "requested", "reason": "x", "criteria": "Task",
            "channel": { "type": "rest-hook", "endpoint": "https://clinic.example/hook" },
        })
    }

    #[test]
    fn what_is_posted_is_an_address_and_what_more_is_wanted_is_named() {
        let address = read_subscription(&posted()).expect("an address");
        assert_eq!(address.as_str(), "https://clinic.example/hook");
        let issue = |pointer: &str, name: &str, value: Value| {
            let mut sent = posted();
            sent.pointer_mut(pointer).expect("a place")[name] = value;
            let issue = read_subscription(&sent).expect_err("wrong").remove(0);
            (issue.at, issue.why)
        };
        for (pointer, name, value, at, why) in [
            ("", "criteria", json!("Task?status=requested"), "Subscription.criteria", Why::NotACode),
            ("", "criteria", json!("Patient"), "Subscription.criteria", Why::NotACode),
            ("", "status", json!("active"), "Subscription.status", Why::NotACode),
            ("", "end", json!("2030-01-01T00:00:00Z"), "Subscription.end", Why::Unknown),
            ("", "contact", json!([]), "Subscription.contact", Why::Unknown),
            ("/channel", "type", json!("email"), "Subscription.channel.type", Why::NotACode),
            ("/channel", "payload", json!("application/fhir+json"), "Subscription.channel.payload", Why::Unknown),
            ("/channel", "header", json!(["Authorization: x"]), "Subscription.channel.header", Why::Unknown),
            (
                "/channel",
                "endpoint",
                json!("http://clinic.example/"),
                "Subscription.channel.endpoint",
                Why::NotAnAddress,
            ),
            ("/channel", "endpoint", json!(1), "Subscription.channel.endpoint", Why::WrongShape),
        ] {
            assert_eq!(issue(pointer, name, value), (at.to_owned(), why));
        }
        assert_eq!(read_subscription(&json!({})).expect_err("nothing").len(), 5);
    }

    #[test]
    fn what_ended_says_why_and_what_failed_is_an_error() {
        let at = DateTime::UNIX_EPOCH;
        let address = SignalAddress::parse("https://clinic.example/hook").expect("an address");
        for why in SignalEnd::ALL {
            let id = SignalId(Uuid::from_u128(1));
            let told =
                subscription(&Signal { id, address: address.clone(), set_at: at, until: at, ended: Some((*why, at)) });
            let status = if *why == SignalEnd::Failed { "error" } else { "off" };
            assert_eq!((told["status"].as_str(), told["meta"]["versionId"].as_str()), (Some(status), Some("2")));
            assert!(told["error"].is_string() && told["channel"].get("payload").is_none());
        }
    }
}
