//! `bench`: pages asked of the real router at a number of cases; server time and SQL statements, in a table.
#![expect(clippy::print_stdout, reason = "it prints a table")]

mod consent;
mod fill;
mod outbox;
mod work;

use crate::config::Bench;
use crate::system::{SystemClock, SystemEntropy};
use crate::{assets, http};
use anyhow::Context;
use app::Site;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;
use tower::ServiceExt;
use vault::testing::{TempFile, autovacuum};
use vault::{IntakeKey, PasswordCost, Token, Vault};

/// A caseload, by the norm of small caseloads.
const CASELOAD: usize = 60;

/// Measures and prints.
///
/// # Errors
/// When the database is not empty or a page does not answer.
pub async fn run(options: &Bench) -> anyhow::Result<()> {
    let file = options.database.is_none().then(|| TempFile::new("bench"));
    let database = options.database.clone().or_else(|| file.as_ref().map(TempFile::url)).context("a database")?;
    let vault = Vault::open(&database, Arc::new(SystemClock), Arc::new(SystemEntropy), PasswordCost::FOR_TESTS).await?;
    let vault = vault.receiving(vec![IntakeKey::generate(&SystemEntropy)]);
    anyhow::ensure!(!vault.is_set_up().await?, "measure in an empty database");
    let people = fill::fill(&vault, options.cases).await?;
    autovacuum(&database).await;
    let engine = if database.starts_with("postgres") { "PostgreSQL" } else { "SQLite" };
    let site = Site::new(vault, assets::names(), "14".into(), true, Token::new(&SystemEntropy));
    let router = http::router(&site, true, false);
    let referrals = people.referrals;
    println!(
        "{engine}, {} cases, {CASELOAD} in the caseload, {referrals} referrals, {} entries in one case, {} rounds",
        options.cases,
        fill::LONG,
        options.rounds
    );
    println!("{:<37} {:>8} {:>8} {:>8} {:>8} {:>5} {:>7}", "", "p50 ms", "p95 ms", "p99 ms", "at most", "SQL", "bytes");
    let mut broken = Vec::new();
    for screen in work::screens(&people) {
        let measured = ask_often(&router, &screen.path, screen.token, options.rounds).await?;
        broken.extend(measured.line(screen.name, screen.most));
    }
    broken.extend(
        work::save_notes(&site, &router, &people, options.rounds).await?.line("save the note of a session", 20.0),
    );
    broken.extend(
        outbox::measure(&site, &router, &people.worker).await?.line("3,000 contacts that waited on a phone", 10_000.0),
    );
    for measured in consent::measure(&site, &router, &people.worker, people.case, options.rounds).await? {
        broken.extend(measured.0.line(measured.1, measured.2));
    }
    site.vault().close().await;
    anyhow::ensure!(broken.is_empty(), "slower than it may be: {}", broken.join(", "));
    Ok(())
}

struct Measured {
    /// In milliseconds, in order.
    times: Vec<f64>,
    statements: String,
    bytes: usize,
}

impl Measured {
    fn new(mut times: Vec<f64>, statements: String, bytes: usize) -> Self {
        times.sort_by(f64::total_cmp);
        Self { times, statements, bytes }
    }

    fn at(&self, share: f64) -> f64 {
        self.times[((self.times.len() - 1) as f64 * share) as usize]
    }

    /// Prints it; gives its name back when its p95 is over the bound.
    fn line(&self, name: &'static str, most: f64) -> Option<&'static str> {
        let (p50, p95, p99) = (self.at(0.5), self.at(0.95), self.at(0.99));
        let over = if p95 > most { " too slow" } else { "" };
        println!(
            "{name:<37} {p50:>8.2} {p95:>8.2} {p99:>8.2} {most:>8} {:>5} {:>7}{over}",
            self.statements, self.bytes
        );
        (p95 > most).then_some(name)
    }
}

async fn ask_often(router: &Router, path: &str, token: &str, rounds: usize) -> anyhow::Result<Measured> {
    let mut times = Vec::with_capacity(rounds);
    let (mut statements, mut bytes) = (String::new(), 0);
    // The first few make wraps cheaper and fill caches, as the first minute of a day does.
    for round in 0..rounds + 5 {
        let mut request = Request::get(path).header("cookie", format!("__Host-session={token}")).body(Body::empty())?;
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        let begun = Instant::now();
        let response = router.clone().oneshot(request).await?;
        anyhow::ensure!(response.status().is_success(), "{path} answered {}", response.status());
        statements = response
            .headers()
            .get("server-timing")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split('"').nth(1))
            .unwrap_or("?")
            .to_owned();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
        if round >= 5 {
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        bytes = body.len();
    }
    Ok(Measured::new(times, statements, bytes))
}
