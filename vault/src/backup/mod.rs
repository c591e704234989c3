//! Backups that open for nobody but the keeper of their key, and a way back that opens nothing again (decision 0020).
//!
//! A **backup** is every row, as it was at one moment. The **list of what stands** is written beside it all the time while
//! the server runs: the keys, seals and consents that are there now. To have a client's consent is to hold a key, so to
//! shut is to delete; whatever is in a backup and not in the newest list was shut since, and [`Vault::restore`] shuts it
//! again before anybody can ask.

mod content;
mod ends;
mod restore;
mod shut;
mod standing;
#[cfg(test)]
mod tests;

pub use content::About;
pub use restore::{Restorable, ShutAgain};
pub use standing::{Standing, StandingNow};

use crate::Vault;
use crate::audit::events_so_far;
use crate::crypt::{Closed, Kind, Sealer};
use crate::engine::{Writing, sql};
use crate::error::Error;
use chrono::{DateTime, Utc};
use domain::audit::{Deed, PublicKey, hex};
use std::fmt;
use std::io::Write;

/// Why a backup was not made or not put back. Carries no value of a row.
#[derive(Debug)]
pub enum Fault {
    /// The database.
    Data(Error),
    /// The file.
    File(std::io::Error),
    /// This program has no key to sign with.
    NoSigningKey,
    /// The backup does not open.
    Backup(Closed),
    /// The list of what stands does not open.
    Standing(Closed),
    /// It opens, and what is inside cannot be read.
    Unreadable,
    /// It is of a database with another newest migration.
    OtherSchema {
        /// The backup's.
        backup: i64,
        /// This program's.
        ours: i64,
    },
    /// There is something in the database already.
    NotEmpty,
    /// The list is older than the backup, or than a checkpoint that somebody else keeps.
    OldList {
        /// Events the list knows of.
        knows: i64,
        /// Events there were.
        were: i64,
    },
    /// A team's keys were replaced after the backup.
    KeysReplaced,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(error) => error.fmt(f),
            Self::File(error) => write!(f, "file: {}", error.kind()),
            Self::NoSigningKey => f.write_str("there is no key to sign with"),
            Self::Backup(closed) => write!(f, "the backup: {closed}"),
            Self::Standing(closed) => write!(f, "the list of what stands: {closed}"),
            Self::Unreadable => f.write_str("what is inside cannot be read by this program"),
            Self::OtherSchema { backup, ours } => write!(
                f,
                "the backup is of a database with migration {backup}, this program has {ours}: put it back with the program \
                 of then, and upgrade afterwards"
            ),
            Self::NotEmpty => f.write_str("the database is not empty: a backup is put back into an empty one only"),
            Self::OldList { knows, were } => write!(
                f,
                "the list of what stands is too old: it knows of {knows} events of the audit, and there were {were}. What was \
                 shut in between would open again"
            ),
            Self::KeysReplaced => f.write_str(
                "a team's keys were replaced after this backup: what is sealed to the old ones may not open again. A later \
                 backup was made at that moment",
            ),
        }
    }
}

impl std::error::Error for Fault {}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Data(error)
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Data(error.into())
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

#[derive(sqlx::FromRow)]
struct Head {
    seq: i64,
    hash: Vec<u8>,
    checkpoint: i64,
    schema: i64,
}

impl Vault {
    /// Writes every row, as it is at this moment, sealed to a public key. Nobody waits for it meanwhile.
    ///
    /// # Errors
    /// When the database or the file is not available, or this vault has no key to sign with: what was written until then
    /// opens for nobody.
    pub async fn back_up<W: Write + Send>(&self, to: &PublicKey, out: W) -> Result<(About, W), Fault> {
        let signer = self.checkpoint_key.as_ref().ok_or(Fault::NoSigningKey)?;
        let mut sealer = Sealer::begin(out, Kind::Backup, self.new_id(), to, self.entropy.as_ref())?;
        let mut snapshot = self.database.snapshot().await?;
        let about = self.about(&mut snapshot).await?;
        content::put_about(&mut sealer, &about)?;
        for table in snapshot.tables().await? {
            content::put_table(&mut sealer, &table)?;
            snapshot.rows(&table, |rows| content::put_rows(&mut sealer, &rows)).await??;
        }
        content::put_end(&mut sealer)?;
        Ok((about, sealer.finish(signer)?))
    }

    /// Where the audit is, which everything that is shut has to pass.
    async fn about(&self, snapshot: &mut Writing) -> Result<About, Error> {
        let head = sql!(
            snapshot.conn(),
            query_as::<Head>,
            "select seq, hash, (select coalesce(max(number), 0) from audit_checkpoints) as checkpoint, \
             (select coalesce(max(version), 0) from _sqlx_migrations) as schema from audit_head where only_one = 1"
                => fetch_one
        )?;
        Ok(About {
            schema: head.schema,
            at: self.now(),
            events: head.seq,
            head: hex::write(&head.hash),
            checkpoint: head.checkpoint,
        })
    }

    /// Whether a team's keys were replaced after a time: then a backup from before cannot be given back whole.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn keys_replaced_since(&self, at: DateTime<Utc>) -> Result<bool, Error> {
        let mut reading = self.database.read().await?;
        let found = sql!(
            reading.conn(),
            query_scalar::<i64>,
            "select seq from audit_events where at > $1 and deed = $2 limit 1",
            at, Deed::TeamKeysRotated.code() => fetch_optional
        )?;
        Ok(found.is_some())
    }

    /// How many events the audit has: nothing is opened or shut without one.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn events(&self) -> Result<i64, Error> {
        let mut reading = self.database.read().await?;
        events_so_far(reading.conn()).await
    }
}
