//! A partner's system asks to be told of changes, and its desk sees what was sent. Nothing here goes out: what would be posted is
//! handed to the test.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::fhir::{ask, json, token};
use crate::support::{log_in, on_sqlite};
use crate::web::Web;
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::fhir::Why;
use domain::partner_system::SignalHosts;
use std::sync::Mutex;

fn wanted(endpoint: &str) -> String {
    format!(
        r#"{{"resourceType":"Subscription","status":"requested","reason":"x","criteria":"Task",
        "channel":{{"type":"rest-hook","endpoint":"{endpoint}"}}}}"#
    )
}

const HOOK: &str = "https://clinic.example/changed";

#[tokio::test]
async fn a_system_sets_where_it_is_told_and_takes_it_back() {
    let world = on_sqlite("signal_fhir").await;
    let clock = world.clock.clone();
    let case = world.open_case("CANARY Hoa Ban").await;
    let (own, other) = (token(&world.vault, "sen").await, token(&world.vault, "bich").await);
    let id = world.refer(case).await;
    let web = Web::over(world);
    let post = async |body: &str| ask(&web, ("POST", "/Subscription"), &own, body, &[]).await;
    let made = post(&wanted(HOOK)).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let subscription = json(&made);
    assert_eq!(
        (subscription["status"].as_str(), made.headers["etag"].to_str().ok()),
        (Some("active"), Some("W/\"1\""))
    );
    let again = post(&wanted(HOOK)).await;
    assert_eq!((again.status, &again.body), (StatusCode::OK, &made.body));
    let path = format!("/Subscription/{}", subscription["id"].as_str().unwrap());
    assert_eq!(made.location, format!("/fhir/R4{path}"));
    // Its own, and nobody else's.
    for (method, who, status) in [("GET", &own, 200), ("GET", &other, 404), ("DELETE", &other, 404)] {
        assert_eq!(ask(&web, (method, &path), who, "", &[]).await.status.as_u16(), status, "{method}");
    }
    // Only hosts that the operator named, only https, and no content.
    for (body, why) in [
        (wanted("https://other.example/changed"), Why::HostNotNamed),
        (wanted("https://clinic.example:8443/changed"), Why::HostNotNamed),
        (wanted("http://clinic.example/changed"), Why::NotAnAddress),
        (wanted("https://clinic.example/?code=KH-7K3M"), Why::NotAnAddress),
        (wanted(HOOK).replace("\"Task\"", "\"Patient\""), Why::NotACode),
        (wanted(HOOK).replace("\"rest-hook\",", "\"rest-hook\",\"payload\":\"application/json\","), Why::Unknown),
    ] {
        let answer = post(&body).await;
        assert_eq!(answer.status.as_u16(), why.status(), "{body}");
        assert!(answer.body.contains(why.words().0), "{}", answer.body);
    }
    // A change is posted where it was asked for, with nothing in it; the test is the other side.
    let vault = web.site().vault();
    let posted = Mutex::new(Vec::new());
    let told = async || {
        let listen = |address: domain::partner_system::SignalAddress| {
            posted.lock().unwrap().push(address.as_str().to_owned());
            async { Some(204) }
        };
        server::signal::tell(vault, web.site().signal_hosts(), listen).await.unwrap()
    };
    assert_eq!(told().await, 0);
    let accepted = domain::referral::Outcome::of(domain::referral::Answer::Accepted);
    vault.answer_referral(&log_in(vault, "sen").await, id, &accepted).await.unwrap().unwrap();
    clock.advance(TimeDelta::seconds(31));
    assert_eq!(told().await, 1);
    assert_eq!(*posted.lock().unwrap(), [HOOK]);
    // Its desk sees what was sent, and the page holds no client.
    let sen = web.session("sen").await;
    let list = web.ask("GET", "/systems", sen.as_deref(), "").await;
    let page = list.body.split("href=\"").find(|rest| rest.starts_with("/systems/") && rest.contains("/signal\""));
    let page = page.unwrap().split('"').next().unwrap().to_owned();
    let shown = web.ask("GET", &page, sen.as_deref(), "").await;
    assert!(shown.body.contains(HOOK) && shown.body.contains("(204)") && !shown.body.contains("CANARY"));
    // Ended by the system, and a second time; by the page the same.
    assert_eq!(ask(&web, ("DELETE", &path), &own, "", &[]).await.status, StatusCode::OK);
    assert_eq!(ask(&web, ("DELETE", &path), &own, "", &[]).await.status, StatusCode::OK);
    let off = json(&ask(&web, ("GET", &path), &own, "", &[]).await);
    assert_eq!((off["status"].as_str(), off["meta"]["versionId"].as_str()), (Some("off"), Some("2")));
    let set = web.ask("POST", &page, sen.as_deref(), "address=https%3A%2F%2Fclinic.example%2Fchanged").await;
    assert_eq!((set.status, set.location.as_str()), (StatusCode::SEE_OTHER, page.as_str()));
    let wrong = web.ask("POST", &page, sen.as_deref(), "address=https%3A%2F%2Fother.example%2F").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("https://other.example/"), "what was typed is there still");
    let end = web.ask("POST", &page, sen.as_deref(), "intent=end").await;
    assert_eq!(end.status, StatusCode::SEE_OTHER);
    // Nobody of another house finds the page.
    for other in ["bich", "mai", "giamsat", "quantri"] {
        let session = web.session(other).await;
        assert_eq!(web.ask("GET", &page, session.as_deref(), "").await.status, StatusCode::NOT_FOUND, "{other}");
    }
}

#[tokio::test]
async fn where_no_host_is_named_nobody_is_told_and_everything_says_so() {
    let world = on_sqlite("signal_absent").await;
    let own = token(&world.vault, "sen").await;
    let web = Web::telling(world, SignalHosts::default());
    let answer = ask(&web, ("POST", "/Subscription"), &own, &wanted(HOOK), &[]).await;
    assert_eq!(answer.status.as_u16(), Why::NoSignals.status());
    assert!(answer.body.contains(Why::NoSignals.words().0));
    let spoken = ask(&web, ("GET", "/metadata"), "", "", &[]).await;
    assert!(!spoken.body.contains("Subscription") && spoken.body.contains("Appointment"));
    let sen = web.session("sen").await;
    let list = web.ask("GET", "/systems", sen.as_deref(), "").await;
    assert!(!list.body.contains("/signal\""), "there is no way to it");
    assert_eq!(list.status, StatusCode::OK);
}
