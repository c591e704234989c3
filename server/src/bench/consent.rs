//! What consent costs a page, and how long a withdrawal takes to shut.

use super::Measured;
use super::fill::open_case;
use anyhow::Context;
use app::Site;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use domain::audit::Reason;
use domain::consent::{Purpose, Segment};
use domain::id::CaseId;
use std::net::SocketAddr;
use std::time::Instant;
use vault::case::Found;
use vault::{Token, counting_statements, segment};

/// Withdrawals that are timed.
const WITHDRAWALS: usize = 100;

/// Each with its name and the milliseconds its p95 may take.
pub(super) async fn measure(
    site: &Site,
    router: &Router,
    token: &str,
    case: CaseId,
    rounds: usize,
) -> anyhow::Result<Vec<(Measured, &'static str, f64)>> {
    let vault = site.vault();
    let session = Token::parse(token).context("a token")?;
    let actor = vault.session(&session).await?.context("a live session")?;
    let (mut of_list, mut of_case) = (Vec::with_capacity(rounds), Vec::with_capacity(rounds));
    let (mut in_list, mut in_case) = (0, 0);
    for _ in 0..rounds {
        // The same join and the same unwrapping as the caseload's page; nothing is shown, so nothing is noted.
        let nothing = |_| Found { rows: Vec::new(), total: 0 };
        let begun = Instant::now();
        let (found, statements) = counting_statements(vault.list_cases(&actor, Reason::Support, nothing)).await;
        of_list.push(milliseconds(begun));
        in_list = statements;
        found?.context("may list")?;
        // The same as the page of a case: check, note, unwrap.
        let segments = [Segment::Label, Segment::Contact, Segment::Casework];
        let begun = Instant::now();
        let (ring, statements) = counting_statements(vault.open_case(&actor, case, &segments, Reason::Support)).await;
        of_case.push(milliseconds(begun));
        in_case = statements;
        ring?.context("hers")?;
    }
    let mut shut = Vec::with_capacity(WITHDRAWALS);
    for number in 0..WITHDRAWALS {
        let case = open_case(vault, &actor, number).await?;
        let ring = vault.open_case(&actor, case, &[Segment::Casework], Reason::Support).await?;
        let casework = ring.and_then(|mut ring| ring.take::<segment::Casework>()).context("hers")?;
        let entries = vault.consents(&casework).await?;
        let kept = entries.iter().find(|entry| entry.purpose == Purpose::Processing).context("recorded")?.id;
        let begun = Instant::now();
        let post = format!("/cases/{case}/consents/{kept}/withdrawal");
        let answer = ask(router, token, "POST", &post, "extent=whole").await?;
        anyhow::ensure!(answer != StatusCode::NOT_FOUND && !answer.is_server_error(), "{answer} to a withdrawal");
        while ask(router, token, "GET", &format!("/cases/{case}"), "").await? != StatusCode::NOT_FOUND {}
        shut.push(milliseconds(begun));
    }
    Ok(vec![
        (Measured::new(of_list, in_list.to_string(), 0), "consent of a caseload: check, unwrap", 5.0),
        (Measured::new(of_case, in_case.to_string(), 0), "consent of a case, with its note", 15.0),
        (Measured::new(shut, "?".into(), 0), "from a withdrawal to the first no", 1000.0),
    ])
}

pub(super) fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// Sends a form as the browser would, and waits for the whole answer.
pub(super) async fn ask(
    router: &Router,
    token: &str,
    method: &str,
    path: &str,
    body: impl Into<Body>,
) -> anyhow::Result<StatusCode> {
    use tower::ServiceExt;
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost")
        .header("origin", "http://localhost")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", format!("__Host-session={token}"))
        .body(body.into())?;
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
    let response = router.clone().oneshot(request).await?;
    let status = response.status();
    // The whole answer counts, not only its head.
    axum::body::to_bytes(response.into_body(), usize::MAX).await?;
    Ok(status)
}
