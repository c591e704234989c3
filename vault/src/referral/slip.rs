//! A slip for a receiver without an account: a party whose private key is sealed under a code and a PIN, which opens one
//! packet and dies with it (decision 0031). Here is what its sender does; who types it is in `slip_entry.rs`.

use crate::Vault;
use crate::access::segment;
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::crypt::{DataKey, PartyKey, Place};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::card::{CardCode, Pin};
use domain::consent::Segment;
use domain::id::{CaseId, ConsentId, OrganisationId, PartyId, ReferralId, SubmissionId};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Tries of a code whose PIN was not right; then it is dead.
pub(super) const TRIES: i64 = 5;

/// What giving a slip came to.
pub enum GivenSlip {
    /// A new code and PIN. This is the only time they are known.
    Now(CardCode, Pin),
    /// This form was posted before: they are not known any more.
    Before,
    /// The client's request is over, or the receiver has said its last word: there is nothing to open.
    Over,
}

/// The slip a referral has.
pub struct SlipStanding {
    /// Since when.
    pub given_at: DateTime<Utc>,
    /// Whether it was guessed at too often: it opens nothing, and another is to be given.
    pub dead: bool,
    pub(super) tag: [u8; 16],
}

/// What code and PIN open.
pub(super) struct Contents {
    pub(super) case: CaseId,
    pub(super) referral: ReferralId,
    pub(super) receiver: OrganisationId,
    pub(super) party: PartyId,
    pub(super) secret: Zeroizing<[u8; 32]>,
}

impl Contents {
    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let ids = [self.case.0, self.referral.0, self.receiver.0, self.party.0];
        let mut bytes = Zeroizing::new(Vec::with_capacity(96));
        ids.iter().for_each(|id| bytes.extend_from_slice(id.as_bytes()));
        bytes.extend_from_slice(&self.secret[..]);
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut id = || {
            let (id, more) = rest.split_first_chunk::<16>()?;
            rest = more;
            Some(Uuid::from_bytes(*id))
        };
        let (case, referral, receiver, party) = (id()?, id()?, id()?, id()?);
        Some(Self {
            case: CaseId(case),
            referral: ReferralId(referral),
            receiver: OrganisationId(receiver),
            party: PartyId(party),
            secret: Zeroizing::new(rest.try_into().ok()?),
        })
    }
}

/// Where the contents of a code are sealed.
pub(super) fn code_place(tag: &[u8; 16]) -> Place<'static> {
    Place::outside_cases("slip_codes", "sealed", Uuid::from_bytes(*tag))
}

/// Where the tag stands for the sender.
fn tag_place(case: Uuid, party: Uuid) -> Place<'static> {
    Place { table: "slips", column: "sealed", row: party, case, segment: Some(Segment::Packet), epoch: 1 }
}

#[derive(sqlx::FromRow)]
struct Issued {
    consent_id: Uuid,
    data_key_id: Uuid,
    receiver_id: Uuid,
    asked_until: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    party_id: Uuid,
    sealed: Vec<u8>,
}

