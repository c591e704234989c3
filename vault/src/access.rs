//! The gate. A look at a client's data is: role table, live wraps, audit event made durable, keys
//! opened. What comes out is a proof for one segment; code that reads the segment asks for it.

use crate::Vault;
use crate::actor::Actor;
use crate::audit::{CaseTag, Event, case_tag};
use crate::crypt::{DataKey, PartyKey, Place, WrapForm};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::may_open;
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::{Purpose, Segment};
use domain::hiv::Letter;
use domain::id::{CaseId, ConsentId, PartyId, ReferralId, SealedNoteId};
use std::marker::PhantomData;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The segments one can hold a proof of. A type each, so that code for one does not compile with another.
pub mod segment {
    use domain::consent::Segment;

    /// A segment as a type. Sealed: no other crate can invent one.
    pub trait Proof: sealed::Sealed {
        /// The segment this type stands for.
        const SEGMENT: Segment;
    }

    mod sealed {
        pub trait Sealed {}
    }

    macro_rules! segments {
        ($($(#[$meta:meta])* $name:ident,)+) => {$(
            $(#[$meta])*
            pub enum $name {}
            impl sealed::Sealed for $name {}
            impl Proof for $name { const SEGMENT: Segment = Segment::$name; }
        )+};
    }

    segments! {
        /// What lists show.
        Label,
        /// Who she is.
        Identity,
        /// How to reach her.
        Contact,
        /// The work.
        Casework,
        /// One referral's copy.
        Packet,
        /// What concerns HIV.
        Hiv,
        /// One author's note.
        SealedNote,
        /// A clinic's compartment.
        Health,
        /// Legal aid's compartment.
        Legal,
        /// The compartment of training, jobs and loans.
        Livelihood,
        /// A result that was told.
        SharedResult,
    }
}

struct OpenKey {
    id: Uuid,
    epoch: i64,
    key: DataKey,
}

/// Proof that this segment of this case was opened for somebody, with the audit event already on disk.
/// No `Clone`, no `Debug`, no `Serialize`, no way to make one outside this module.
pub struct Opened<S: segment::Proof> {
    case: CaseId,
    keys: Vec<OpenKey>,
    segment: PhantomData<S>,
}

/// What one look at a case opened: the proofs are taken out one by one.
pub struct Ring {
    case: CaseId,
    tag: CaseTag,
    /// The letter of HIV law Art. 30 it was opened on, where that was asked for.
    letter: Option<Letter>,
    keys: Vec<(Segment, OpenKey)>,
    in_an_emergency: bool,
    /// The cover that opened it, where the caller does the work of somebody who is away.
    cover: Option<Uuid>,
}

impl Ring {
    /// The proof for a segment, if the caller holds its key.
    pub fn take<S: segment::Proof>(&mut self) -> Option<Opened<S>> {
        let (found, rest) = std::mem::take(&mut self.keys).into_iter().partition(|(segment, _)| *segment == S::SEGMENT);
        self.keys = rest;
        let keys: Vec<_> = Vec::into_iter(found).map(|(_, key)| key).collect();
        (!keys.is_empty()).then_some(Opened { case: self.case, keys, segment: PhantomData })
    }

    /// The first keys of a case, for who makes them.
    pub(crate) fn of_new_keys(case: CaseId, tag: CaseTag, keys: Vec<(Segment, Uuid, DataKey)>) -> Self {
        let keys = keys.into_iter().map(|(segment, id, key)| (segment, OpenKey { id, epoch: 1, key })).collect();
        Self { case, tag, in_an_emergency: false, cover: None, letter: None, keys }
    }

    /// Keys that were just made, or that a door beside this one opened after the look was made durable.
    pub(crate) fn of_opened_keys(case: CaseId, tag: CaseTag, keys: Vec<(Segment, Uuid, i64, DataKey)>) -> Self {
        let keys = keys.into_iter().map(|(segment, id, epoch, key)| (segment, OpenKey { id, epoch, key })).collect();
        Self { case, tag, in_an_emergency: false, cover: None, letter: None, keys }
    }

    /// The case it belongs to.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.case
    }

    /// The tag by which the case stands in the audit, for who may open it: to be given to the data-protection officer.
    #[must_use]
    pub const fn audit_tag(&self) -> domain::audit::CaseTag {
        domain::audit::CaseTag(self.tag)
    }

    /// Whether any of it is open only because the glass was broken.
    #[must_use]
    pub const fn in_an_emergency(&self) -> bool {
        self.in_an_emergency
    }

    /// The cover it is open by: what is sealed to its holder meanwhile goes when that ends.
    pub(crate) const fn cover(&self) -> Option<Uuid> {
        self.cover
    }

    pub(crate) const fn tag(&self) -> CaseTag {
        self.tag
    }

    /// Why and on what ground something is done with what it opened.
    pub(crate) const fn grounds(&self, reason: Reason) -> (Reason, Basis) {
        match reason {
            _ if self.in_an_emergency => (Reason::Emergency, Basis::Emergency),
            Reason::Support if self.cover.is_some() => (Reason::Cover, Basis::Consent),
            reason => (reason, Basis::Consent),
        }
    }

    /// Something done with what it opened, as the audit keeps it.
    pub(crate) fn event<'a>(&self, deed: Deed, segments: &'a [Segment], reason: Reason) -> Event<'a> {
        let (reason, basis) = self.grounds(reason);
        Event { deed, segments, reason, basis, consent: None, cases: vec![self.tag()] }
    }

    /// The keys that no proof was taken of, to wrap them to another party. Only for making wraps under a grant.
    pub(crate) fn rest(&self) -> impl Iterator<Item = (Segment, Uuid, i64, &DataKey)> {
        self.keys.iter().map(|(segment, open)| (*segment, open.id, open.epoch, &open.key))
    }
}

