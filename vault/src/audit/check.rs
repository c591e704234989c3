//! Checking the audit: the chain event by event, what finds the events of a case, and the checkpoints.

use super::{Fields, hash_of};
use crate::Vault;
use crate::crypt::is_signed;
use crate::engine::{Reading, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::audit::{Break, Checkpoint, PublicKey};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Events taken at once.
const PAGE: i64 = 1000;

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Events that hold, from the first.
    pub events: i64,
    /// Checkpoints that hold, from the first.
    pub checkpoints: i64,
    /// The first place where it does not hold.
    pub broken: Option<Break>,
}

/// Where the chain stands: its head, and the number of the newest event, which must be the same.
#[derive(sqlx::FromRow)]
struct End {
    seq: i64,
    hash: Vec<u8>,
    at: DateTime<Utc>,
    newest: i64,
}

/// The chain after so many events.
pub(super) struct Place {
    pub(super) events: i64,
    pub(super) hash: Vec<u8>,
    pub(super) at: Option<DateTime<Utc>>,
}

impl Place {
    /// Before the first event.
    pub(super) fn beginning() -> Self {
        Self { events: 0, hash: vec![0; 32], at: None }
    }
}

impl Vault {
    /// Checks the whole audit, also against checkpoints that were exported: a chain that was computed anew or cut off
    /// before the last of them does not fit it. Events that are written meanwhile are left for the next time.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn check_audit_with(&self, exported: &[Checkpoint]) -> Result<Checked> {
        let mut reading = self.database.read().await?;
        // Before the end of the chain is read: a checkpoint that is signed later is not missed then.
        let kept = self.kept_checkpoints(&mut reading).await?;
        let mut wanted: HashMap<i64, Vec<u8>> =
            kept.iter().chain(exported).map(|checkpoint| (checkpoint.says.events, Vec::new())).collect();
        let (end, broken) = self.walk_to_end(&mut reading, Place::beginning(), &mut wanted).await?;
        let fits = |checkpoint: &Checkpoint| {
            is_signed(&self.trusted, &checkpoint.says.to_string(), &checkpoint.signature)
                && wanted.get(&checkpoint.says.events).is_some_and(|hash| *hash == checkpoint.says.hash)
        };
        let mut checkpoints = 0;
        let mut before: Option<&Checkpoint> = None;
        for checkpoint in &kept {
            let follows = checkpoint.says.number == checkpoints + 1
                && before.is_none_or(|before| {
                    before.says.events < checkpoint.says.events && before.says.at <= checkpoint.says.at
                });
            if !follows || !fits(checkpoint) {
                break;
            }
            checkpoints += 1;
            before = Some(checkpoint);
        }
        let unkept =
            (checkpoints < i64::try_from(kept.len()).unwrap_or(i64::MAX)).then_some(Break::Checkpoint(checkpoints + 1));
        // What was exported must still be kept, word for word: the list of checkpoints may not be cut off either.
        let elsewhere = exported.iter().find(|exported| !fits(exported) || !kept.contains(exported));
        let elsewhere = elsewhere.map(|checkpoint| Break::Exported(checkpoint.says.number));
        Ok(Checked { events: end.events, checkpoints, broken: broken.or(unkept).or(elsewhere) })
    }

    /// The keys whose checkpoints are believed.
    #[must_use]
    pub fn trusted_keys(&self) -> &[PublicKey] {
        &self.trusted
    }

    /// Walks from a place to where the chain ends now. Fills in the hashes that are wanted; gives how far it holds.
    pub(super) async fn walk_to_end(
        &self,
        reading: &mut Reading,
        from: Place,
        wanted: &mut HashMap<i64, Vec<u8>>,
    ) -> Result<(Place, Option<Break>)> {
        let end = sql!(
            reading.conn(),
            query_as::<End>,
            "select seq, hash, at, (select coalesce(max(seq), 0) from audit_events) as newest from audit_head where only_one = 1"
                => fetch_one
        )?;
        let mut here = from;
        while here.events < end.seq {
            let until = end.seq.min(here.events + PAGE);
            let rows = sql!(
                reading.conn(),
                query_as::<Row>,
                "select seq, at, account_id, role, organisation_id, deed, segment, reason, basis, consent_id, case_tags, previous, hash \
                 from audit_events where seq > $1 and seq <= $2 order by seq",
                here.events, until => fetch_all
            )?;
            let tagged = sql!(
                reading.conn(),
                query_as::<(i64, Vec<u8>)>,
                "select seq, case_tag from audit_cases where seq > $1 and seq <= $2",
                here.events, until => fetch_all
            )?;
            let mut tags: HashMap<i64, BTreeSet<Vec<u8>>> = HashMap::new();
            for (seq, tag) in tagged {
                tags.entry(seq).or_default().insert(tag);
            }
            for row in rows {
                let number = here.events + 1;
                if row.seq != number || row.previous != here.hash || hash_of(&row.fields())[..] != row.hash[..] {
                    return Ok((here, Some(Break::Event(number))));
                }
                if tags.remove(&number).unwrap_or_default() != row.tags() {
                    return Ok((here, Some(Break::Cases(number))));
                }
                here = Place { events: number, hash: row.hash, at: Some(row.at) };
                if let Some(hash) = wanted.get_mut(&number) {
                    hash.clone_from(&here.hash);
                }
            }
            if here.events < until {
                let missing = Break::Event(here.events + 1);
                return Ok((here, Some(missing)));
            }
        }
        let ends = here.hash == end.hash && end.newest == end.seq && here.at.is_none_or(|at| at == end.at);
        Ok((here, (!ends).then_some(Break::Head)))
    }
}

/// An event as it stands in the table.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) seq: i64,
    pub(super) at: DateTime<Utc>,
    pub(super) account_id: Option<Uuid>,
    pub(super) role: Option<String>,
    pub(super) organisation_id: Option<Uuid>,
    pub(super) deed: String,
    pub(super) segment: Option<String>,
    pub(super) reason: String,
    pub(super) basis: String,
    pub(super) consent_id: Option<Uuid>,
    pub(super) case_tags: Vec<u8>,
    pub(super) previous: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

impl Row {
    pub(super) fn fields(&self) -> Fields<'_> {
        Fields {
            seq: self.seq,
            at: self.at,
            account: self.account_id,
            organisation: self.organisation_id,
            role: self.role.as_deref(),
            deed: &self.deed,
            segments: self.segment.as_deref(),
            reason: &self.reason,
            basis: &self.basis,
            consent: self.consent_id,
            tags: &self.case_tags,
            previous: &self.previous,
        }
    }

    /// The cases it names, by which it is found.
    pub(super) fn tags(&self) -> BTreeSet<Vec<u8>> {
        self.case_tags.chunks(16).map(<[u8]>::to_vec).collect()
    }
}
