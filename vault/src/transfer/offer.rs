use super::Lead;
use crate::Vault;
use crate::access::{HeldWrap, Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::{Work, WrapGrant};
use crate::consent::NewConsent;
use crate::crypt::DataKey;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::{Purpose, Segment, default_end};
use domain::id::{CaseId, OrganisationId, PartyId, SubmissionId, TransferId};
use domain::transfer::{Hindrance, Offer, Offering};
use uuid::Uuid;

/// What came of offering a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// It waits for an answer; the same for a second post of the form.
    Now(TransferId),
    /// An offer of it waits already.
    Before,
    /// Something must be brought to an end first. Nothing was written.
    Hindered(Hindrance),
    /// That team takes no cases.
    NobodyThere,
}

impl Vault {
    /// Offers the case to a team of another organisation: her yes to that organisation, and one page sealed to its lead. The
    /// case's keys are sealed under that page's key, where no door leads. `None` when the actor does not carry the case.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn offer_transfer(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        offering: &Offering,
        form: SubmissionId,
    ) -> Result<Option<Offered>> {
        if ring.cover().is_some() || ring.in_an_emergency() {
            return Ok(None);
        }
        let Some(Work { mut writing, casework, label, now }) =
            self.begin_work(actor, ring, Action::OfferTransfer).await?
        else {
            return Ok(None);
        };
        let (case, id) = (ring.case(), self.new_id());
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Offered::Now(TransferId(earlier))));
        }
        if self.waiting(&mut writing, case, now).await?.is_some() {
            return Ok(Some(Offered::Before));
        }
        if let Some(hindrance) = self.hindrance(&mut writing, case).await? {
            return Ok(Some(Offered::Hindered(hindrance)));
        }
        let Some(asked) = self.lead_elsewhere(&mut writing, actor, offering.team).await? else {
            return Ok(Some(Offered::NobodyThere));
        };
        let consent = NewConsent {
            purpose: Purpose::Transfer,
            grantee: OrganisationId(asked.organisation_id),
            segments: Segment::OF_A_NEW_CASE,
            actions: "read,write",
            service: None,
            fields: &[],
            until: default_end(Purpose::Transfer, now),
            evidence: &offering.evidence,
            text_version: offering.evidence.text.code(),
            ends: None,
        };
        let agreed = self.record_given(&mut writing, actor, &casework, &consent, now).await?;
        let secret = DataKey::random(self.entropy.as_ref());
        let key = self.keep_key(&mut writing, case, Segment::Packet, Some(id), 1, &secret).await?;
        let grant = WrapGrant {
            case,
            segment: Segment::Packet,
            key,
            epoch: 1,
            consent: agreed,
            from: now,
            until: consent.until,
        };
        self.wrap_to(&mut writing, PartyId(asked.party_id), &asked.public_key, &grant, &secret).await?;
        // What is said when it comes back is read by who offered it, and by who leads her team.
        self.wrap_to_self(&mut writing, actor, &grant, &secret).await?;
        self.wrap_to_lead(&mut writing, actor, &grant, &secret).await?;

        let mut made = Ring::of_opened_keys(case, ring.tag(), vec![(Segment::Packet, key, 1, secret)]);
        let packet = made.take::<segment::Packet>().ok_or(Error::Inconsistent("data_keys"))?;
        let head = self.label_within(writing.conn(), &label).await?;
        let offer =
            Offer { alias: head.alias, code: head.code, why: offering.why.clone(), next: offering.next.clone() };
        let (key, sealed) = packet.write(self, "transfers", id, &offer);
        change!(
            writing.conn(),
            "insert into transfers (id, case_id, from_team_id, to_team_id, consent_id, data_key_id, sealed, offered_by, offered_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            case.0,
            actor.team.0,
            offering.team.0,
            agreed.0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        self.lay_keys_beside(&mut writing, actor, &packet, id, now).await?;
        let event = Event {
            deed: Deed::TransferOffered,
            segments: &[Segment::Packet],
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(agreed),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        self.count_one(&mut writing, "transfer_offered", None).await?;
        writing.commit().await?;
        Ok(Some(Offered::Now(TransferId(id))))
    }

    /// Seals every key of the case that the actor holds under the offer's own: what is for the named stays with them, and so
    /// does what was said of a colleague's notes.
    async fn lay_keys_beside(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        packet: &Opened<segment::Packet>,
        transfer: Uuid,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let held = sql!(
            writing.conn(),
            query_as::<HeldWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key \
             from held_wraps where account_id = $1 and case_id = $2 and purpose = 'processing' and cover_id is null \
             and valid_from <= $3 and valid_until > $3",
            actor.account.0, packet.case().0, now => fetch_all
        )?;
        let reviews = self.review_keys(writing.conn(), packet.case()).await?;
        let mut laid = Vec::new();
        for wrap in held {
            let (segment, key) = wrap.open(actor, self, &mut Vec::new())?;
            if segment.is_for_the_named() || reviews.contains(&wrap.data_key_id) || laid.contains(&wrap.data_key_id) {
                continue;
            }
            laid.push(wrap.data_key_id);
            let (_, sealed) = packet.seal(self, "transfer_keys", "sealed", wrap.data_key_id, key.bytes());
            change!(
                writing.conn(),
                "insert into transfer_keys (transfer_id, data_key_id, sealed) values ($1, $2, $3)",
                transfer,
                wrap.data_key_id,
                sealed
            )?;
        }
        Ok(())
    }

    async fn wrap_to_lead(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        grant: &WrapGrant,
        secret: &DataKey,
    ) -> Result<()> {
        let lead = sql!(
            writing.conn(),
            query_as::<Lead>,
            "select teams.organisation_id, parties.id as party_id, parties.public_key from teams \
             join parties on parties.id = teams.lead_party_id where teams.id = $1",
            actor.team.0 => fetch_optional
        )?;
        match lead {
            Some(lead) => self.wrap_to(writing, PartyId(lead.party_id), &lead.public_key, grant, secret).await,
            None => Ok(()),
        }
    }

    /// What stands in the way of giving the case away now. It is locked.
    pub(super) async fn hindrance(&self, writing: &mut Writing, case: CaseId) -> Result<Option<Hindrance>> {
        if !self.still_served(writing.conn(), case).await? {
            return Ok(Some(Hindrance::NotServed));
        }
        for (hindrance, count) in [
            (Hindrance::OpenReferral, open_referrals(writing.conn(), case).await?),
            (Hindrance::Merged, merges(writing.conn(), case).await?),
            (Hindrance::Emergency, emergencies(writing.conn(), case).await?),
        ] {
            if count > 0 {
                return Ok(Some(hindrance));
            }
        }
        Ok(None)
    }
}