impl<S: segment::Proof> Opened<S> {
    /// The case it belongs to.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.case
    }

    pub(crate) fn place<'a>(&self, table: &'static str, column: &'a str, row: Uuid, epoch: i64) -> Place<'a> {
        Place { table, column, row, case: self.case.0, segment: Some(S::SEGMENT), epoch }
    }

    /// Seals with the newest key; gives the key's id to be stored beside it.
    pub(crate) fn seal(
        &self,
        vault: &Vault,
        table: &'static str,
        column: &str,
        row: Uuid,
        plain: &[u8],
    ) -> (Uuid, Vec<u8>) {
        let newest = self.keys.iter().max_by_key(|key| key.epoch).expect("a proof has at least one key");
        (newest.id, newest.key.seal(self.place(table, column, row, newest.epoch), plain, vault.entropy.as_ref()))
    }

    pub(crate) fn open(
        &self,
        table: &'static str,
        column: &str,
        row: Uuid,
        key: Uuid,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>> {
        let key = self.keys.iter().find(|held| held.id == key).ok_or(Error::Inconsistent(table))?;
        key.key.open(self.place(table, column, row, key.epoch), sealed).ok_or(Error::Inconsistent(table))
    }

    /// Reads a sealed body of a row.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(
        &self,
        table: &'static str,
        row: Uuid,
        key: Uuid,
        sealed: &[u8],
    ) -> Result<T> {
        let plain = self.open(table, "sealed", row, key, sealed)?;
        serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent(table))
    }

    /// Seals a body for a row.
    pub(crate) fn write<T: serde::Serialize>(
        &self,
        vault: &Vault,
        table: &'static str,
        row: Uuid,
        body: &T,
    ) -> (Uuid, Vec<u8>) {
        let plain = Zeroizing::new(serde_json::to_vec(body).expect("bodies are plain data"));
        self.seal(vault, table, "sealed", row, &plain)
    }

    /// The same, filled up to a multiple of so many bytes: its length tells nothing nearer.
    pub(crate) fn write_filled<T: serde::Serialize>(
        &self,
        vault: &Vault,
        table: &'static str,
        row: Uuid,
        (body, to): (&T, usize),
    ) -> (Uuid, Vec<u8>) {
        let plain = crate::crypt::filled_up(serde_json::to_vec(body).expect("bodies are plain data"), to);
        self.seal(vault, table, "sealed", row, &plain)
    }

    pub(crate) fn newest_key(&self) -> Uuid {
        self.keys.iter().max_by_key(|key| key.epoch).expect("a proof has at least one key").id
    }

    /// The key itself, to wrap it to another party. Only for making wraps under a grant.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (Uuid, i64, &DataKey)> {
        self.keys.iter().map(|key| (key.id, key.epoch, &key.key))
    }
}

