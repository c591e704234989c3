use super::{Which, rows};
use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::consent::{NewConsent, live_yes};
use crate::crypt::DataKey;
use crate::engine::{Conn, change, sql};
use crate::error::{Error, Result};
use crate::transfer::Taker;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::client::StandInCode;
use domain::coded_plan::{Asking, CodedPlan, Standing};
use domain::consent::{Purpose, Segment, default_end};
use domain::id::{CarePlanId, CaseId, CodedPlanId, ConsentId, OrganisationId, PartyId, SubmissionId};
use uuid::Uuid;

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It waits for a decision; the same for a second post of the form.
    Now(CodedPlanId),
    /// A request about this version waits already.
    Before,
    /// This version does not wait for a decision.
    NotWaiting,
    /// Words of it tell whose plan it is. Nothing was sent.
    Tells,
    /// Nobody leads that team.
    NobodyThere,
    /// That organisation kept the case before: it would know whose plan it is.
    KeptBefore,
}

#[derive(sqlx::FromRow)]
struct Kept {
    id: Uuid,
    valid_until: DateTime<Utc>,
}

impl Vault {
    /// Asks the supervisor of another organisation to decide on the version that stands and was submitted: the client's yes
    /// to that organisation, and a packet sealed to its lead, no longer than the client is supported and her data are kept.
    /// `None` when the actor may not, does not hold the case's keys as her own, or the client is not served.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn ask_outside(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        (plan, asking): (CarePlanId, &Asking),
        form: SubmissionId,
    ) -> Result<Option<Asked>> {
        if ring.cover().is_some() || ring.in_an_emergency() || !actor.may(Action::AskOutside) {
            return Ok(None);
        }
        let (Some(casework), Some(label)) = (ring.take::<segment::Casework>(), ring.take::<segment::Label>()) else {
            return Ok(None);
        };
        let versions = self.care_plans(&casework).await?;
        let Some(nth) = versions.iter().position(|version| version.id == plan) else { return Ok(None) };
        let approved = versions[nth + 1..].iter().find(|version| version.is_approved());

        let (case, id) = (ring.case(), self.new_id());
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        if !self.still_holds(writing.conn(), actor, casework.newest_key()).await?
            || !self.still_holds(writing.conn(), actor, label.newest_key()).await?
            || !self.still_served(writing.conn(), case).await?
        {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Asked::Now(CodedPlanId(earlier))));
        }
        if !waits(writing.conn(), case, plan).await? {
            return Ok(Some(Asked::NotWaiting));
        }
        if self.one_waits(writing.conn(), case, plan, now).await? {
            return Ok(Some(Asked::Before));
        }
        let code = StandInCode::from_random(self.random());
        let head = self.label_within(writing.conn(), &label).await?;
        let both = (approved.map(|version| &version.plan), &versions[nth].plan);
        let Some(coded) = CodedPlan::of(code, asking, both, &head) else { return Ok(Some(Asked::Tells)) };
        if kept_before(writing.conn(), case).await?.contains(&asking.team.0) {
            return Ok(Some(Asked::KeptBefore));
        }
        let Some(asked) = self.lead_elsewhere(&mut writing, actor, asking.team).await? else {
            return Ok(Some(Asked::NobodyThere));
        };

        let Some(kept) = kept(writing.conn(), actor, casework.newest_key(), now).await? else { return Ok(None) };
        let until = default_end(Purpose::CodedPlan, now).min(kept.valid_until);
        let served = live_yes(writing.conn(), case, Purpose::Services, now).await?;
        let until = served.map_or(until, |served| until.min(served.valid_until));
        let consent = NewConsent {
            purpose: Purpose::CodedPlan,
            grantee: OrganisationId(asked.organisation_id),
            segments: &[Segment::Packet],
            actions: "read,answer",
            service: None,
            fields: &[],
            until,
            evidence: &asking.evidence,
            text_version: asking.evidence.text.code(),
            ends: None,
        };
        let agreed = self.record_given(&mut writing, actor, &casework, &consent, now).await?;
        let secret = DataKey::random(self.entropy.as_ref());
        let key = self.keep_key(&mut writing, case, Segment::Packet, Some(id), 1, &secret).await?;
        let grant =
            |consent, until| WrapGrant { case, segment: Segment::Packet, key, epoch: 1, consent, from: now, until };
        self.wrap_to(&mut writing, PartyId(asked.party_id), &asked.public_key, &grant(agreed, until), &secret).await?;
        // Whoever opens the case reads what was asked and answered, as long as the case.
        let home = grant(ConsentId(kept.id), kept.valid_until);
        self.wrap_to_holders(&mut writing, casework.newest_key(), &home, &secret).await?;

        let mut made = Ring::of_opened_keys(case, ring.tag(), vec![(Segment::Packet, key, 1, secret)]);
        let packet = made.take::<segment::Packet>().ok_or(Error::Inconsistent("data_keys"))?;
        let (key, sealed) = packet.write(self, "coded_plans", id, &coded);
        change!(
            writing.conn(),
            "insert into coded_plans (id, case_id, care_plan_id, from_team_id, to_team_id, consent_id, data_key_id, sealed, asked_by, asked_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id,
            case.0,
            plan.0,
            actor.team.0,
            asking.team.0,
            agreed.0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        let event = Event {
            deed: Deed::PlanSentOutside,
            segments: &[Segment::Packet],
            reason: Reason::Supervision,
            basis: Basis::Consent,
            consent: Some(agreed),
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        self.count_one(&mut writing, "plan_sent_outside", Some(asking.ground.code())).await?;
        writing.commit().await?;
        Ok(Some(Asked::Now(CodedPlanId(id))))
    }

    /// Whom a plan of this case can be sent to: teams of other organisations that somebody leads, but for who kept it before.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn outsiders(&self, actor: &Actor, proof: &Opened<segment::Casework>) -> Result<Vec<Taker>> {
        let mut takers = self.takers(actor).await?;
        let mut reading = self.database.read().await?;
        let before = kept_before(reading.conn(), proof.case()).await?;
        takers.retain(|taker| !before.contains(&taker.team.0));
        Ok(takers)
    }

    async fn one_waits(&self, conn: Conn<'_>, case: CaseId, plan: CarePlanId, now: DateTime<Utc>) -> Result<bool> {
        for row in rows(conn, Which::OfCase(case), now).await? {
            if row.care_plan_id == plan.0 && row.standing(now)? == Standing::Waits {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether a version stands, was submitted, and nobody decided on it.
pub(super) async fn waits(conn: Conn<'_>, case: CaseId, plan: CarePlanId) -> Result<bool> {
    let waits = sql!(
        conn,
        query_scalar::<Uuid>,
        "select id from care_plans_told where id = $1 and case_id = $2 and submitted_by is not null and decision is null \
         and replaced_by is null",
        plan.0, case.0 => fetch_optional
    )?;
    Ok(waits.is_some())
}

/// The teams of every organisation that gave the case on, whenever that was.
async fn kept_before(conn: Conn<'_>, case: CaseId) -> Result<Vec<Uuid>> {
    Ok(sql!(
        conn,
        query_scalar::<Uuid>,
        "select asked.id from transfers join transfer_ends on transfer_ends.transfer_id = transfers.id \
         join teams as giving on giving.id = transfers.from_team_id join teams as asked on asked.organisation_id = giving.organisation_id \
         where transfers.case_id = $1 and transfer_ends.outcome = 'taken'",
        case.0 => fetch_all
    )?)
}

/// The consent under which the actor holds a key of the case, and its end.
async fn kept(conn: Conn<'_>, actor: &Actor, key: Uuid, now: DateTime<Utc>) -> Result<Option<Kept>> {
    Ok(sql!(
        conn,
        query_as::<Kept>,
        "select consents.id, consents.valid_until from held_wraps join consents on consents.id = held_wraps.consent_id \
         where held_wraps.account_id = $1 and held_wraps.data_key_id = $2 and held_wraps.purpose = 'processing' \
         and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3 order by consents.valid_until desc limit 1",
        actor.account.0, key, now => fetch_optional
    )?)
}
