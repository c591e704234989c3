use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::codes::split;
use crate::consent::NewConsent;
use crate::crypt::{DataKey, Place};
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Days, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::{Purpose, Segment};
use domain::date::end_of_day;
use domain::id::{ConsentId, PartyId, ReferralId, SubmissionId};
use domain::referral::{Draft, Known, Packet, PacketField, ReferralState, Request, packet_of};
use uuid::Uuid;

/// What the receiver would see, and whether it may be sent.
pub struct Preview {
    /// Exactly what would be in the packet.
    pub packet: Packet,
    /// The live request that covers it; without one nothing can be sent.
    pub request: Option<ConsentId>,
}

#[derive(sqlx::FromRow)]
struct LiveRequest {
    id: Uuid,
    fields: String,
}

impl LiveRequest {
    fn fields(&self) -> Result<Vec<PacketField>> {
        PacketField::from_codes(&split(&self.fields)).map_err(|_| Error::Inconsistent("consents"))
    }

    fn covers(&self, draft: &Draft) -> Result<bool> {
        let agreed = self.fields()?;
        Ok(draft.fields.iter().all(|field| agreed.contains(field)))
    }
}

#[derive(sqlx::FromRow)]
struct PartyRow {
    id: Uuid,
    public_key: Vec<u8>,
}

pub(super) fn packet_place(case: Uuid, table: &'static str, row: Uuid) -> Place<'static> {
    Place { table, column: "sealed", row, case, segment: Some(Segment::Packet), epoch: 1 }
}

/// How a packet reaches its receiver.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Handover {
    /// Its people open it at their desk.
    Desk,
    /// Nobody there has an account: a slip is given for it afterwards.
    Slip,
}

