use super::NewConsent;
use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::{Actor, By};
use crate::agenda::forget_pictures;
use crate::audit::Event;
use crate::codes::{joined, split};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::{Decision, Evidence, Purpose, Renewal, Segment, TEXT_VERSION};
use domain::date::end_of_day;
use domain::id::{CaseId, ConsentId, OrganisationId, SubmissionId};
use domain::referral::{PacketField, Service};
use uuid::Uuid;

/// An entry as the ledger keeps it, to be continued in another.
#[derive(sqlx::FromRow)]
pub(super) struct Kept {
    pub(super) id: Uuid,
    pub(super) purpose: String,
    pub(super) grantee_id: Uuid,
    pub(super) service: Option<String>,
    pub(super) segments: String,
    pub(super) actions: String,
    pub(super) fields: String,
    pub(super) valid_until: DateTime<Utc>,
    pub(super) text_version: String,
}

impl Kept {
    pub(super) fn segments(&self) -> Result<Vec<Segment>> {
        Segment::from_codes(&split(&self.segments)).map_err(|_| Error::Inconsistent("consents"))
    }

    pub(super) fn purpose(&self) -> Result<Purpose> {
        Purpose::from_code(&self.purpose).map_err(|_| Error::Inconsistent("consents"))
    }
}

/// The entry, if it is live now. What concerns HIV is asked anew with its letter, never renewed in passing; what a partner
/// keeps is asked there; an offer that nobody answered is made anew.
pub(super) async fn live(
    writing: &mut Writing,
    ring: &Ring,
    consent: ConsentId,
    now: DateTime<Utc>,
) -> Result<Option<Kept>> {
    Ok(sql!(
        writing.conn(),
        query_as::<Kept>,
        "select id, purpose, grantee_id, service, segments, actions, fields, valid_until, text_version from consents \
         where id = $1 and case_id = $2 and purpose not in ('hiv', 'transfer', 'coded_plan', 'compartment', 'shared_result') and decision = 'given' and valid_from <= $3 and valid_until > $3 \
         and not exists (select 1 from consents as ending where ending.ends = consents.id)",
        consent.0, ring.case().0, now => fetch_optional
    )?)
}

