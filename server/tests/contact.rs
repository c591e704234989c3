//! What the router makes of contacts: batches that mean harm, and the one tap from a contact to a case.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::support::{met, on_sqlite};
use crate::web::{Answer, Web};
use axum::http::StatusCode;
use domain::contact::{BATCH_MAX, frame};
use domain::id::ContactId;
use uuid::Uuid;
use vault::contact::phone::Enrolment;

async fn post(web: &Web, token: &str, body: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/octet-stream"),
        ("sec-fetch-site", "same-origin"),
    ];
    web.ask_with("POST", "/field/contacts", None, body, &headers).await
}

/// Frames of nothing, whose numbers are letters, so that they travel as a text.
fn frames(count: usize) -> String {
    let one = frame(ContactId(Uuid::from_bytes([b'a'; 16])), &[]).unwrap();
    String::from_utf8(one).unwrap().repeat(count)
}

/// A hundred megabytes, twenty thousand contacts, and bytes that are no batch: refused as a whole, and nothing is opened or
/// written for any of it. The most there may be is answered for one by one.
#[tokio::test]
async fn a_batch_that_means_harm_is_refused_as_a_whole() {
    let world = on_sqlite("contact_hostile").await;
    let form = world.form();
    let Enrolment::Now(phone) = world.vault.enrol_phone(&world.volunteer, form).await.unwrap().unwrap() else {
        panic!("a form of its own")
    };
    let (url, token) = (world.url.clone(), phone.token.expose());
    let web = Web::over(world);
    let too_large = post(&web, &token, &"a".repeat(100 * 1024 * 1024)).await;
    assert_eq!(too_large.status, StatusCode::PAYLOAD_TOO_LARGE);
    for body in [frames(20_000), frames(BATCH_MAX + 1), "a".repeat(17), format!("{}\u{7f}\u{7f}", "a".repeat(16))] {
        assert_eq!(post(&web, &token, &body).await.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(
        vault::testing::run_sql(&url, "update phone_syncs set last_at = last_at").await,
        0,
        "nothing was written"
    );
    let most = post(&web, &token, &frames(BATCH_MAX)).await;
    assert_eq!(most.status, StatusCode::OK);
    assert_eq!(most.body.matches("does_not_open").count(), BATCH_MAX);
    assert_eq!(vault::testing::run_sql(&url, "update contacts set id = id").await, 0);
    for stranger in ["", "0", &"0".repeat(64)] {
        assert_eq!(post(&web, stranger, &frames(1)).await.status, StatusCode::UNAUTHORIZED);
    }
}

/// From the desk to a case: what was heard is filled in, nothing typed is lost, a second press leads to the same case, and
/// the desk says then that it was taken over, and not into which.
#[tokio::test]
async fn one_tap_from_a_contact_to_a_case() {
    let world = on_sqlite("contact_promotion").await;
    let contact = met(&world).await;
    let web = Web::over(world);
    let mai = web.session("mai").await;
    let at = format!("/contacts/{contact}/case");
    let list = web.ask("GET", "/contacts", mai.as_deref(), "").await.body;
    assert!(list.contains(&format!("href=\"{at}\"")), "{list}");
    let page = web.ask("GET", &at, mai.as_deref(), "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Nữ, 25–29") && page.body.contains(&contact.to_string()), "{}", page.body);

    let number = web.site().vault().new_submission();
    let without_yes = format!("alias=Hoa+Ban&before={contact}&needs=law&form={number}");
    let answer = web.ask("POST", &at, mai.as_deref(), &without_yes).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "no yes, no case");
    assert!(answer.body.contains("Hoa Ban") && answer.body.contains("services-problem"));
    let evidence = "method=signature&language=vi&witness=An+B&told_sensitive=yes&understood=yes&given_by=self";
    let yes = format!("channel=never_first&services=yes&processing=yes&{evidence}");
    let none = web.ask("POST", &at, mai.as_deref(), &format!("alias=Hoa+Ban&{yes}&form={number}")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("before-problem"), "{}", none.body);
    let whole = format!("{without_yes}&{yes}");
    let first = web.ask("POST", &at, mai.as_deref(), &whole).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(web.ask("POST", &at, mai.as_deref(), &whole).await.location, first.location, "the second press");
    assert_eq!(web.ask("GET", &at, mai.as_deref(), "").await.status, StatusCode::NOT_FOUND);

    let case = web.ask("GET", &first.location, mai.as_deref(), "").await.body;
    assert!(case.contains("Trước khi mở ca") && case.contains("Nữ, 25–29"), "{case}");
    let list = web.ask("GET", "/contacts", web.session("dung").await.as_deref(), "").await.body;
    let id = first.location.trim_start_matches("/cases/");
    assert!(list.contains("Đã chuyển") && !list.contains(id) && !list.contains("Hoa Ban"), "{list}");
    assert!(!list.contains(&at));
}