/// A live wrap as the one door gives it.
#[derive(sqlx::FromRow)]
pub(crate) struct HeldWrap {
    pub(crate) wrap_id: Uuid,
    pub(crate) party_id: Uuid,
    pub(crate) sealed: Vec<u8>,
    pub(crate) consent_id: Uuid,
    pub(crate) purpose: String,
    pub(crate) data_key_id: Uuid,
    pub(crate) case_id: Uuid,
    pub(crate) segment: String,
    pub(crate) epoch: i64,
    pub(crate) commitment: Vec<u8>,
    pub(crate) audit_key: Vec<u8>,
    /// The cover it was made for; asked for only where that makes a difference.
    #[sqlx(default)]
    pub(crate) cover_id: Option<Uuid>,
}

/// A wrap made cheaper after its first use.
pub(crate) struct Resealed {
    wrap: Uuid,
    sealed: Vec<u8>,
}

impl HeldWrap {
    /// Whether it is there only because the glass was broken.
    fn of_an_emergency(&self) -> bool {
        self.purpose == Purpose::Emergency.code()
    }

    /// Leaves those of the named segments that a role may open; gives the segments there are.
    pub(crate) fn narrow(held: &mut Vec<Self>, segments: &[Segment], role: Role) -> Vec<Segment> {
        held.retain(|wrap| {
            Segment::from_code(&wrap.segment)
                .is_ok_and(|segment| segments.contains(&segment) && may_open(role, segment))
        });
        segments.iter().copied().filter(|segment| held.iter().any(|wrap| wrap.segment == segment.code())).collect()
    }

    /// The place a wrap is sealed to.
    pub(crate) fn place(wrap: Uuid, case: Uuid, segment: Segment, epoch: i64) -> Place<'static> {
        Place { table: "wraps", column: "sealed", row: wrap, case, segment: Some(segment), epoch }
    }

    /// Opens it with the actor's key and checks that it is the committed one.
    pub(crate) fn open(&self, actor: &Actor, vault: &Vault, cheaper: &mut Vec<Resealed>) -> Result<(Segment, DataKey)> {
        let holder = actor.key_of(PartyId(self.party_id)).ok_or(Error::Inconsistent("holdings"))?;
        self.open_with(holder, vault, cheaper)
    }

    /// Opens it with the key of the party it was made for.
    pub(crate) fn open_with(
        &self,
        holder: &PartyKey,
        vault: &Vault,
        cheaper: &mut Vec<Resealed>,
    ) -> Result<(Segment, DataKey)> {
        let segment = Segment::from_code(&self.segment).map_err(|_| Error::Inconsistent("data_keys"))?;
        let place = Self::place(self.wrap_id, self.case_id, segment, self.epoch);
        let (bytes, form) = holder.open_key(place, &self.sealed).ok_or(Error::Inconsistent("wraps"))?;
        let key = committed_key(bytes, &self.commitment).ok_or(Error::Inconsistent("wraps"))?;
        if form == WrapForm::ToPublic {
            cheaper
                .push(Resealed { wrap: self.wrap_id, sealed: holder.seal_own(place, &bytes, vault.entropy.as_ref()) });
        }
        Ok((segment, key))
    }
}

/// The key of these bytes, if it is the one that was committed to when it was made.
pub(crate) fn committed_key(bytes: [u8; 32], commitment: &[u8]) -> Option<DataKey> {
    let key = DataKey::from_bytes(bytes);
    bool::from(subtle::ConstantTimeEq::ct_eq(&key.commitment()[..], commitment)).then_some(key)
}

