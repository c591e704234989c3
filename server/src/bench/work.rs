//! The screens of a day, and saving the note of a session.

use super::Measured;
use super::consent::{ask, milliseconds};
use super::fill::{People, session};
use app::Site;
use axum::Router;
use axum::http::StatusCode;
use std::time::Instant;
use vault::counting_statements;

pub(super) struct Screen<'a> {
    pub name: &'static str,
    pub path: String,
    pub token: &'a str,
    /// The milliseconds its p95 may take (docs/FIGURES.md).
    pub most: f64,
}

pub(super) fn screens(people: &People) -> Vec<Screen<'_>> {
    let (worker, supervisor, clinic) = (&people.worker, &people.supervisor, &people.clinic);
    let (case, long) = (people.case, people.long);
    [
        ("my day", "/my-day".to_owned(), worker, 20.0),
        ("caseload", "/cases".to_owned(), worker, 15.0),
        ("open a case", format!("/cases/{case}"), worker, 15.0),
        ("open a case of many entries", format!("/cases/{long}"), worker, 15.0),
        ("sessions of a case of many entries", format!("/cases/{long}/counselling"), worker, 15.0),
        ("likely duplicates", "/duplicates".to_owned(), worker, 25.0),
        ("charts of a caseload", "/cases/charts".to_owned(), worker, 40.0),
        ("referrals of a caseload", "/referrals".to_owned(), worker, 20.0),
        ("first step of a referral", format!("/cases/{case}/referrals/new"), worker, 20.0),
        ("supervision board", "/supervision".to_owned(), supervisor, 40.0),
        // Ten times what waits at a busy clinic.
        ("a clinic's desk, 500 referrals", "/expected".to_owned(), clinic, 60.0),
        ("directory", "/directory".to_owned(), worker, 20.0),
    ]
    .map(|(name, path, token, most)| Screen { name, path, token, most })
    .into()
}

/// Each with a number of its own, as from a form that was just shown.
pub(super) async fn save_notes(
    site: &Site,
    router: &Router,
    people: &People,
    rounds: usize,
) -> anyhow::Result<Measured> {
    let post = format!("/cases/{}/counselling/new", people.case);
    let today = session(site.vault()).held_on.replace('/', "%2F");
    let mut times = Vec::with_capacity(rounds);
    let mut statements = 0;
    for _ in 0..rounds {
        let number = site.vault().new_submission();
        let body = format!(
            "form={number}&intent=save&kind=risk_reduction&setting=individual&attendance=came&issues=health\
             &agreed=g%E1%BA%B7p+l%E1%BA%A1i&services=information&held_on={today}"
        );
        let begun = Instant::now();
        let (status, counted) = counting_statements(ask(router, &people.worker, "POST", &post, body)).await;
        times.push(milliseconds(begun));
        statements = counted;
        let status = status?;
        anyhow::ensure!(status == StatusCode::SEE_OTHER, "{status} to a note");
    }
    Ok(Measured::new(times, statements.to_string(), 0))
}