async fn open_referrals(conn: Conn<'_>, case: CaseId) -> Result<usize> {
    let states = sql!(
        conn,
        query_scalar::<String>,
        "select referral_events.state from referrals join referral_events on referral_events.referral_id = referrals.id \
         where referrals.case_id = $1 and referral_events.number = \
         (select max(number) from referral_events as later where later.referral_id = referrals.id)",
        case.0 => fetch_all
    )?;
    let open = |state: &&String| domain::referral::ReferralState::from_code(state).is_ok_and(|state| state.is_open());
    Ok(states.iter().filter(open).count())
}

async fn merges(conn: Conn<'_>, case: CaseId) -> Result<usize> {
    let merged = sql!(
        conn,
        query_scalar::<Uuid>,
        "select id from merges_standing where carried_id = $1 or carrying_id = $1",
        case.0 => fetch_all
    )?;
    Ok(merged.len())
}

async fn emergencies(conn: Conn<'_>, case: CaseId) -> Result<usize> {
    let unsigned = sql!(
        conn,
        query_scalar::<Uuid>,
        "select id from emergencies where case_id = $1 and not exists \
         (select 1 from emergency_reviews where emergency_reviews.emergency_id = emergencies.id)",
        case.0 => fetch_all
    )?;
    Ok(unsigned.len())
}