enum Door {
    Case(CaseId),
    Packet(ReferralId),
    Note(CaseId, SealedNoteId),
    Hiv(CaseId),
    Compartment(ReferralId, Segment),
}

impl Vault {
    /// Opens the named segments of a case for somebody, as far as they hold keys. `None` when there is nothing they may
    /// see: the same answer as for a case that never was.
    ///
    /// # Errors
    /// When the audit event cannot be made durable: then nothing is opened.
    pub async fn open_case(
        &self,
        actor: &Actor,
        case: CaseId,
        segments: &[Segment],
        reason: Reason,
    ) -> Result<Option<Ring>> {
        // What is for the named opens by a door of its own.
        let segments: Vec<_> = segments.iter().copied().filter(|segment| !segment.is_for_the_named()).collect();
        self.open_door(actor, Door::Case(case), &segments, Deed::Opened, reason).await
    }

    /// Opens one referral's packet.
    pub(crate) async fn open_packet(
        &self,
        actor: &Actor,
        referral: ReferralId,
        reason: Reason,
    ) -> Result<Option<Ring>> {
        self.open_door(actor, Door::Packet(referral), &[Segment::Packet], Deed::PacketOpened, reason).await
    }

    /// The packet of an offer or of a coded plan, which its own number names, with the mark of whose it is.
    pub(crate) async fn open_one_packet(
        &self,
        actor: &Actor,
        number: Uuid,
        reason: Reason,
    ) -> Result<Option<(Opened<segment::Packet>, CaseTag)>> {
        let Some(mut ring) = self.open_packet(actor, ReferralId(number), reason).await? else { return Ok(None) };
        let packet = ring.take::<segment::Packet>().ok_or(Error::Inconsistent("data_keys"))?;
        Ok(Some((packet, ring.tag())))
    }

    /// Opens one sealed note of a case.
    pub(crate) async fn open_note_key(&self, actor: &Actor, case: CaseId, note: SealedNoteId) -> Result<Option<Ring>> {
        self.open_door(actor, Door::Note(case, note), &[Segment::SealedNote], Deed::Opened, Reason::Support).await
    }

    /// Opens what concerns HIV in a case, and tells the letter of the law the look stands on (I15).
    pub(crate) async fn open_hiv_key(&self, actor: &Actor, case: CaseId) -> Result<Option<(Ring, Letter)>> {
        let Some(ring) = self.open_door(actor, Door::Hiv(case), &[Segment::Hiv], Deed::Opened, Reason::Support).await?
        else {
            return Ok(None);
        };
        let letter = ring.letter.ok_or(Error::Inconsistent("hiv_consents"))?;
        Ok(Some((ring, letter)))
    }

    /// Opens the compartment of the actor's organisation that belongs to whom this referral is about.
    pub(crate) async fn open_compartment_key(
        &self,
        actor: &Actor,
        referral: ReferralId,
        segment: Segment,
    ) -> Result<Option<Ring>> {
        self.open_door(actor, Door::Compartment(referral, segment), &[segment], Deed::Opened, Reason::Referral).await
    }