impl Vault {
    /// Gives a slip for a referral under the client's live request, until that ends. The slip before it ends. `None` when
    /// the packet is not the actor's to send.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn give_slip(&self, actor: &Actor, id: ReferralId, form: SubmissionId) -> Result<Option<GivenSlip>> {
        if !actor.may(Action::Refer) {
            return Ok(None);
        }
        let Some(mut ring) = self.open_packet(actor, id, Reason::Referral).await? else { return Ok(None) };
        let Some(proof) = ring.take::<segment::Packet>() else { return Ok(None) };
        let (code, pin) = (CardCode::from_random(self.random()), self.new_pin());
        let tag = self.slip_tag(&code).await?;
        let salt = self.random();
        let opens = self.card_key(&code, Some(&pin), salt).await?;
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_holds(writing.conn(), actor, proof.newest_key()).await? {
            return Ok(None);
        }
        let now = self.now();
        let issued = sql!(
            writing.conn(),
            query_as::<Issued>,
            "select referrals.consent_id, referrals.data_key_id, referrals.receiver_id, consents.valid_until as asked_until \
             from referrals join consents on consents.id = referrals.consent_id where referrals.id = $1 \
             and consents.valid_from <= $2 and consents.valid_until > $2 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id)",
            id.0, now => fetch_optional
        )?;
        let newest = self.newest_event(&mut writing, id).await?;
        if newest.sender_id != actor.organisation.0 {
            return Ok(None);
        }
        let Some(issued) = issued else { return Ok(Some(GivenSlip::Over)) };
        if newest.state()?.is_last_word() {
            return Ok(Some(GivenSlip::Over));
        }
        let party = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        if crate::submission::claim(&mut writing, actor, form, party.party.0, now).await?.is_some() {
            return Ok(Some(GivenSlip::Before));
        }
        let (_, _, key) = proof.keys().next().expect("a packet has one key");
        self.forget_slip_code(&mut writing, ring.case(), id, key).await?;
        self.end_slips(&mut writing, id).await?;
        crate::account::new_party(&mut writing, &party, "slip", now).await?;
        let contents = Contents {
            case: ring.case(),
            referral: id,
            receiver: OrganisationId(issued.receiver_id),
            party: party.party,
            secret: party.secret_bytes(),
        };
        change!(
            writing.conn(),
            "insert into slip_codes (tag, salt, sealed) values ($1, $2, $3)",
            &tag.0[..],
            &salt[..],
            opens.seal(code_place(&tag.0), &contents.to_bytes(), self.entropy.as_ref())
        )?;
        change!(
            writing.conn(),
            "insert into slips (party_id, referral_id, sealed, given_by, given_at) values ($1, $2, $3, $4, $5)",
            party.party.0,
            id.0,
            key.seal(tag_place(ring.case().0, party.party.0), &tag.0, self.entropy.as_ref()),
            actor.account.0,
            now
        )?;
        let grant = WrapGrant {
            case: ring.case(),
            segment: Segment::Packet,
            key: issued.data_key_id,
            epoch: 1,
            consent: ConsentId(issued.consent_id),
            from: now,
            until: issued.asked_until,
        };
        self.wrap_to(&mut writing, party.party, &party.public(), &grant, key).await?;
        let event = Event {
            deed: Deed::SlipGiven,
            segments: &[Segment::Packet],
            reason: Reason::Referral,
            basis: Basis::WrittenRequest,
            consent: Some(ConsentId(issued.consent_id)),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(GivenSlip::Now(code, pin)))
    }

    /// Organisations where nobody ever had the key of a desk: a packet reaches them by slip. One whose people all left is
    /// none of them.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn reached_by_slip(&self) -> Result<Vec<OrganisationId>> {
        let mut reading = self.database.read().await?;
        let found = sql!(
            reading.conn(),
            query_scalar::<Uuid>,
            "select organisations.id from organisations where not exists (select 1 from teams \
             where teams.organisation_id = organisations.id and teams.desk_party_id is not null)" => fetch_all
        )?;
        Ok(found.into_iter().map(OrganisationId).collect())
    }

    /// Six random digits that are not among the first that are guessed.
    fn new_pin(&self) -> Pin {
        loop {
            // A million divides 2⁶⁴ with a remainder that favours no PIN by more than one part in 10¹³.
            if let Ok(pin) = Pin::choose(&format!("{:06}", u64::from_le_bytes(self.random()) % 1_000_000)) {
                return pin;
            }
        }
    }

    /// Whether it was guessed at too often.
    pub(super) async fn see_whether_dead(&self, slip: &mut SlipStanding) -> Result<()> {
        let mut reading = self.database.read().await?;
        slip.dead = tries_of(reading.conn(), &slip.tag).await? >= TRIES;
        Ok(())
    }

    /// Its code goes, as only the packet's key leads from a referral to it.
    async fn forget_slip_code(&self, writing: &mut Writing, case: CaseId, id: ReferralId, key: &DataKey) -> Result<()> {
        if let Some(slip) = live_slip(writing, id).await? {
            let tag = tag_of(slip.party_id, &slip.sealed, case.0, key)?;
            hold_tries(writing.conn()).await?;
            forget_code(writing, &tag).await?;
        }
        Ok(())
    }

    /// Every slip of a referral ends: its wraps go, so that a code that is still there opens nothing.
    pub(super) async fn end_slips(&self, writing: &mut Writing, id: ReferralId) -> Result<()> {
        change!(
            writing.conn(),
            "delete from wraps where party_id in (select party_id from slips where referral_id = $1)",
            id.0
        )?;
        change!(
            writing.conn(),
            "insert into slip_ends (party_id, ended_at) select party_id, $2 from slips where referral_id = $1 \
             and not exists (select 1 from slip_ends where slip_ends.party_id = slips.party_id)",
            id.0,
            self.now()
        )?;
        Ok(())
    }
}

async fn live_slip(writing: &mut Writing, id: ReferralId) -> Result<Option<Row>> {
    Ok(sql!(
        writing.conn(),
        query_as::<Row>,
        "select party_id, sealed from slips where referral_id = $1 \
         and not exists (select 1 from slip_ends where slip_ends.party_id = slips.party_id)",
        id.0 => fetch_optional
    )?)
}

/// The tag of a slip's code, for who holds the packet's key.
pub(super) fn tag_of(party: Uuid, sealed: &[u8], case: Uuid, key: &DataKey) -> Result<[u8; 16]> {
    let tag = key.open(tag_place(case, party), sealed).ok_or(Error::Inconsistent("slips"))?;
    tag.as_slice().try_into().map_err(|_| Error::Inconsistent("slips"))
}

pub(super) async fn tries_of(conn: Conn<'_>, tag: &[u8; 16]) -> Result<i64> {
    Ok(sql!(
        conn,
        query_scalar::<i64>,
        "select count(*) from slip_tries where tag = $1",
        &tag[..] => fetch_one
    )?)
}

/// Before tries are counted or taken back, and before their code goes: of two at once one waits here, and sees what the other
/// did. Who holds a case still too does that first, and notes an event afterwards.
pub(super) async fn hold_tries(conn: Conn<'_>) -> Result<()> {
    change!(
        conn,
        "update organisations set name = name where id = (select id from organisations order by id limit 1)"
    )?;
    Ok(())
}

/// Tries are held still.
pub(super) async fn forget_code(writing: &mut Writing, tag: &[u8; 16]) -> Result<()> {
    change!(writing.conn(), "delete from slip_tries where tag = $1", &tag[..])?;
    change!(writing.conn(), "delete from slip_codes where tag = $1", &tag[..])?;
    Ok(())
}
