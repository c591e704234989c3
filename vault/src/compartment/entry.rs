//! What a desk writes in its compartment: typed bodies, each sealed under the compartment's key. Rows are only added; what a
//! desk's noun puts in the place of an earlier one, its own body says.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{change, sql};
use crate::error::Result;
use crate::fact::Fact;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::compartment::EntryKind;
use domain::id::{ReferralId, SubmissionId};
use domain::progress::Progress;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// An entry with who wrote it.
pub struct Entry<T> {
    /// Its id.
    pub id: Uuid,
    /// What was written.
    pub body: T,
    /// Who wrote it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// What is told back with it, while the packet opens.
pub(crate) struct Told<'a> {
    pub(crate) referral: ReferralId,
    pub(crate) packet: &'a Opened<segment::Packet>,
    pub(crate) progress: &'a Progress,
}

/// An entry about to be written, in one transaction with its counts and with what is told back.
pub(crate) struct NewEntry<'a, T> {
    pub(crate) action: Action,
    pub(crate) kind: EntryKind,
    pub(crate) body: &'a T,
    pub(crate) facts: &'a [Fact<'a>],
    pub(crate) told: Option<Told<'a>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
}

impl Vault {
    /// The entries of one kind, the newest first: as far as the keys reach that were given.
    pub(crate) async fn compartment_entries<S: segment::Proof, T: DeserializeOwned>(
        &self,
        proof: &Opened<S>,
        kind: EntryKind,
    ) -> Result<Vec<Entry<T>>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select compartment_entries.id, compartment_entries.data_key_id, compartment_entries.sealed, accounts.name, \
             compartment_entries.recorded_at from compartment_entries join accounts on accounts.id = compartment_entries.recorded_by \
             where compartment_entries.case_id = $1 and compartment_entries.kind = $2 order by compartment_entries.id desc",
            proof.case().0, kind.code() => fetch_all
        )?;
        let held: Vec<_> = proof.keys().map(|(key, ..)| key).collect();
        rows.into_iter()
            .filter(|row| held.contains(&row.data_key_id))
            .map(|row| {
                let body = proof.read("compartment_entries", row.id, row.data_key_id, &row.sealed)?;
                Ok(Entry { id: row.id, body, recorded_by: row.name, recorded_at: row.recorded_at })
            })
            .collect()
    }

    /// Writes one. `None` when the key is not held any more. A second post of the same form writes nothing and gives the first.
    pub(crate) async fn keep_compartment_entry<S: segment::Proof, T: Serialize>(
        &self,
        actor: &Actor,
        ring: &Ring,
        proof: &Opened<S>,
        entry: &NewEntry<'_, T>,
        form: SubmissionId,
    ) -> Result<Option<Uuid>> {
        if !actor.may(entry.action) || proof.case() != ring.case() {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_holds(writing.conn(), actor, proof.newest_key()).await? {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(earlier));
        }
        let (key, sealed) = proof.write(self, "compartment_entries", id, entry.body);
        change!(
            writing.conn(),
            "insert into compartment_entries (id, case_id, data_key_id, kind, sealed, recorded_by, recorded_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            ring.case().0,
            key,
            entry.kind.code(),
            sealed,
            actor.account.0,
            now
        )?;
        if let Some(told) = &entry.told {
            self.keep_progress(&mut writing, actor, told.referral, told.packet, told.progress, now).await?;
        }
        let event = Event {
            deed: Deed::Recorded,
            segments: &[S::SEGMENT],
            reason: Reason::Referral,
            basis: Basis::Consent,
            consent: None,
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        for fact in entry.facts {
            self.count(&mut writing, fact).await?;
        }
        writing.commit().await?;
        Ok(Some(id))
    }
}