    async fn open_door(
        &self,
        actor: &Actor,
        door: Door,
        segments: &[Segment],
        deed: Deed,
        reason: Reason,
    ) -> Result<Option<Ring>> {
        let mut writing = self.database.write().await?;
        let now = self.now();
        let mut held = live_wraps(writing.conn(), actor, &door, now).await?;
        let opened = HeldWrap::narrow(&mut held, segments, actor.role);
        // Who can open it anyway does not open it in an emergency, nor for a colleague.
        held.sort_by_key(|wrap| (wrap.data_key_id, wrap.of_an_emergency(), wrap.cover_id.is_some()));
        held.dedup_by_key(|wrap| wrap.data_key_id);
        let Some(first) = held.first() else {
            self.note(&mut writing, Some(actor), &Event { reason, ..Event::of(Deed::Refused) }).await?;
            writing.commit().await?;
            return Ok(None);
        };
        let (case, tag, consent) = (CaseId(first.case_id), case_tag(&first.audit_key), ConsentId(first.consent_id));
        let letter = match door {
            Door::Hiv(_) => Some(letter_of(writing.conn(), consent).await?),
            _ => None,
        };
        let in_an_emergency = held.iter().any(HeldWrap::of_an_emergency);
        let cover = held.iter().find_map(|wrap| wrap.cover_id);
        let reason = if reason == Reason::Support && cover.is_some() { Reason::Cover } else { reason };
        let (reason, basis) = match letter {
            _ if in_an_emergency => (Reason::Emergency, Basis::Emergency),
            Some(letter) => (reason, letter.basis()),
            None if first.purpose == Purpose::Referral.code() => (reason, Basis::WrittenRequest),
            None => (reason, Basis::Consent),
        };
        let event = Event { deed, segments: &opened, reason, basis, consent: Some(consent), cases: vec![tag] };
        self.note(&mut writing, Some(actor), &event).await?;
        // Durable from here on; only now is a key opened.
        writing.commit().await?;

        let mut cheaper = Vec::new();
        let mut keys = Vec::with_capacity(held.len());
        for wrap in &held {
            let (segment, key) = wrap.open(actor, self, &mut cheaper)?;
            keys.push((segment, OpenKey { id: wrap.data_key_id, epoch: wrap.epoch, key }));
        }
        self.keep_cheaper(cheaper).await?;
        Ok(Some(Ring { case, tag, in_an_emergency, cover, letter, keys }))
    }

    /// Replaces wraps after first use: the next opening costs two microseconds instead of forty.
    pub(crate) async fn keep_cheaper(&self, wraps: Vec<Resealed>) -> Result<()> {
        if wraps.is_empty() {
            return Ok(());
        }
        let mut writing = self.database.write().await?;
        for wrap in wraps {
            change!(writing.conn(), "update wraps set sealed = $1 where id = $2", wrap.sealed, wrap.wrap)?;
        }
        writing.commit().await
    }

    /// Holds the case still for this transaction: a change of it and a withdrawal happen one after the other, on both
    /// engines. SQLite has one writer anyway; PostgreSQL locks the row.
    pub(crate) async fn lock_case(&self, conn: Conn<'_>, case: CaseId) -> Result<()> {
        change!(conn, "update cases set team_id = team_id where id = $1", case.0)?;
        Ok(())
    }

    /// Whether the account is still open, asked inside the change's own transaction, after the team's keys are held still:
    /// closing takes its holdings away.
    pub(crate) async fn still_here(&self, conn: Conn<'_>, actor: &Actor) -> Result<bool> {
        let held = sql!(
            conn,
            query_scalar::<Uuid>,
            "select party_id from holdings where account_id = $1 and party_id = $2",
            actor.account.0, actor.own_key().party.0 => fetch_optional
        )?;
        Ok(held.is_some())
    }

    /// The same, and holds the team's keys still first: whoever is here is so until this transaction ends. Who locks a case too
    /// locks the case first.
    pub(crate) async fn stays_here(&self, writing: &mut Writing, actor: &Actor) -> Result<bool> {
        self.lock_team(writing, actor.team).await?;
        self.still_here(writing.conn(), actor).await
    }

    /// Whether the actor still holds this key, asked inside the change's own transaction. What was opened by breaking the
    /// glass is not held: it is there to be read.
    pub(crate) async fn still_holds(&self, conn: Conn<'_>, actor: &Actor, data_key: Uuid) -> Result<bool> {
        let now = self.now();
        let held = sql!(
            conn,
            query_scalar::<Uuid>,
            "select wrap_id from held_wraps where account_id = $1 and data_key_id = $2 and valid_from <= $3 and valid_until > $3 \
             and purpose <> 'emergency' limit 1",
            actor.account.0, data_key, now => fetch_optional
        )?;
        Ok(held.is_some())
    }

