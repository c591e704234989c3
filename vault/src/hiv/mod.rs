//! The segment `hiv`: a key of its own, under a consent of its own that names a letter of HIV law Art. 30. Without one there
//! is no key at all. It opens by its own door, and that door writes the letter down.

mod consent;

pub use consent::HivEntry;

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Conn, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::hiv::{HivFacts, Letter};
use domain::id::{CaseId, ReferralId, SubmissionId};
use uuid::Uuid;

/// What was known on a day.
pub struct Known {
    /// What.
    pub facts: HivFacts,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// The segment opened: on which letter, and the proof.
pub struct OpenHiv {
    /// The letter the look stands on.
    pub letter: Letter,
    /// The proof.
    pub proof: Opened<segment::Hiv>,
    ring: Ring,
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
    /// Whether the actor could open the segment now. Asked without opening anything: it decides whether there is a way to it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn holds_hiv(&self, actor: &Actor, case: CaseId) -> Result<bool> {
        if !actor.may(Action::SeeHiv) {
            return Ok(false);
        }
        let mut reading = self.database.read().await?;
        self.reaches_hiv(reading.conn(), actor, case).await
    }

    /// Whether she is named by a live consent, and does not come to the case through a broken glass alone.
    async fn reaches_hiv(&self, conn: Conn<'_>, actor: &Actor, case: CaseId) -> Result<bool> {
        let held = sql!(
            conn,
            query_scalar::<Uuid>,
            "select held_wraps.wrap_id from held_wraps join hiv_consents on hiv_consents.consent_id = held_wraps.consent_id \
             where account_id = $1 and case_id = $2 and segment = 'hiv' and valid_from <= $3 and valid_until > $3 \
             and (not exists (select 1 from held_wraps as glass where glass.account_id = $1 and glass.case_id = $2 \
             and glass.purpose = 'emergency' and glass.valid_from <= $3 and glass.valid_until > $3) \
             or exists (select 1 from held_wraps as own where own.account_id = $1 and own.case_id = $2 and own.segment = 'label' \
             and own.purpose <> 'emergency' and own.valid_from <= $3 and own.valid_until > $3)) limit 1",
            actor.account.0, case.0, self.now() => fetch_optional
        )?;
        Ok(held.is_some())
    }

    /// The case of a packet that the actor may open: how a clinic, which sees no case, comes to what it was told of.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn case_of_packet(&self, actor: &Actor, referral: ReferralId) -> Result<Option<CaseId>> {
        if !actor.may(Action::ReceiveReferral) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let case = sql!(
            reading.conn(),
            query_scalar::<Uuid>,
            "select case_id from held_wraps where account_id = $1 and referral_id = $2 and valid_from <= $3 and valid_until > $3 limit 1",
            actor.account.0, referral.0, self.now() => fetch_optional
        )?;
        Ok(case.map(CaseId))
    }

    /// Opens the segment for whom a live consent names; the look is written down with its letter first. `None` for
    /// everybody else.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn open_hiv(&self, actor: &Actor, case: CaseId) -> Result<Option<OpenHiv>> {
        if !actor.may(Action::SeeHiv) {
            return Ok(None);
        }
        let Some((mut ring, letter)) = self.open_hiv_key(actor, case).await? else { return Ok(None) };
        let proof = ring.take::<segment::Hiv>().ok_or(Error::Inconsistent("data_keys"))?;
        Ok(Some(OpenHiv { letter, proof, ring }))
    }

    /// What is known, newest first: as far as the keys reach that were given.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn hiv_facts(&self, proof: &Opened<segment::Hiv>) -> Result<Vec<Known>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select hiv_facts.id, hiv_facts.data_key_id, hiv_facts.sealed, accounts.name, hiv_facts.recorded_at from hiv_facts \
             join accounts on accounts.id = hiv_facts.recorded_by where hiv_facts.case_id = $1 order by hiv_facts.id desc",
            proof.case().0 => fetch_all
        )?;
        let held: Vec<_> = proof.keys().map(|(key, ..)| key).collect();
        rows.into_iter()
            .filter(|row| held.contains(&row.data_key_id))
            .map(|row| {
                let facts = proof.read("hiv_facts", row.id, row.data_key_id, &row.sealed)?;
                Ok(Known { facts, recorded_by: row.name, recorded_at: row.recorded_at })
            })
            .collect()
    }

    /// Writes down what is known now; what was known before stays beside it. `None` when the key is not held any more, or
    /// the case is open only because the glass was broken.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_hiv(
        &self,
        actor: &Actor,
        open: &OpenHiv,
        facts: &HivFacts,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        if !actor.may(Action::RecordHiv) {
            return Ok(None);
        }
        let (case, id) = (open.proof.case(), self.new_id());
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        if !self.still_holds(writing.conn(), actor, open.proof.newest_key()).await?
            || !self.reaches_hiv(writing.conn(), actor, case).await?
            || self.is_closed(writing.conn(), open.ring.case()).await?
        {
            return Ok(None);
        }
        let now = self.now();
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(()));
        }
        let (key, sealed) = open.proof.write(self, "hiv_facts", id, facts);
        change!(
            writing.conn(),
            "insert into hiv_facts (id, case_id, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            case.0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        let (reason, _) = open.ring.grounds(Reason::Support);
        let event = hiv_event(Deed::Recorded, reason, open.letter.basis());
        self.note(&mut writing, Some(actor), &Event { cases: vec![open.ring.tag()], ..event }).await?;
        writing.commit().await?;
        Ok(Some(()))
    }
}

/// Every event of this segment names it alone, so that no list of others shows it.
fn hiv_event(deed: Deed, reason: Reason, basis: Basis) -> Event<'static> {
    Event { deed, segments: &[Segment::Hiv], reason, basis, consent: None, cases: Vec::new() }
}
