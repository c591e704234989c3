use super::record::newest;
use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::care_plan::{Decision, DecisionWords};
use domain::id::{CarePlanId, CaseId, SubmissionId};
use uuid::Uuid;

/// A version that somebody is to do something about. Its case is named by whoever holds its label.
pub struct Waiting {
    /// The version.
    pub id: CarePlanId,
    /// Its case.
    pub case: CaseId,
    /// Who submitted it, or who decided.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// It holds now; the same for a second post of the same form.
    Now,
    /// Another version stands by now, or somebody decided before. Nothing was written.
    Meanwhile,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    id: Uuid,
    case_id: Uuid,
    by_name: String,
    at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Submission {
    written_by: Uuid,
    submitted_by: Option<Uuid>,
    decision: Option<String>,
    replaced_by: Option<Uuid>,
}

fn listed(rows: Vec<WaitingRow>) -> Vec<Waiting> {
    rows.into_iter()
        .map(|row| Waiting { id: CarePlanId(row.id), case: CaseId(row.case_id), by: row.by_name, at: row.at })
        .collect()
}

impl Vault {
    /// Submits the version that stands, once; a second time changes nothing. `None` when the key is not held any more, the
    /// client is not served, or another version stands.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn submit_care_plan(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        plan: CarePlanId,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let begun = self.begin_served(actor, ring, casework, Action::RecordWork).await?;
        let Some((mut writing, now)) = begun else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, plan.0, now).await?.is_some() {
            return Ok(Some(()));
        }
        if newest(writing.conn(), ring.case()).await?.map(|(id, _)| id) != Some(plan) {
            return Ok(None);
        }
        self.submit_within(&mut writing, actor, ring, plan, now).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    pub(super) async fn submit_within(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        ring: &Ring,
        plan: CarePlanId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let submitted = change!(
            writing.conn(),
            "insert into care_plan_requests (care_plan_id, submitted_by, submitted_at) values ($1, $2, $3) on conflict (care_plan_id) do nothing",
            plan.0,
            actor.account.0,
            now
        )?;
        if submitted == 1 {
            self.note_plan(writing, actor, ring, (Deed::PlanSubmitted, Reason::Support)).await?;
        }
        Ok(())
    }

    /// Approves the version that stands, or sends it back; never by who wrote or submitted it. `None` when the actor may
    /// not, does not hold the key any more, the client is not served, or the version was not submitted.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn decide_care_plan(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        (plan, decision, words): (CarePlanId, Decision, &DecisionWords),
        form: SubmissionId,
    ) -> Result<Option<Decided>> {
        let begun = self.begin_served(actor, ring, casework, Action::ApprovePlan).await?;
        let Some((mut writing, now)) = begun else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, plan.0, now).await?.is_some() {
            return Ok(Some(Decided::Now));
        }
        let submission = sql!(
            writing.conn(),
            query_as::<Submission>,
            "select written_by, submitted_by, decision, replaced_by from care_plans_told where id = $1 and case_id = $2",
            plan.0, ring.case().0 => fetch_optional
        )?;
        let Some(Submission { written_by, submitted_by: Some(submitted_by), decision: before, replaced_by }) =
            submission
        else {
            return Ok(None);
        };
        if [written_by, submitted_by].contains(&actor.account.0) {
            return Ok(None);
        }
        if before.is_some() || replaced_by.is_some() {
            return Ok(Some(Decided::Meanwhile));
        }
        let (key, sealed) = casework.write(self, "care_plan_decisions", plan.0, words);
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
        self.overtake_requests(&mut writing, actor, (ring.case(), Some(plan)), now).await?;
        self.note_plan(&mut writing, actor, ring, (Deed::PlanDecided, Reason::Supervision)).await?;
        self.count_one(&mut writing, "plan_decision", Some(decision.code())).await?;
        writing.commit().await?;
        Ok(Some(Decided::Now))
    }

    /// The versions that wait for a decision of the actor, the longest first: of the cases whose casework she may open and
    /// whose client is served. Ids and days only: what they are called is for [`Vault::list_cases`] to show, and to audit.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn care_plans_to_decide(&self, actor: &Actor) -> Result<Vec<Waiting>> {
        if !actor.may(Action::ApprovePlan) {
            return Ok(Vec::new());
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<WaitingRow>,
            "select id, case_id, submitter as by_name, submitted_at as at from care_plans_told \
             where submitted_by is not null and decision is null and replaced_by is null \
             and written_by <> $1 and submitted_by <> $1 and exists (select 1 from held_wraps where held_wraps.account_id = $1 \
             and held_wraps.case_id = care_plans_told.case_id and held_wraps.segment = 'casework' \
             and held_wraps.purpose <> 'emergency' and held_wraps.valid_from <= $2 and held_wraps.valid_until > $2) \
             and exists (select 1 from consents where consents.case_id = care_plans_told.case_id and consents.purpose = 'services' \
             and consents.decision = 'given' and consents.valid_from <= $2 and consents.valid_until > $2 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id)) \
             and not exists (select 1 from closed_cases where closed_cases.case_id = care_plans_told.case_id) \
             order by submitted_at, id",
            actor.account.0, self.now() => fetch_all
        )?;
        Ok(listed(rows))
    }

    /// The versions that were sent back and in whose place nothing stands yet, of the cases the actor works on and whose
    /// client is served.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn care_plans_sent_back(&self, actor: &Actor) -> Result<Vec<Waiting>> {
        if !actor.may(Action::RecordWork) {
            return Ok(Vec::new());
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<WaitingRow>,
            "select id, case_id, decider as by_name, decided_at as at from care_plans_told \
             where decision = 'sent_back' and replaced_by is null and exists (select 1 from held_wraps \
             where held_wraps.account_id = $1 and held_wraps.case_id = care_plans_told.case_id and held_wraps.segment = 'casework' \
             and held_wraps.purpose <> 'emergency' and held_wraps.valid_from <= $2 and held_wraps.valid_until > $2) \
             and exists (select 1 from consents where consents.case_id = care_plans_told.case_id and consents.purpose = 'services' \
             and consents.decision = 'given' and consents.valid_from <= $2 and consents.valid_until > $2 \
             and not exists (select 1 from consents as taken_back where taken_back.ends = consents.id)) \
             and not exists (select 1 from closed_cases where closed_cases.case_id = care_plans_told.case_id) \
             order by decided_at, id",
            actor.account.0, self.now() => fetch_all
        )?;
        Ok(listed(rows))
    }
}