impl Vault {
    /// Records the client's answer when she is asked again about a live consent. A yes stands in the old entry's place
    /// until its new end, and the wraps that hang on the old one go on with it; "not this time" is noted, and the old
    /// one goes on until its own end, but for an emergency's, which a no takes back. `None` when there is nothing live to renew.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn renew(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        consent: ConsentId,
        answer: &Renewal,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let Some((mut writing, now)) = self.recording(actor, ring, casework).await? else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, consent.0, now).await?.is_some() {
            return Ok(Some(()));
        }
        let Some(mut old) = live(&mut writing, ring, consent, now).await? else { return Ok(None) };
        let recorded = match answer {
            Renewal::Yes { until, evidence } => {
                let until = end_of_day(*until);
                old.text_version = evidence.text.code().into();
                let new = self.record_in_place_of(&mut writing, actor, casework, &old, until, evidence).await?;
                // What was drawn for a calendar reckoned with the old end, which may have been later.
                forget_pictures(&mut writing, ring.case()).await?;
                move_wraps(&mut writing, consent, new, until).await?;
                new
            }
            // Where she refuses an emergency nobody may look, so a no to it does not wait for the old end.
            Renewal::NotNow if old.purpose()? == Purpose::Emergency => {
                let taken = self.take_back(writing, By::Staff(actor), ring.case(), ring.tag(), consent).await?;
                return Ok(taken.map(|_| ()));
            }
            Renewal::NotNow => self.record_declined(&mut writing, actor, ring.case(), &old, now).await?,
        };
        self.note_recorded(&mut writing, actor, ring, recorded).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Records that a client who had stopped wants to be supported again. `None` while a yes still stands: that is
    /// renewed, not given twice.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn resume_services(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        answer: &Renewal,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let Some((mut writing, now)) = self.recording(actor, ring, casework).await? else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, ring.case().0, now).await?.is_some() {
            return Ok(Some(()));
        }
        if self.says_yes_to_services(writing.conn(), ring.case()).await? {
            return Ok(None);
        }
        let recorded = match answer {
            Renewal::Yes { until, evidence } => {
                let consent = NewConsent {
                    purpose: Purpose::Services,
                    grantee: actor.organisation,
                    segments: Segment::OF_A_NEW_CASE,
                    actions: "read,write",
                    service: None,
                    fields: &[],
                    until: end_of_day(*until),
                    evidence,
                    text_version: evidence.text.code(),
                    ends: None,
                };
                self.record_given(&mut writing, actor, casework, &consent, now).await?
            }
            Renewal::NotNow => self.record_no(&mut writing, actor, ring.case(), Purpose::Services, &[], now).await?,
        };
        self.note_recorded(&mut writing, actor, ring, recorded).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// A transaction in which an answer may be recorded: the role may, and the key is still held.
    pub(crate) async fn recording(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
    ) -> Result<Option<(Writing, DateTime<Utc>)>> {
        if !actor.may(Action::RecordConsent) || casework.case() != ring.case() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let now = self.now();
        self.lock_case(writing.conn(), ring.case()).await?;
        let held = self.still_holds(writing.conn(), actor, casework.newest_key()).await?;
        Ok(held.then_some((writing, now)))
    }

    /// Adds a yes that stands in the place of `old`, for the same recipient and purpose.
    pub(super) async fn record_in_place_of(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        casework: &Opened<segment::Casework>,
        old: &Kept,
        until: DateTime<Utc>,
        evidence: &Evidence,
    ) -> Result<ConsentId> {
        let broken = |_| Error::Inconsistent("consents");
        let new = NewConsent {
            purpose: old.purpose()?,
            grantee: OrganisationId(old.grantee_id),
            segments: &old.segments()?,
            actions: &old.actions,
            service: old.service.as_deref().map(Service::from_code).transpose().map_err(broken)?,
            fields: &PacketField::from_codes(&split(&old.fields)).map_err(broken)?,
            until,
            evidence,
            text_version: &old.text_version,
            ends: Some(ConsentId(old.id)),
        };
        self.record_given(writing, actor, casework, &new, self.now()).await
    }

    /// A no to what no yes stands for: asked the first time, or again after it had ended.
    pub(crate) async fn record_no(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        purpose: Purpose,
        segments: &[Segment],
        now: DateTime<Utc>,
    ) -> Result<ConsentId> {
        let asked = Kept {
            id: case.0,
            purpose: purpose.code().into(),
            grantee_id: actor.organisation.0,
            service: None,
            segments: joined(segments),
            actions: String::new(),
            fields: String::new(),
            valid_until: now,
            text_version: TEXT_VERSION.into(),
        };
        self.record_declined(writing, actor, case, &asked, now).await
    }

    /// A refusal is an entry like a yes; it opens nothing and ends nothing.
    async fn record_declined(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        asked: &Kept,
        now: DateTime<Utc>,
    ) -> Result<ConsentId> {
        let id = self.new_id();
        change!(
            writing.conn(),
            "insert into consents (id, case_id, decision, purpose, grantee_id, service, segments, actions, fields, valid_from, \
             valid_until, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $9, $10, $9)",
            id,
            case.0,
            Decision::Declined.code(),
            asked.purpose.as_str(),
            asked.grantee_id,
            asked.service.as_deref(),
            asked.segments.as_str(),
            asked.fields.as_str(),
            now,
            actor.account.0
        )?;
        Ok(ConsentId(id))
    }

    pub(crate) async fn note_recorded(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        ring: &Ring,
        consent: ConsentId,
    ) -> Result<()> {
        let event = Event {
            deed: Deed::ConsentRecorded,
            segments: &[],
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: Some(consent),
            cases: vec![ring.tag()],
        };
        self.note(writing, Some(actor), &event).await
    }
}

/// What hangs on one entry goes on under the one in its place; the keys need not be known for it.
pub(crate) async fn move_wraps(
    writing: &mut Writing,
    old: ConsentId,
    new: ConsentId,
    until: DateTime<Utc>,
) -> Result<()> {
    // Who broke the glass has four hours, whatever is said meanwhile: her wraps keep their end.
    change!(
        writing.conn(),
        "update wraps set valid_until = $1 where consent_id = $2 and cover_id is null and not exists (select 1 from consents \
         join parties on parties.id = wraps.party_id \
         where consents.id = $2 and consents.purpose = 'emergency' and parties.kind <> 'duty')",
        until,
        old.0
    )?;
    // A cover ends with its own last day, whatever the client agrees to; and with her yes, if that ends before.
    change!(
        writing.conn(),
        "update wraps set valid_until = coalesce((select covers.until_at from covers where covers.id = wraps.cover_id \
         and covers.until_at < $1), $1) where consent_id = $2 and cover_id is not null",
        until,
        old.0
    )?;
    // A plan that is decided on outside is never out longer than she is supported and her data are kept.
    change!(
        writing.conn(),
        "update wraps set valid_until = $1 where valid_until > $1 and consent_id in (select coded_plans.consent_id from coded_plans \
         join consents on consents.case_id = coded_plans.case_id \
         where consents.id = $2 and consents.purpose in ('services', 'processing'))",
        until,
        old.0
    )?;
    change!(writing.conn(), "update wraps set consent_id = $1 where consent_id = $2", new.0, old.0)?;
    change!(writing.conn(), "update referrals set consent_id = $1 where consent_id = $2", new.0, old.0)?;
    Ok(())
}
