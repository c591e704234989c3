//! Clocks, randomness and throw-away databases for tests and demonstrations. None of it opens anything.

use crate::Vault;
use crate::contact::phone::Enrolled;
use crate::error::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::audit::Break;
use domain::contact::{ContactForm, PADDED_TO, SavedContact};
use domain::id::ContactId;
use domain::time::{Clock, Entropy};
use seal::{PartyKey, Place};
use sqlx::Connection;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// A clock that stands where it was put.
pub struct StandingClock(Mutex<DateTime<Utc>>);

impl StandingClock {
    /// Stands at this time.
    #[must_use]
    pub const fn at(time: DateTime<Utc>) -> Self {
        Self(Mutex::new(time))
    }

    /// Moves on, or back.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().expect("no test panics while holding it") += by;
    }
}

impl Clock for StandingClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("no test panics while holding it")
    }
}

/// What a phone keeps of what was typed on it, as its page seals it; `None` when the phone has no key to seal to.
#[must_use]
pub fn seal_on_a_phone(
    phone: &Enrolled,
    id: ContactId,
    saved_at: i64,
    form: ContactForm,
    entropy: &dyn Entropy,
) -> Option<Vec<u8>> {
    let saved = SavedContact { account: phone.account, phone: phone.phone, saved_at, form };
    let mut body = serde_json::to_vec(&saved).ok()?;
    body.resize(body.len().next_multiple_of(PADDED_TO), b' ');
    PartyKey::seal_to(&phone.seal_to.0, Place::on_a_phone(id), &body, entropy)
}

impl Vault {
    /// How many events the audit has, where all of it holds.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when an event or a checkpoint was changed, removed, added or moved.
    pub async fn check_audit(&self) -> Result<i64> {
        let checked = self.check_audit_with(&[]).await?;
        match checked.broken {
            None => Ok(checked.events),
            Some(Break::Head) => Err(Error::Inconsistent("audit_head")),
            Some(Break::Cases(_)) => Err(Error::Inconsistent("audit_cases")),
            Some(Break::Checkpoint(_)) => Err(Error::Inconsistent("audit_checkpoints")),
            Some(Break::Event(_) | Break::Exported(_)) => Err(Error::Inconsistent("audit_events")),
        }
    }
}

/// Bytes that are the same for the same seed, and never repeat within a run.
pub struct SeededEntropy {
    seed: u64,
    drawn: AtomicU64,
}

impl SeededEntropy {
    /// Starts a stream.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut hasher = blake3::Hasher::new_derive_key("dong-hanh 2026 bytes of a test");
        hasher.update(&self.seed.to_be_bytes()).update(&drawn.to_be_bytes());
        hasher.finalize_xof().fill(bytes);
    }
}

/// A SQLite file that is removed with its journal, and with the keys that stand beside it, when dropped.
pub struct TempFile(PathBuf);

impl TempFile {
    /// A path nobody else uses.
    #[must_use]
    pub fn new(name: &str) -> Self {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let made = MADE.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("dong-hanh-{name}-{}-{made}.db", std::process::id())))
    }

    /// Its database address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("sqlite://{}", self.0.display())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", ".audit-key", ".intake-key"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            let _absent = std::fs::remove_file(path);
        }
    }
}

/// A database of its own on the server that `TEST_POSTGRES_URL` names, thrown away when this is dropped.
pub struct ServerDatabase(String);

#[expect(clippy::disallowed_methods, reason = "tests learn of the throw-away server by the environment")]
fn server() -> Option<String> {
    std::env::var("TEST_POSTGRES_URL").ok()
}

impl ServerDatabase {
    /// `None` when the environment names no server. `like` is SQL behind `create database`.
    async fn make(name: &str, like: &str) -> Option<Self> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let server = server()?;
        let made = MADE.fetch_add(1, Ordering::Relaxed);
        let database = format!("{name}_{}_{made}", std::process::id());
        run_sql(&server, &format!("create database {database} {like}")).await;
        let base = server.trim_end_matches('/').rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
        Some(Self(format!("{base}/{database}")))
    }

    fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

impl Drop for ServerDatabase {
    fn drop(&mut self) {
        let Some(server) = server() else { return };
        let text = format!("drop database if exists {} with (force)", self.name());
        // A runtime of its own, for this may be dropped inside another.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(run_sql(&server, &text));
        });
        let _failed_after_the_story = dropped.join();
    }
}

/// An empty database that goes when this does.
pub enum TempDatabase {
    /// On SQLite.
    File(TempFile),
    /// On PostgreSQL.
    Server(ServerDatabase),
}

impl TempDatabase {
    /// One for each engine of the run: SQLite always, PostgreSQL when it has a server.
    ///
    /// # Panics
    /// When the server is named but does not answer.
    pub async fn of_each(name: &str) -> Vec<Self> {
        let file = Self::File(TempFile::new(name));
        std::iter::once(file).chain(ServerDatabase::make(name, "").await.map(Self::Server)).collect()
    }

    /// On PostgreSQL, when the run has a server.
    ///
    /// # Panics
    /// When the server is named but does not answer.
    pub async fn on_server(name: &str) -> Option<Self> {
        ServerDatabase::make(name, "").await.map(Self::Server)
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::File(file) => file.url(),
            Self::Server(database) => database.0.clone(),
        }
    }

    /// Its file, on SQLite.
    #[must_use]
    pub fn path(&self) -> Option<&std::path::Path> {
        match self {
            Self::File(file) => Some(file.path()),
            Self::Server(_) => None,
        }
    }

    /// Another with the same in it. Nobody may be connected to this one.
    ///
    /// # Panics
    /// When there is no room, the server does not answer, or somebody is.
    pub async fn copy(&self, name: &str) -> Self {
        match self {
            Self::File(file) => {
                let copy = TempFile::new(name);
                std::fs::copy(file.path(), copy.path()).expect("room for a copy");
                Self::File(copy)
            }
            Self::Server(database) => {
                let like = format!("template {}", database.name());
                Self::Server(ServerDatabase::make(name, &like).await.expect("the server that has the first"))
            }
        }
    }
}

/// Counts the rows, as PostgreSQL's autovacuum does by itself where they come in the course of months and not in one minute;
/// SQLite counts none.
///
/// # Panics
/// When the database does not answer.
pub async fn autovacuum(url: &str) {
    if url.starts_with("postgres") {
        run_sql(url, "analyze").await;
    }
}

/// Runs SQL past the vault, as somebody would who has the database: a fault to be injected, a row to be moved. Gives the
/// number of rows it changed.
///
/// # Panics
/// When the database does not take it.
pub async fn run_sql(url: &str, text: &str) -> u64 {
    let text = sqlx::AssertSqlSafe(text.to_owned());
    if url.starts_with("postgres") {
        let mut connection = sqlx::PgConnection::connect(url).await.expect("the database answers");
        sqlx::raw_sql(text).execute(&mut connection).await.expect("good SQL").rows_affected()
    } else {
        let mut connection = sqlx::SqliteConnection::connect(url).await.expect("the database answers");
        sqlx::raw_sql(text).execute(&mut connection).await.expect("good SQL").rows_affected()
    }
}
