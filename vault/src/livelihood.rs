//! What a centre for training, jobs and loans keeps of a client: entries in its compartment, behind the proof of the segment.
//! What may follow what is asked again behind the lock.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::compartment::Standing;
use crate::engine::{Conn, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::{ReferralId, SubmissionId};
use domain::livelihood::{Entry, Record};
use uuid::Uuid;

/// An entry with who wrote it.
pub struct Written {
    /// What was written.
    pub entry: Entry,
    /// Who wrote it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// One client's compartment, opened and read.
pub struct Kept {
    /// A referral by which the desk comes to it.
    pub referral: ReferralId,
    /// What the packet told of her, and until when it opens.
    pub standing: Standing,
    /// Every entry, the first first.
    pub written: Vec<Written>,
    /// Where she stands.
    pub record: Record,
    ring: Ring,
    proof: Opened<segment::Livelihood>,
}

/// What came of writing something down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It is written down; the same for a second post of the form.
    Now,
    /// Somebody at the same desk went another way meanwhile: it does not follow any more. Nothing was written.
    Meanwhile,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct HeadRow {
    id: Uuid,
    case_id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    valid_until: DateTime<Utc>,
}

impl Row {
    fn open(self, proof: &Opened<segment::Livelihood>) -> Result<Written> {
        let entry = proof.read("compartment_entries", self.id, self.data_key_id, &self.sealed)?;
        Ok(Written { entry, recorded_by: self.name, recorded_at: self.recorded_at })
    }
}

fn opens(proof: &Opened<segment::Livelihood>, key: Uuid) -> bool {
    proof.keys().any(|(held, ..)| held == key)
}

impl Vault {
    /// What the desk keeps of whom a referral to it is about. `None` when her consent to it does not live: the same answer as
    /// for a referral that never was.
    ///
    /// # Errors
    /// When the look cannot be written down: then nothing is opened.
    pub async fn livelihood(&self, actor: &Actor, referral: ReferralId) -> Result<Option<Kept>> {
        if !actor.may(Action::KeepLivelihood) || !self.holds_compartment(actor, referral, Segment::Livelihood).await? {
            return Ok(None);
        }
        let Some(mut ring) = self.open_compartment(actor, referral, Segment::Livelihood).await? else {
            return Ok(None);
        };
        let proof = ring.take::<segment::Livelihood>().ok_or(Error::Inconsistent("data_keys"))?;
        Ok(self.read_kept(actor, vec![(referral, ring, proof)]).await?.pop())
    }

    /// Everybody of whom the desk keeps something, the one it began with last first.
    ///
    /// # Errors
    /// When the look cannot be written down: then nothing is opened.
    pub async fn livelihood_desk(&self, actor: &Actor) -> Result<Option<Vec<Kept>>> {
        if !actor.may(Action::KeepLivelihood) {
            return Ok(None);
        }
        let Some(desk) = self.compartments(actor, Segment::Livelihood).await? else { return Ok(None) };
        let opened = desk.into_iter().map(|at| {
            let mut ring = at.ring;
            let proof = ring.take::<segment::Livelihood>().ok_or(Error::Inconsistent("data_keys"))?;
            Ok((at.referral, ring, proof))
        });
        self.read_kept(actor, opened.collect::<Result<_>>()?).await.map(Some)
    }

    /// Reads what was opened: two statements, for however many.
    async fn read_kept(
        &self,
        actor: &Actor,
        opened: Vec<(ReferralId, Ring, Opened<segment::Livelihood>)>,
    ) -> Result<Vec<Kept>> {
        let only = if let [(_, ring, _)] = opened.as_slice() { Some(ring.case().0) } else { None };
        let mut reading = self.database.read().await?;
        let mut heads = sql!(
            reading.conn(),
            query_as::<HeadRow>,
            "select compartments.id, compartments.case_id, compartments.data_key_id, compartments.sealed, wraps.valid_until \
             from compartments join wraps on wraps.data_key_id = compartments.data_key_id \
             where compartments.organisation_id = $1 and (compartments.case_id = $2 or $2 is null) \
             order by compartments.id desc, wraps.valid_until desc",
            actor.organisation.0, only => fetch_all
        )?;
        let mut rows = entries(reading.conn(), actor, only).await?;
        let mut kept = Vec::with_capacity(opened.len());
        for (referral, ring, proof) in opened {
            let head = heads.iter().position(|row| row.case_id == ring.case().0 && opens(&proof, row.data_key_id));
            let head = heads.remove(head.ok_or(Error::Inconsistent("compartments"))?);
            let until = head.valid_until;
            let standing =
                Standing { head: proof.read("compartments", head.id, head.data_key_id, &head.sealed)?, until };
            let (hers, others): (Vec<_>, _) =
                rows.into_iter().partition(|row| row.case_id == ring.case().0 && opens(&proof, row.data_key_id));
            rows = others;
            let written = hers.into_iter().map(|row| row.open(&proof)).collect::<Result<Vec<_>>>()?;
            let record = Record::of(written.iter().map(|written| written.entry.clone()));
            kept.push(Kept { referral, standing, written, record, ring, proof });
        }
        Ok(kept)
    }

    /// Writes entries down, one for each client, all of them or none; with what is counted of them, and with what is told back
    /// while the packet opens. `None` when one of the keys is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_livelihood(
        &self,
        actor: &Actor,
        entries_of: &[(&Kept, Entry)],
        form: SubmissionId,
    ) -> Result<Option<Recorded>> {
        if !actor.may(Action::KeepLivelihood) || entries_of.is_empty() {
            return Ok(None);
        }
        let mut packets = Vec::with_capacity(entries_of.len());
        for (kept, entry) in entries_of {
            let mut after = kept.record.clone();
            after.add(entry.clone());
            let progress = entry.progress(&after);
            // Asked first whether the packet opens: that it ended is no attempt to open what one may not.
            let open = match &progress {
                Some(_) => self.case_of_packet(actor, kept.referral).await?.is_some(),
                None => false,
            };
            let packet = if open { self.packet_to_tell_by(actor, kept.referral).await? } else { None };
            packets.push(packet.zip(progress));
        }
        let mut cases: Vec<_> = entries_of.iter().map(|(kept, _)| kept.ring.case()).collect();
        cases.sort_unstable();
        let mut writing = self.database.write().await?;
        for case in cases {
            self.lock_case(writing.conn(), case).await?;
        }
        for (kept, _) in entries_of {
            if !self.still_holds(writing.conn(), actor, kept.proof.newest_key()).await? {
                return Ok(None);
            }
        }
        let now = self.now();
        let made = self.new_id();
        if crate::submission::claim(&mut writing, actor, form, made, now).await?.is_some() {
            return Ok(Some(Recorded::Now));
        }
        for ((kept, entry), packet) in entries_of.iter().zip(&packets) {
            let rows = entries(writing.conn(), actor, Some(kept.ring.case().0)).await?;
            let stands: Vec<_> = rows
                .into_iter()
                .filter(|row| opens(&kept.proof, row.data_key_id))
                .map(|row| row.open(&kept.proof).map(|written| written.entry))
                .collect::<Result<_>>()?;
            if !Record::of(stands).takes(entry) {
                return Ok(Some(Recorded::Meanwhile));
            }
            let id = self.new_id();
            let (key, sealed) = kept.proof.write(self, "compartment_entries", id, entry);
            change!(
                writing.conn(),
                "insert into compartment_entries (id, case_id, data_key_id, kind, sealed, recorded_by, recorded_at) \
                 values ($1, $2, $3, $4, $5, $6, $7)",
                id,
                kept.ring.case().0,
                key,
                entry.kind().code(),
                sealed,
                actor.account.0,
                now
            )?;
            if let Some((packet, progress)) = packet {
                self.keep_progress(&mut writing, actor, kept.referral, packet, progress, now).await?;
            }
            if let Some((kind, detail)) = entry.counted().map(domain::livelihood::Counted::fact) {
                self.count_one(&mut writing, kind, Some(detail)).await?;
            }
        }
        let event = Event {
            deed: Deed::Recorded,
            segments: &[Segment::Livelihood],
            reason: Reason::Referral,
            basis: Basis::Consent,
            consent: None,
            cases: entries_of.iter().map(|(kept, _)| kept.ring.tag()).collect(),
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(Recorded::Now))
    }
}

/// The entries of the actor's organisation under keys she holds, of one case or of all.
async fn entries(conn: Conn<'_>, actor: &Actor, case: Option<Uuid>) -> Result<Vec<Row>> {
    Ok(sql!(
        conn,
        query_as::<Row>,
        "select compartment_entries.id, compartment_entries.case_id, compartment_entries.data_key_id, compartment_entries.sealed, \
         accounts.name, compartment_entries.recorded_at from compartment_entries \
         join accounts on accounts.id = compartment_entries.recorded_by \
         where compartment_entries.kind in ('training', 'job', 'loan') \
         and (compartment_entries.case_id = $1 or $1 is null) and exists (select 1 from compartments \
         where compartments.data_key_id = compartment_entries.data_key_id and compartments.organisation_id = $2) \
         order by compartment_entries.id",
        case, actor.organisation.0 => fetch_all
    )?)
}
