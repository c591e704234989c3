//! Signing checkpoints, by a key that the database does not hold. A checkpoint's number is its place in the list and
//! the table's key, so nodes that share one database and one signing key cannot sign two different ones of one number.

use super::check::Place;
use super::events_so_far;
use crate::Vault;
use crate::crypt::{CheckpointKey, is_signed};
use crate::engine::{Reading, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::audit::checkpoint::{Statement, is_due};
use domain::audit::{Checkpoint, PublicKey};
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    events: i64,
    hash: Vec<u8>,
    at: DateTime<Utc>,
    signature: Vec<u8>,
}

impl Row {
    fn checkpoint(self) -> Result<Checkpoint> {
        let unreadable = || Error::Inconsistent("audit_checkpoints");
        let hash = self.hash.try_into().map_err(|_| unreadable())?;
        let signature = self.signature.try_into().map_err(|_| unreadable())?;
        Ok(Checkpoint { says: Statement { number: self.number, events: self.events, hash, at: self.at }, signature })
    }
}

impl Vault {
    /// Signs checkpoints with this key from now on, and believes those of `earlier` keys too.
    #[must_use]
    pub fn signing(mut self, key: CheckpointKey, earlier: &[PublicKey]) -> Self {
        let own = key.public();
        self.checkpoint_key = Some(key);
        self.trusting([&[own], earlier].concat())
    }

    /// Believes checkpoints of these keys. Without any, none is believed.
    #[must_use]
    pub fn trusting(mut self, keys: Vec<PublicKey>) -> Self {
        self.trusted = keys;
        self
    }

    /// Signs a checkpoint if one is due.
    ///
    /// # Errors
    /// As [`Self::sign_checkpoint`].
    pub async fn sign_due_checkpoint(&self) -> Result<Option<Checkpoint>> {
        let mut reading = self.database.read().await?;
        let last = self.last_checkpoint(&mut reading).await?;
        let head = events_so_far(reading.conn()).await?;
        drop(reading);
        if is_due(head, last.as_ref().map(|last| &last.says), self.now()) {
            self.sign_checkpoint().await
        } else {
            Ok(None)
        }
    }

    /// Signs a checkpoint now. `None` when nothing happened since the last one, when another node was quicker, or when
    /// this vault has no key to sign with.
    ///
    /// # Errors
    /// [`Error::Inconsistent`] when the chain does not hold since the last checkpoint: what is broken is never signed.
    pub async fn sign_checkpoint(&self) -> Result<Option<Checkpoint>> {
        let Some(key) = &self.checkpoint_key else { return Ok(None) };
        let mut reading = self.database.read().await?;
        let last = self.last_checkpoint(&mut reading).await?;
        let from = match &last {
            Some(last) => Place { events: last.says.events, hash: last.says.hash.to_vec(), at: None },
            None => Place::beginning(),
        };
        let begun = from.events;
        if last.as_ref().is_some_and(|last| !is_signed(&self.trusted, &last.says.to_string(), &last.signature)) {
            return Err(Error::Inconsistent("audit_checkpoints"));
        }
        let (end, broken) = self.walk_to_end(&mut reading, from, &mut HashMap::new()).await?;
        drop(reading);
        if broken.is_some() || end.events < begun {
            return Err(Error::Inconsistent("audit_events"));
        }
        if end.events == begun {
            return Ok(None);
        }
        let hash = end.hash.try_into().map_err(|_| Error::Inconsistent("audit_events"))?;
        let number = last.as_ref().map_or(1, |last| last.says.number + 1);
        let at = last.iter().map(|last| last.says.at).chain(end.at).fold(self.now(), DateTime::max);
        let says = Statement { number, events: end.events, hash, at };
        let signature = key.sign(&says.to_string());
        let mut writing = self.database.write().await?;
        let written = change!(
            writing.conn(),
            "insert into audit_checkpoints (number, events, hash, at, signature) values ($1, $2, $3, $4, $5) \
             on conflict (number) do nothing",
            says.number,
            says.events,
            &says.hash[..],
            says.at,
            &signature[..]
        )?;
        writing.commit().await?;
        Ok((written == 1).then_some(Checkpoint { says, signature }))
    }

    /// Whether a checkpoint was ever signed here: then a missing key is a loss, and not a first start.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn has_checkpoints(&self) -> Result<bool> {
        let mut reading = self.database.read().await?;
        let first = sql!(reading.conn(), query_scalar::<i64>, "select number from audit_checkpoints limit 1" => fetch_optional)?;
        Ok(first.is_some())
    }

    /// All checkpoints, the oldest first. They say nothing about anybody.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn checkpoints(&self) -> Result<Vec<Checkpoint>> {
        let mut reading = self.database.read().await?;
        self.kept_checkpoints(&mut reading).await
    }

    pub(super) async fn kept_checkpoints(&self, reading: &mut Reading) -> Result<Vec<Checkpoint>> {
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select number, events, hash, at, signature from audit_checkpoints order by number" => fetch_all
        )?;
        rows.into_iter().map(Row::checkpoint).collect()
    }

    pub(super) async fn last_checkpoint(&self, reading: &mut Reading) -> Result<Option<Checkpoint>> {
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select number, events, hash, at, signature from audit_checkpoints order by number desc limit 1" => fetch_optional
        )?;
        row.map(Row::checkpoint).transpose()
    }
}
