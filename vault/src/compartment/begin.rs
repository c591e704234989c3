use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::consent::renewal::move_wraps;
use crate::consent::{NewConsent, Proof};
use crate::crypt::{DataKey, Place};
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::{Action, may_open};
use domain::audit::{Basis, Deed, Reason};
use domain::compartment::Head;
use domain::consent::{Evidence, Purpose, Renewal, Segment};
use domain::date::end_of_day;
use domain::id::{CaseId, ConsentId, PartyId, ReferralId, SubmissionId};
use domain::referral::Packet;
use uuid::Uuid;

/// What came of asking the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// She said yes: the compartment opens, or goes on.
    Open,
    /// Not this time. Nothing is kept but the answer; what stood goes on until its own end.
    NotNow,
}

#[derive(sqlx::FromRow)]
struct Party {
    id: Uuid,
    public_key: Vec<u8>,
}

/// A key of a compartment, new or held.
struct Keyed {
    id: Uuid,
    epoch: i64,
    secret: DataKey,
}

impl Vault {
    /// Records what the client, who is there, said to the receiver of a referral about keeping a record of her own. After a
    /// yes a fresh key of the segment is wrapped to the receiver's desk under it, and to nobody else; where a yes still stood,
    /// the new one stands in its place and the same key goes on. `None` when neither packet nor compartment opens for the
    /// actor, or the desk cannot hold a key.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn begin_compartment(
        &self,
        actor: &Actor,
        referral: ReferralId,
        segment: Segment,
        answer: &Renewal,
        form: SubmissionId,
    ) -> Result<Option<Begun>> {
        if !actor.may(Action::KeepCompartment) || !may_open(actor.role, segment) {
            return Ok(None);
        }
        let held = if self.holds_compartment(actor, referral, segment).await? {
            self.open_compartment(actor, referral, segment).await?
        } else {
            None
        };
        // A first yes is asked of whom the packet told of; a later one of whom the compartment is.
        let (ring, packet) = match held {
            Some(ring) => (ring, None),
            None => {
                let Some(mut ring) = self.open_packet(actor, referral, Reason::Referral).await? else {
                    return Ok(None);
                };
                let Some(packet) = ring.take::<segment::Packet>() else { return Ok(None) };
                (ring, Some(packet))
            }
        };
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        let now = self.now();
        let opened_by = packet.as_ref().map(Opened::newest_key).or_else(|| ring.rest().map(|(_, key, ..)| key).max());
        let Some(opened_by) = opened_by else { return Ok(None) };
        if !self.still_holds(writing.conn(), actor, opened_by).await? {
            return Ok(None);
        }
        let done = if matches!(answer, Renewal::NotNow) { Begun::NotNow } else { Begun::Open };
        if crate::submission::claim(&mut writing, actor, form, ring.case().0, now).await?.is_some() {
            return Ok(Some(done));
        }
        // A colleague at the desk was faster: her yes stands already, and there is one record of her, not two.
        if packet.is_some() && done == Begun::Open && self.stands(writing.conn(), actor, referral, segment).await? {
            return Ok(Some(done));
        }
        let recorded = match answer {
            Renewal::NotNow => {
                let (case, segments) = (ring.case(), [segment]);
                self.record_no(&mut writing, actor, case, Purpose::Compartment, &segments, now).await?
            }
            Renewal::Yes { until, evidence } => {
                let until = end_of_day(*until);
                let yes = match &packet {
                    None => self.go_on(&mut writing, actor, &ring, segment, evidence, (now, until)).await?,
                    Some(packet) => {
                        let new = New { referral, segment, evidence, until };
                        self.make_compartment(&mut writing, actor, packet, &new, now).await?
                    }
                };
                let Some(yes) = yes else { return Ok(None) };
                yes
            }
        };
        let event = Event {
            deed: Deed::ConsentRecorded,
            segments: &[segment],
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(recorded),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(done))
    }

    /// A key that never was before, sealed to the desk, with the head that the packet gives.
    async fn make_compartment(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        packet: &Opened<segment::Packet>,
        new: &New<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<ConsentId>> {
        let (case, segment) = (packet.case(), new.segment);
        if !self.stays_here(writing, actor).await? {
            return Ok(None);
        }
        let desk = sql!(
            writing.conn(),
            query_as::<Party>,
            "select parties.id, parties.public_key from teams join parties on parties.id = teams.desk_party_id where teams.id = $1 \
             and exists (select 1 from held_by_people where held_by_people.party_id = parties.id)",
            actor.team.0 => fetch_optional
        )?;
        let told = sql!(
            writing.conn(),
            query_scalar::<Vec<u8>>,
            "select sealed from referrals where id = $1 and receiver_id = $2",
            new.referral.0, actor.organisation.0 => fetch_optional
        )?;
        let (Some(desk), Some(told)) = (desk, told) else { return Ok(None) };
        let told: Packet = packet.read("referrals", new.referral.0, packet.newest_key(), &told)?;
        let secret = DataKey::random(self.entropy.as_ref());
        let epoch = self.next_epoch(writing, case, segment).await?;
        let id = self.keep_key(writing, case, segment, None, epoch, &secret).await?;
        let key = Keyed { id, epoch, secret };
        let consent =
            self.record_yes(writing, actor, case, segment, &key, new.evidence, (now, new.until), None).await?;
        let row = self.new_id();
        let head = Head { code: told.code, alias: told.alias };
        let place = Place { table: "compartments", column: "sealed", row, case: case.0, segment: Some(segment), epoch };
        let body = zeroize::Zeroizing::new(serde_json::to_vec(&head).expect("a head is plain data"));
        let sealed = key.secret.seal(place, &body, self.entropy.as_ref());
        change!(
            writing.conn(),
            "insert into compartments (id, case_id, referral_id, organisation_id, data_key_id, sealed, begun_by, begun_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            row,
            case.0,
            new.referral.0,
            actor.organisation.0,
            key.id,
            sealed,
            actor.account.0,
            now
        )?;
        let grant = WrapGrant { case, segment, key: key.id, epoch, consent, from: now, until: new.until };
        self.wrap_to(writing, PartyId(desk.id), &desk.public_key, &grant, &key.secret).await?;
        Ok(Some(consent))
    }

    /// The same key goes on under the new yes.
    async fn go_on(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        ring: &Ring,
        segment: Segment,
        evidence: &Evidence,
        (now, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Option<ConsentId>> {
        let Some((_, id, epoch, secret)) = ring.rest().max_by_key(|(_, _, epoch, _)| *epoch) else { return Ok(None) };
        let old = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select consent_id from held_wraps where account_id = $1 and data_key_id = $2 and purpose = 'compartment' \
             and valid_from <= $3 and valid_until > $3 limit 1",
            actor.account.0, id, now => fetch_optional
        )?;
        let Some(old) = old.map(ConsentId) else { return Ok(None) };
        let key = Keyed { id, epoch, secret: DataKey::from_bytes(*secret.bytes()) };
        let times = (now, until);
        let new = self.record_yes(writing, actor, ring.case(), segment, &key, evidence, times, Some(old)).await?;
        move_wraps(writing, old, new, until).await?;
        Ok(Some(new))
    }

    /// The entry of the ledger. Its proof is sealed under the compartment's own key: names of who was there are not for those
    /// who keep the case.
    #[expect(clippy::too_many_arguments, reason = "each is a part of one entry")]
    async fn record_yes(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        segment: Segment,
        key: &Keyed,
        evidence: &Evidence,
        (now, until): (DateTime<Utc>, DateTime<Utc>),
        ends: Option<ConsentId>,
    ) -> Result<ConsentId> {
        let id = self.new_id();
        let place = Place {
            table: "consents",
            column: "sealed",
            row: id,
            case: case.0,
            segment: Some(segment),
            epoch: key.epoch,
        };
        let body = zeroize::Zeroizing::new(serde_json::to_vec(evidence).expect("evidence is plain data"));
        let sealed = key.secret.seal(place, &body, self.entropy.as_ref());
        let consent = NewConsent {
            purpose: Purpose::Compartment,
            grantee: actor.organisation,
            segments: &[segment],
            actions: "read,write",
            service: None,
            fields: &[],
            until,
            evidence,
            text_version: evidence.text.code(),
            ends,
        };
        self.keep_given(writing, actor, case, &consent, Proof { id, key: key.id, sealed }, now).await
    }
}

/// What a first yes is about.
struct New<'a> {
    referral: ReferralId,
    segment: Segment,
    evidence: &'a Evidence,
    until: DateTime<Utc>,
}
