//! A partner's own compartment. Its key is made at the receiver's desk and wrapped to that desk alone, under the client's own
//! consent to it; whoever referred her never holds it. It outlives the packet, and ends with its consent (decision 0033).

mod begin;
mod end;
mod entry;

pub use begin::Begun;
pub use entry::Entry;
pub(crate) use entry::{NewEntry, Told};

use crate::Vault;
use crate::access::{HeldWrap, Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::{Event, case_tag};
use crate::crypt::DataKey;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::{Action, may_open};
use domain::audit::{Basis, Deed, Reason};
use domain::compartment::Head;
use domain::consent::Segment;
use domain::id::{CaseId, ConsentId, ReferralId};
use std::collections::HashSet;
use uuid::Uuid;

/// One client's compartment at the desk.
pub struct AtDesk {
    /// A referral by which the desk comes to it.
    pub referral: ReferralId,
    /// What it opened.
    pub ring: Ring,
}

/// Whose it is, and how long it opens.
pub struct Standing {
    /// What the packet told.
    pub head: Head,
    /// Until when; this moment is already outside.
    pub until: DateTime<Utc>,
}

/// Who must stop when a consent to a compartment ends.
#[derive(sqlx::FromRow)]
pub(crate) struct Keeper {
    pub(crate) referral_id: Uuid,
    pub(crate) organisation_id: Uuid,
}

#[derive(sqlx::FromRow)]
struct HeadRow {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct DeskRow {
    #[sqlx(flatten)]
    wrap: HeldWrap,
    referral_id: Uuid,
}

impl Vault {
    /// Opens the compartment that the actor's organisation keeps of whom a referral to it is about, also when the packet
    /// ended. `None` when there is none, or her consent to it does not live: the same answer as for a referral that never was.
    ///
    /// # Errors
    /// When the audit event cannot be made durable: then nothing is opened.
    pub async fn open_compartment(
        &self,
        actor: &Actor,
        referral: ReferralId,
        segment: Segment,
    ) -> Result<Option<Ring>> {
        if !actor.may(Action::KeepCompartment) || !may_open(actor.role, segment) {
            return Ok(None);
        }
        self.open_compartment_key(actor, referral, segment).await
    }

    /// Whether it would open now. Asked without opening anything: it decides whether there is a way to it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn holds_compartment(&self, actor: &Actor, referral: ReferralId, segment: Segment) -> Result<bool> {
        if !actor.may(Action::KeepCompartment) || !may_open(actor.role, segment) {
            return Ok(false);
        }
        let mut reading = self.database.read().await?;
        self.stands(reading.conn(), actor, referral, segment).await
    }

    /// The same, asked inside a change's own transaction.
    async fn stands(&self, conn: Conn<'_>, actor: &Actor, referral: ReferralId, segment: Segment) -> Result<bool> {
        let held = sql!(
            conn,
            query_scalar::<Uuid>,
            "select held_wraps.wrap_id from held_wraps join compartments on compartments.data_key_id = held_wraps.data_key_id \
             join referrals on referrals.case_id = compartments.case_id and referrals.receiver_id = compartments.organisation_id \
             where account_id = $1 and referrals.id = $2 and compartments.organisation_id = $3 and segment = $4 \
             and purpose = 'compartment' and valid_from <= $5 and valid_until > $5 limit 1",
            actor.account.0, referral.0, actor.organisation.0, segment.code(), self.now() => fetch_optional
        )?;
        Ok(held.is_some())
    }

    /// Every compartment of this segment that opens for the actor's desk, the newest first. Noted before any of it is opened.
    ///
    /// # Errors
    /// When the audit event cannot be made durable: then nothing is opened.
    pub async fn compartments(&self, actor: &Actor, segment: Segment) -> Result<Option<Vec<AtDesk>>> {
        if !actor.may(Action::KeepCompartment) || !may_open(actor.role, segment) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let mut rows = sql!(
            writing.conn(),
            query_as::<DeskRow>,
            "select wrap_id, party_id, held_wraps.sealed, consent_id, purpose, held_wraps.data_key_id, held_wraps.case_id, segment, epoch, \
             commitment, audit_key, compartments.referral_id from held_wraps \
             join compartments on compartments.data_key_id = held_wraps.data_key_id \
             where account_id = $1 and compartments.organisation_id = $2 and segment = $3 and purpose = 'compartment' \
             and valid_from <= $4 and valid_until > $4 order by compartments.id desc",
            actor.account.0, actor.organisation.0, segment.code(), self.now() => fetch_all
        )?;
        let mut seen = HashSet::with_capacity(rows.len());
        rows.retain(|row| seen.insert(row.wrap.data_key_id));
        if rows.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let tags: HashSet<_> = rows.iter().map(|row| case_tag(&row.wrap.audit_key)).collect();
        let event = Event {
            deed: Deed::Listed,
            segments: &[segment],
            reason: Reason::Referral,
            basis: Basis::Consent,
            consent: None,
            cases: tags.into_iter().collect(),
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        let mut cheaper = Vec::new();
        // Case by case: where it was sent from, what marks it in the audit, and the keys of its record.
        type Keys = Vec<(Segment, Uuid, i64, DataKey)>;
        let mut desk: Vec<(Uuid, ReferralId, Vec<u8>, Keys)> = Vec::new();
        for row in rows {
            let (segment, key) = row.wrap.open(actor, self, &mut cheaper)?;
            let key = (segment, row.wrap.data_key_id, row.wrap.epoch, key);
            match desk.iter_mut().find(|(case, ..)| *case == row.wrap.case_id) {
                Some((.., keys)) => keys.push(key),
                None => {
                    desk.push((row.wrap.case_id, ReferralId(row.referral_id), row.wrap.audit_key, vec![key]));
                }
            }
        }
        self.keep_cheaper(cheaper).await?;
        let ring = |(case, referral, audit_key, keys): (Uuid, _, Vec<u8>, _)| AtDesk {
            referral,
            ring: Ring::of_opened_keys(CaseId(case), case_tag(&audit_key), keys),
        };
        Ok(Some(desk.into_iter().map(ring).collect()))
    }

    /// Whose compartment it is, for who opened it, and until when it opens.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn compartment_head<S: segment::Proof>(&self, proof: &Opened<S>) -> Result<Standing> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<HeadRow>,
            "select id, data_key_id, sealed from compartments where data_key_id = $1",
            proof.newest_key() => fetch_one
        )?;
        let head = proof.read("compartments", row.id, row.data_key_id, &row.sealed)?;
        let until = sql!(
            reading.conn(),
            query_scalar::<DateTime<Utc>>,
            "select valid_until from wraps where data_key_id = $1 order by valid_until desc limit 1",
            row.data_key_id => fetch_optional
        )?;
        Ok(Standing { head, until: until.ok_or(Error::Inconsistent("wraps"))? })
    }

    /// Who keeps a compartment of a case, under one consent or under any: each stops when that ends.
    pub(crate) async fn kept_in_compartments(
        &self,
        conn: Conn<'_>,
        case: CaseId,
        consent: Option<ConsentId>,
    ) -> Result<Vec<Keeper>> {
        Ok(sql!(
            conn,
            query_as::<Keeper>,
            "select distinct compartments.referral_id, compartments.organisation_id from compartments \
             join wraps on wraps.data_key_id = compartments.data_key_id \
             where compartments.case_id = $1 and (wraps.consent_id = $2 or $2 is null)",
            case.0, consent.map(|consent| consent.0) => fetch_all
        )?)
    }

    /// What lies under keys of its own and nobody can open any more does not stay: what a partner kept or told back, an offer's
    /// keys, what was known of HIV.
    pub(crate) async fn drop_unopened(&self, writing: &mut Writing, case: CaseId) -> Result<()> {
        change!(
            writing.conn(),
            "delete from hiv_facts where case_id = $1 and not exists \
             (select 1 from wraps where wraps.data_key_id = hiv_facts.data_key_id)",
            case.0
        )?;
        change!(
            writing.conn(),
            "delete from compartment_entries where case_id = $1 and not exists \
             (select 1 from wraps where wraps.data_key_id = compartment_entries.data_key_id)",
            case.0
        )?;
        change!(
            writing.conn(),
            "delete from compartments where case_id = $1 and not exists \
             (select 1 from wraps where wraps.data_key_id = compartments.data_key_id)",
            case.0
        )?;
        change!(
            writing.conn(),
            "delete from shared_results where case_id = $1 and not exists \
             (select 1 from wraps where wraps.data_key_id = shared_results.data_key_id)",
            case.0
        )?;
        change!(
            writing.conn(),
            "delete from transfer_keys where transfer_id in (select id from transfers where case_id = $1 and not exists \
             (select 1 from wraps where wraps.data_key_id = transfers.data_key_id))",
            case.0
        )?;
        Ok(())
    }
}