    /// The same, for the one thing that is also done in an emergency: writing down what happened.
    pub(crate) async fn still_reaches(&self, conn: Conn<'_>, actor: &Actor, data_key: Uuid) -> Result<bool> {
        let reached = sql!(
            conn,
            query_scalar::<Uuid>,
            "select wrap_id from held_wraps where account_id = $1 and data_key_id = $2 and valid_from <= $3 and valid_until > $3 limit 1",
            actor.account.0, data_key, self.now() => fetch_optional
        )?;
        Ok(reached.is_some())
    }
}

/// The letter a consent to the segment `hiv` names. One that names none opens nothing: the join finds no wrap under it.
async fn letter_of(conn: Conn<'_>, consent: ConsentId) -> Result<Letter> {
    let letter = sql!(
        conn,
        query_scalar::<String>,
        "select letter from hiv_consents where consent_id = $1",
        consent.0 => fetch_one
    )?;
    Letter::from_code(&letter).map_err(|_| Error::Inconsistent("hiv_consents"))
}

async fn live_wraps(conn: Conn<'_>, actor: &Actor, door: &Door, now: DateTime<Utc>) -> Result<Vec<HeldWrap>> {
    Ok(match door {
        Door::Case(case) => sql!(
            conn,
            query_as::<HeldWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, cover_id \
             from held_wraps where account_id = $1 and case_id = $2 and referral_id is null and valid_from <= $3 and valid_until > $3",
            actor.account.0, case.0, now => fetch_all
        )?,
        Door::Packet(referral) => sql!(
            conn,
            query_as::<HeldWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, cover_id \
             from held_wraps where account_id = $1 and referral_id = $2 and valid_from <= $3 and valid_until > $3",
            actor.account.0, referral.0, now => fetch_all
        )?,
        Door::Hiv(case) => sql!(
            conn,
            query_as::<HeldWrap>,
            "select wrap_id, party_id, sealed, held_wraps.consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, cover_id \
             from held_wraps join hiv_consents on hiv_consents.consent_id = held_wraps.consent_id \
             where account_id = $1 and case_id = $2 and segment = 'hiv' and valid_from <= $3 and valid_until > $3 \
             and (not exists (select 1 from held_wraps as glass where glass.account_id = $1 and glass.case_id = $2 \
             and glass.purpose = 'emergency' and glass.valid_from <= $3 and glass.valid_until > $3) \
             or exists (select 1 from held_wraps as own where own.account_id = $1 and own.case_id = $2 and own.segment = 'label' \
             and own.purpose <> 'emergency' and own.valid_from <= $3 and own.valid_until > $3))",
            actor.account.0, case.0, now => fetch_all
        )?,
        // The case is found by the referral, which the receiver was told of; the key only under her consent to this.
        Door::Compartment(referral, segment) => sql!(
            conn,
            query_as::<HeldWrap>,
            "select wrap_id, party_id, held_wraps.sealed, held_wraps.consent_id, purpose, held_wraps.data_key_id, held_wraps.case_id, segment, epoch, \
             commitment, audit_key, cover_id from held_wraps join compartments on compartments.data_key_id = held_wraps.data_key_id \
             join referrals on referrals.case_id = compartments.case_id and referrals.receiver_id = compartments.organisation_id \
             where account_id = $1 and referrals.id = $2 and compartments.organisation_id = $3 and segment = $4 \
             and purpose = 'compartment' and valid_from <= $5 and valid_until > $5",
            actor.account.0, referral.0, actor.organisation.0, segment.code(), now => fetch_all
        )?,
        Door::Note(case, note) => sql!(
            conn,
            query_as::<HeldWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key, cover_id \
             from held_wraps where account_id = $1 and case_id = $2 \
             and data_key_id = (select data_key_id from sealed_notes where id = $3) and valid_from <= $4 and valid_until > $4 \
             and exists (select 1 from held_wraps as opens where opens.account_id = $1 and opens.case_id = $2 \
             and opens.segment = 'casework' and opens.purpose <> 'emergency' and opens.valid_from <= $4 and opens.valid_until > $4)",
            actor.account.0, case.0, note.0, now => fetch_all
        )?,
    })
}
