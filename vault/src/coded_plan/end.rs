use super::{Which, rows};
use crate::Vault;
use crate::access::Ring;
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Writing, change};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::coded_plan::{Outcome, Standing};
use domain::consent::Segment;
use domain::id::{CarePlanId, CaseId, ConsentId};
use uuid::Uuid;

impl Vault {
    /// Calls the request about a version back, for who may ask. `None` when none waits, or the key of the case is not held.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn call_plan_back(&self, actor: &Actor, ring: &mut Ring, plan: CarePlanId) -> Result<Option<()>> {
        let Some(mut work) = self.begin_work(actor, ring, Action::AskOutside).await? else { return Ok(None) };
        let requests = rows(work.writing.conn(), Which::OfCase(ring.case()), work.now).await?;
        let Some(row) = requests.into_iter().find(|row| row.care_plan_id == plan.0) else { return Ok(None) };
        if row.standing(work.now)? != Standing::Waits {
            return Ok(None);
        }
        self.end_request(&mut work.writing, row.id, Outcome::CalledBack, actor, work.now).await?;
        let event = Event {
            deed: Deed::PlanCalledBack,
            segments: &[Segment::Packet],
            reason: Reason::Supervision,
            basis: Basis::Consent,
            consent: Some(ConsentId(row.consent_id)),
            cases: vec![ring.tag()],
        };
        self.note(&mut work.writing, Some(actor), &event).await?;
        work.writing.commit().await?;
        Ok(Some(()))
    }

    /// Ends what is not needed any more: requests about one version, or all of a case. It is locked. One that waits for nobody
    /// keeps saying why, and is shut all the same: the lead that holds no key today may be given one tomorrow.
    pub(crate) async fn overtake_requests(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        (case, plan): (CaseId, Option<CarePlanId>),
        now: DateTime<Utc>,
    ) -> Result<()> {
        for row in rows(writing.conn(), Which::OfCase(case), now).await? {
            if plan.is_some_and(|plan| row.care_plan_id != plan.0) || row.outcome.is_some() {
                continue;
            }
            // What she took back, or nobody answered, keeps its own end, and none of its keys.
            if row.standing(now)? == Standing::Waits {
                self.end_request(writing, row.id, Outcome::Overtaken, actor, now).await?;
            } else {
                shut_request(writing, row.id).await?;
            }
        }
        Ok(())
    }

    /// Writes the end down; who was asked opens nothing of it from here on.
    pub(super) async fn end_request(
        &self,
        writing: &mut Writing,
        request: Uuid,
        outcome: Outcome,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<()> {
        change!(
            writing.conn(),
            "insert into coded_plan_ends (coded_plan_id, outcome, ended_by, ended_at) values ($1, $2, $3, $4)",
            request,
            outcome.code(),
            actor.account.0,
            now
        )?;
        shut_request(writing, request).await
    }

    /// Where she takes back what every request stands on, nobody outside opens one any more.
    pub(crate) async fn shut_requests(&self, writing: &mut Writing, case: CaseId) -> Result<()> {
        change!(
            writing.conn(),
            "delete from wraps where consent_id in (select consent_id from coded_plans where case_id = $1)",
            case.0
        )?;
        Ok(())
    }
}

/// Takes the key of one request from who was asked.
async fn shut_request(writing: &mut Writing, request: Uuid) -> Result<()> {
    change!(
        writing.conn(),
        "delete from wraps where consent_id = (select consent_id from coded_plans where id = $1)",
        request
    )?;
    Ok(())
}
