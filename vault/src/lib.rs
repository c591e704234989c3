//! The only door to data: parties, keys, wraps, audit, SQL.
//!
//! To have a client's consent is to hold a key. The query that finds a record is the query that
//! finds the caller's wrapped key for it; without a live grant there is no wrap, so there is no
//! row and no plaintext, whatever the page, the SQL or the administrator does.
//!
//! Start reading at [`Vault::open_case`] (`access.rs`): a look at a case goes through it; lists, cards, slips and clubs
//! have doors of their own (docs/ARCHITECTURE.md, *Keys and parties*). Below it are `audit.rs` (written before anything is
//! shown), `crypt/` and `engine/` (SQL); [`Actor`] is who asks. A noun is a module with an `impl Vault`, for the rules of
//! the same name in `domain`; its stories are in `tests/`.

#[cfg(test)]
extern crate self as vault;

mod access;
pub mod accompaniment;
pub mod account;
mod actor;
pub mod agenda;
pub mod audit;
pub mod backup;
pub mod breach;
pub mod card;
pub mod care_plan;
pub mod case;
pub mod client;
pub mod clinic;
pub mod closure;
pub mod club;
pub mod coded_plan;
mod codes;
pub mod commodity;
pub mod compartment;
pub mod consent;
pub mod contact;
pub mod counselling;
pub mod cover;
mod crypt;
pub mod demand;
mod desk;
pub mod directory;
mod draft;
pub mod duplicate;
pub mod emergency;
mod engine;
pub mod erasure;
mod error;
pub mod expiry;
mod fact;
pub mod fhir;
pub mod hiv;
pub mod incident;
pub mod intake;
pub mod job;
pub mod legal;
pub mod livelihood;
pub mod merge;
mod micro_plan;
#[cfg(doctest)]
mod must_not_compile;
pub mod needs;
pub mod note_review;
pub mod partner_system;
pub mod progress;
pub mod promotion;
pub mod recovery_sheet;
pub mod referral;
pub mod referral_chart;
pub mod rights;
pub mod risk;
pub mod safety_plan;
pub mod scale;
pub mod sealed_note;
pub mod shared_result;
pub mod signal;
mod submission;
pub mod supervision;
#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;
pub mod testing;
pub mod training;
pub mod transfer;
mod turn;
pub mod volunteer_team;
pub mod who_looked;

pub use access::{Opened, Ring, segment};
pub use actor::Actor;
pub use crypt::{BackupKey, CheckpointKey, Closed, IntakeKey, PasswordCost, Token};
pub use draft::DraftOf;
pub use engine::counting_statements;
pub use error::{Error, Result};

use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::PublicKey;
use domain::time::{Clock, Entropy};
use engine::Database;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Passwords derived at once; each takes [`PasswordCost`]'s memory.
const PASSWORDS_AT_ONCE: usize = 2;

/// The data of one deployment and what is needed to open it with somebody's key.
pub struct Vault {
    database: Database,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    cost: PasswordCost,
    /// The latest time seen, in microseconds: a clock set back never revives a grant.
    latest: AtomicI64,
    hashing: Arc<Semaphore>,
    /// What signs the audit's checkpoints, where this program does.
    checkpoint_key: Option<CheckpointKey>,
    /// Whose checkpoints are believed.
    trusted: Vec<PublicKey>,
    /// What opens the contacts that phones sealed: today's first, and those of before.
    intake: Vec<IntakeKey>,
    /// Cards derived at once: one, apart from the passwords of staff.
    card_hashing: Arc<Semaphore>,
    /// Codes of clients, as given out and as they take back, derived at once: one, apart from both, at which strangers guess.
    code_hashing: Arc<Semaphore>,
}

impl Vault {
    /// Opens a deployment by its database address and brings its tables up to date.
    ///
    /// # Errors
    /// When the database cannot be opened or is of a later version.
    pub async fn open(url: &str, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, cost: PasswordCost) -> Result<Self> {
        let database = Database::open(url).await?;
        let vault = Self {
            database,
            clock,
            entropy,
            cost,
            latest: AtomicI64::new(i64::MIN),
            hashing: Arc::new(Semaphore::new(PASSWORDS_AT_ONCE)),
            checkpoint_key: None,
            trusted: Vec::new(),
            intake: Vec::new(),
            card_hashing: Arc::new(Semaphore::new(1)),
            code_hashing: Arc::new(Semaphore::new(1)),
        };
        vault.begin_audit().await?;
        vault.sweep().await?;
        Ok(vault)
    }

    /// Now, by the clock, and never before a time that was already seen.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = domain::time::to_microseconds(self.clock.now());
        self.not_before(now)
    }

    /// Today in Vietnam.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        domain::date::local_date(self.now())
    }

    /// A number for a form, so that a second post of it makes no second record.
    #[must_use]
    pub fn new_submission(&self) -> Uuid {
        self.new_id()
    }

    /// Ends all connections; nothing is lost, everything acknowledged is on disk.
    pub async fn close(&self) {
        self.database.close().await;
    }

    pub(crate) fn not_before(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let now = now.timestamp_micros();
        let latest = self.latest.fetch_max(now, Ordering::Relaxed).max(now);
        DateTime::from_timestamp_micros(latest).expect("it came from a time")
    }

    /// Bytes by chance.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    pub(crate) fn new_id(&self) -> Uuid {
        domain::time::new_id(self.now(), self.entropy.as_ref())
    }
}
