use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::{Actor, By};
use crate::case::WrapGrant;
use crate::consent::NewConsent;
use crate::crypt::DataKey;
use crate::engine::{Writing, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::consent::{Evidence, Purpose, Renewal, Segment};
use domain::date::end_of_day;
use domain::emergency::may_be_opened;
use domain::id::{CaseId, ConsentId, PartyId, SubmissionId, TeamId};
use uuid::Uuid;

/// A data key as the ring it was opened with holds it.
pub(crate) type KeyOfCase<'a> = (Segment, Uuid, i64, &'a DataKey);

impl Vault {
    /// Records what the client answers when she is asked whether a colleague may open her case in an emergency. A yes
    /// wraps what the recorder opens of it to the duty, but for what never opens this way. A no while a yes stands takes
    /// that back: where she refuses, nobody can. `None` when it may not be recorded, or a yes still stands, which is
    /// renewed instead.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn answer_on_emergency(
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
        let standing = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from consents where case_id = $1 and purpose = 'emergency' and decision = 'given' and valid_until > $2 \
             and not exists (select 1 from consents as ending where ending.ends = consents.id) limit 1",
            ring.case().0, now => fetch_optional
        )?;
        let recorded = match (answer, standing) {
            (Renewal::NotNow, Some(standing)) => {
                let taken =
                    self.take_back(writing, By::Staff(actor), ring.case(), ring.tag(), ConsentId(standing)).await?;
                return Ok(taken.map(|_| ()));
            }
            (Renewal::Yes { .. }, Some(_)) => return Ok(None),
            (Renewal::NotNow, None) => {
                self.record_no(&mut writing, actor, ring.case(), Purpose::Emergency, &[], now).await?
            }
            (Renewal::Yes { until, evidence }, None) => {
                let mut opened: Vec<KeyOfCase<'_>> = ring.rest().collect();
                opened.extend(casework.keys().map(|(id, epoch, key)| (Segment::Casework, id, epoch, key)));
                let mut keys: Vec<KeyOfCase<'_>> = Vec::with_capacity(opened.len());
                for one in opened {
                    // Not a part that she took back since the page was opened.
                    if self.still_holds(writing.conn(), actor, one.1).await? {
                        keys.push(one);
                    }
                }
                let consent = emergency(actor, evidence, end_of_day(*until));
                let id = self.record_given(&mut writing, actor, casework, &consent, now).await?;
                self.wrap_to_duty(&mut writing, actor, ring.case(), (id, now, consent.until), &keys).await?;
                id
            }
        };
        self.note_recorded(&mut writing, actor, ring, recorded).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Wraps keys of a case to the duty of its team, under a consent for an emergency: those that may be opened this way.
    /// Whoever makes a new key of a case calls this with it while such a consent is live.
    pub(crate) async fn wrap_to_duty(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        case: CaseId,
        (consent, from, until): (ConsentId, DateTime<Utc>, DateTime<Utc>),
        keys: &[KeyOfCase<'_>],
    ) -> Result<()> {
        let team = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select team_id from cases where id = $1",
            case.0 => fetch_optional
        )?;
        let team = TeamId(team.ok_or(Error::Inconsistent("cases"))?);
        let parties = self.lock_team(writing, team).await?;
        let Some(duty) = self.duty_of(writing, actor, &parties).await? else { return Ok(()) };
        let reviews = self.review_keys(writing.conn(), case).await?;
        for (segment, key, epoch, secret) in keys {
            if may_be_opened(*segment) && !reviews.contains(key) {
                let grant = WrapGrant { case, segment: *segment, key: *key, epoch: *epoch, consent, from, until };
                self.wrap_to(writing, PartyId(duty.id), &duty.public_key, &grant, secret).await?;
            }
        }
        Ok(())
    }
}

/// The consent itself: every compartment that it opens now or later is named, so that she knows.
pub(crate) fn emergency<'a>(actor: &Actor, evidence: &'a Evidence, until: DateTime<Utc>) -> NewConsent<'a> {
    NewConsent {
        purpose: Purpose::Emergency,
        grantee: actor.organisation,
        segments: Segment::OF_A_NEW_CASE,
        actions: "read",
        service: None,
        fields: &[],
        until,
        evidence,
        text_version: evidence.text.code(),
        ends: None,
    }
}
