//! Contacts that waited on a phone without a signal, received as it sends them when there is one again.

use super::Measured;
use super::consent::milliseconds;
use anyhow::{Context, bail, ensure};
use app::Site;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use domain::contact::{BATCH_MAX, ContactForm, frame};
use domain::id::{ContactId, SubmissionId};
use std::net::SocketAddr;
use std::time::Instant;
use tower::ServiceExt;
use vault::contact::phone::{Enrolled, Enrolment};
use vault::{Token, Vault};

/// More than a volunteer logs in a month without a signal.
const WAITING: usize = 3_000;
/// Times so many are sent.
const ROUNDS: usize = 3;

/// From the first batch to the last receipt.
pub(super) async fn measure(site: &Site, router: &Router, token: &str) -> anyhow::Result<Measured> {
    let vault = site.vault();
    let session = Token::parse(token).context("a token")?;
    let actor = vault.session(&session).await?.context("a live session")?;
    let enrolment = vault.enrol_phone(&actor, SubmissionId(vault.new_submission())).await?;
    let Some(Enrolment::Now(phone)) = enrolment else { bail!("a phone of hers") };
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let waiting = (0..WAITING).map(|_| saved(vault, &phone)).collect::<Option<Vec<_>>>().context("sealed")?;
        let begun = Instant::now();
        for batch in waiting.chunks(BATCH_MAX) {
            let receipts = send(router, &phone, batch.concat()).await?;
            ensure!(receipts.lines().filter(|line| line.ends_with(" kept")).count() == batch.len(), "all are kept");
        }
        times.push(milliseconds(begun));
    }
    Ok(Measured::new(times, "?".into(), 0))
}

/// As the phone's page seals it.
fn saved(vault: &Vault, phone: &Enrolled) -> Option<Vec<u8>> {
    let id = ContactId(vault.new_submission());
    let form = ContactForm {
        commune: "03646".into(),
        place: "lodging".into(),
        whom: "anonymous".into(),
        sex: "female".into(),
        age: "25_29".into(),
        condoms: "10".into(),
        ..ContactForm::default()
    };
    let saved_at = vault.now().timestamp_millis();
    let sealed = vault::testing::seal_on_a_phone(phone, id, saved_at, form, &crate::system::SystemEntropy)?;
    frame(id, &sealed)
}

async fn send(router: &Router, phone: &Enrolled, batch: Vec<u8>) -> anyhow::Result<String> {
    let mut request = Request::post("/field/contacts")
        .header("host", "localhost")
        .header("origin", "http://localhost")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/octet-stream")
        .header("authorization", format!("Bearer {}", phone.token.expose()))
        .body(Body::from(batch))?;
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
    let response = router.clone().oneshot(request).await?;
    ensure!(response.status().is_success(), "{} to a batch", response.status());
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
    Ok(String::from_utf8(body.to_vec())?)
}
