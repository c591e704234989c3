use super::ask::waits;
use super::{OpenCoded, Which, rows};
use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::care_plan::Decided;
use crate::engine::{change, sql};
use crate::error::Result;
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::care_plan::{Decision, DecisionWords};
use domain::coded_plan::{Outcome, Standing};
use domain::consent::Segment;
use domain::id::{CaseId, ConsentId};
use uuid::Uuid;

impl Vault {
    /// Decides on a coded plan: it stands on the plan like any decision, its words under the packet's key, and who decided
    /// opens nothing of it any more. `None` when the request does not wait any more or the actor may not.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn decide_outside(
        &self,
        actor: &Actor,
        open: OpenCoded,
        (decision, words): (Decision, &DecisionWords),
    ) -> Result<Option<Decided>> {
        if !actor.may(Action::DecideOutside) {
            return Ok(None);
        }
        let (id, plan, case) = (open.request.id, open.request.plan, open.packet.case());
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        let now = self.now();
        let row = rows(writing.conn(), Which::One(id), now).await?.into_iter().next();
        let Some(row) = row.filter(|row| row.to_team_id == actor.team.0 && CaseId(row.case_id) == case) else {
            return Ok(None);
        };
        if row.standing(now)? != Standing::Waits
            || !self.still_holds(writing.conn(), actor, row.data_key_id).await?
            || !self.still_served(writing.conn(), case).await?
        {
            return Ok(None);
        }
        if !waits(writing.conn(), case, plan).await? {
            return Ok(Some(Decided::Meanwhile));
        }
        // Four eyes are two people, wherever either of them sits.
        let own = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from care_plans_told where id = $1 and (written_by = $2 or submitted_by = $2)",
            plan.0, actor.account.0 => fetch_optional
        )?;
        if own.is_some() {
            return Ok(None);
        }
        let (key, sealed) = open.packet.write(self, "care_plan_decisions", plan.0, words);
        change!(
            writing.conn(),
            "insert into care_plan_decisions (care_plan_id, decision, data_key_id, sealed, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6)",
            plan.0,
            decision.code(),
            key,
            sealed,
            actor.account.0,
            now
        )?;
        self.end_request(&mut writing, id.0, Outcome::Decided, actor, now).await?;
        let event = Event {
            deed: Deed::PlanDecided,
            segments: &[Segment::Packet],
            reason: Reason::Supervision,
            basis: Basis::Consent,
            consent: Some(ConsentId(row.consent_id)),
            cases: vec![open.tag],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        self.count_one(&mut writing, "plan_decision", Some(decision.code())).await?;
        writing.commit().await?;
        Ok(Some(Decided::Now))
    }
}