impl Vault {
    /// What the receiver would see of a draft. Needs the label, and the safe-contact card unless she took that back.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn preview_referral(
        &self,
        label: &Opened<segment::Label>,
        contact: Option<&Opened<segment::Contact>>,
        draft: &Draft,
    ) -> Result<Preview> {
        let packet = self.packet(label, contact, draft, &draft.fields).await?;
        let request = self.live_requests(label, draft).await?.into_iter().next();
        Ok(Preview { packet, request: request.map(|request| ConsentId(request.id)) })
    }

    /// Cuts a packet from the case: no field that is not in `agreed`.
    async fn packet(
        &self,
        label: &Opened<segment::Label>,
        contact: Option<&Opened<segment::Contact>>,
        draft: &Draft,
        agreed: &[PacketField],
    ) -> Result<Packet> {
        let head = self.case_head(label).await?;
        let card = match contact {
            Some(proof) => Some(self.safe_contact(proof).await?),
            None => None,
        };
        let known = Known {
            code: &head.label.code,
            alias: head.label.alias.as_str(),
            phone: card.as_ref().and_then(|card| card.phone.as_ref()).map(domain::client::Phone::display),
            cover_story: card.as_ref().and_then(|card| card.cover_story.as_ref()).map(domain::text::Line::as_str),
        };
        Ok(packet_of(draft, agreed, &known))
    }

    /// Live requests for this receiver and service whose fields cover the draft: the one that lasts longest, of two such the newer.
    async fn live_requests(&self, label: &Opened<segment::Label>, draft: &Draft) -> Result<Vec<LiveRequest>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<LiveRequest>,
            "select id, fields from consents where case_id = $1 and purpose = 'referral' and decision = 'given' \
             and grantee_id = $2 and service = $3 and valid_from <= $4 and valid_until > $4 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id) order by valid_until desc, valid_from desc",
            label.case().0, draft.receiver.0, draft.service.code(), self.now() => fetch_all
        )?;
        rows.into_iter().filter_map(|row| row.covers(draft).map(|covers| covers.then_some(row)).transpose()).collect()
    }

    /// Records the client's own written request for one recipient; a second post of the same form finds the first one's.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn record_request(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        request: &Request,
        form: SubmissionId,
    ) -> Result<Option<ConsentId>> {
        let Some((mut writing, now)) = self.recording(actor, ring, casework).await? else { return Ok(None) };
        let known = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from organisations where id = $1",
            request.receiver.0 => fetch_optional
        )?;
        if known.is_none() {
            return Ok(None);
        }
        let consent = NewConsent {
            purpose: Purpose::Referral,
            grantee: request.receiver,
            segments: &[Segment::Packet],
            actions: "read,answer",
            service: Some(request.service),
            fields: &request.fields,
            until: end_of_day(request.until),
            evidence: &request.evidence,
            text_version: request.evidence.text.code(),
            ends: None,
        };
        let id = self.record_given(&mut writing, actor, casework, &consent, now).await?;
        // Of two, one would live on when she takes back the other. What was just written goes with the transaction.
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id.0, now).await? {
            return Ok(Some(ConsentId(earlier)));
        }
        let event = Event {
            deed: Deed::ConsentRecorded,
            segments: &[],
            reason: Reason::ClientRequest,
            basis: Basis::WrittenRequest,
            consent: Some(id),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(id))
    }

    /// Issues a referral under a live request: packet cut, sealed under its own key, wrapped to the sender, her team and
    /// the receiver. `None` without a live request that covers it (I14).
    ///
    /// # Errors
    /// When the database is not available: nothing was sent.
    pub async fn issue_referral(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        draft: &Draft,
        form: SubmissionId,
    ) -> Result<Option<ReferralId>> {
        self.issue(actor, ring, draft, form, Handover::Desk).await
    }

    /// The same to a receiver where nobody has an account: wrapped to the sender's side alone, until a slip is given for it
    /// ([`Vault::give_slip`]).
    ///
    /// # Errors
    /// When the database is not available: nothing was sent.
    pub async fn issue_on_slip(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        draft: &Draft,
        form: SubmissionId,
    ) -> Result<Option<ReferralId>> {
        self.issue(actor, ring, draft, form, Handover::Slip).await
    }

    async fn issue(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        draft: &Draft,
        form: SubmissionId,
        handover: Handover,
    ) -> Result<Option<ReferralId>> {
        let Some(label) = ring.take::<segment::Label>() else { return Ok(None) };
        let contact = ring.take::<segment::Contact>();
        if !actor.may(Action::Refer) {
            return Ok(None);
        }
        let Some(request) = self.live_requests(&label, draft).await?.into_iter().next() else { return Ok(None) };
        // Cut from what was agreed, not from what the form says: a draft cannot widen a request.
        let packet = self.packet(&label, contact.as_ref(), draft, &request.fields()?).await?;
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        let now = self.now();
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_served(writing.conn(), ring.case()).await? {
            return Ok(None);
        }
        // The packet may carry her number: not when she took that back meanwhile.
        if let Some(contact) = &contact
            && !self.still_holds(writing.conn(), actor, contact.newest_key()).await?
        {
            return Ok(None);
        }
        let own = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select consent_id from held_wraps where account_id = $1 and data_key_id = $2 and purpose <> 'emergency' \
             and valid_from <= $3 and valid_until > $3 limit 1",
            actor.account.0, label.newest_key(), now => fetch_optional
        )?;
        let Some(own) = own else { return Ok(None) };
        // Asked again inside the transaction: a withdrawal meanwhile must win.
        let until = sql!(
            writing.conn(),
            query_scalar::<DateTime<Utc>>,
            "select valid_until from consents where id = $1 and valid_until > $2 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id)",
            request.id, now => fetch_optional
        )?;
        let Some(until) = until else { return Ok(None) };
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(ReferralId(earlier)));
        }
        writing.lock_teams_of(draft.receiver.0, Some(actor.team.0)).await?;
        if !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        let receiver = sql!(
            writing.conn(),
            query_as::<PartyRow>,
            "select parties.id, parties.public_key from teams join parties on parties.id = teams.desk_party_id where teams.organisation_id = $1 \
             and exists (select 1 from held_by_people where held_by_people.party_id = parties.id)",
            draft.receiver.0 => fetch_optional
        )?;
        if receiver.is_none() && handover == Handover::Desk {
            return Ok(None);
        }
        let receiver = receiver.filter(|_| handover == Handover::Desk);

        let key = DataKey::random(self.entropy.as_ref());
        let key_id = self.keep_key(&mut writing, ring.case(), Segment::Packet, Some(id), 1, &key).await?;
        let body = zeroize::Zeroizing::new(serde_json::to_vec(&packet).expect("a packet is plain data"));
        let sealed = key.seal(packet_place(ring.case().0, "referrals", id), &body, self.entropy.as_ref());
        let expected_by = end_of_day(self.today() + Days::new(draft.urgency.days()));
        change!(
            writing.conn(),
            "insert into referrals (id, case_id, consent_id, sender_id, receiver_id, data_key_id, sealed, issued_by, issued_at, expected_by) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id,
            ring.case().0,
            request.id,
            actor.organisation.0,
            draft.receiver.0,
            key_id,
            sealed,
            actor.account.0,
            now,
            expected_by
        )?;
        change!(
            writing.conn(),
            "insert into referral_events (referral_id, number, state, moved_by, moved_at) values ($1, 1, $2, $3, $4)",
            id,
            ReferralState::Issued.code(),
            actor.account.0,
            now
        )?;
        let grant = |consent, until| WrapGrant {
            case: ring.case(),
            segment: Segment::Packet,
            key: key_id,
            epoch: 1,
            consent,
            from: now,
            until,
        };
        let own_until = sql!(writing.conn(), query_scalar::<DateTime<Utc>>, "select valid_until from consents where id = $1", own => fetch_one)?;
        // Whoever opens the case follows what was sent from it: its worker, a colleague who covers her, the team's lead.
        let for_the_team = grant(ConsentId(own), own_until);
        self.wrap_to_holders(&mut writing, label.newest_key(), &for_the_team, &key).await?;
        if let Some(receiver) = receiver {
            let for_the_receiver = grant(ConsentId(request.id), until);
            let party = PartyId(receiver.id);
            self.wrap_to(&mut writing, party, &receiver.public_key, &for_the_receiver, &key).await?;
            self.owe_signals(&mut writing, id, Some(actor.account.0)).await?;
        }
        let reason = if ring.cover().is_some() { Reason::Cover } else { Reason::Referral };
        let event = Event {
            deed: Deed::ReferralMoved,
            segments: &[Segment::Packet],
            reason,
            basis: Basis::WrittenRequest,
            consent: Some(ConsentId(request.id)),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        self.count_one(&mut writing, "referral_issued", Some(draft.service.code())).await?;
        writing.commit().await?;
        Ok(Some(ReferralId(id)))
    }
}
