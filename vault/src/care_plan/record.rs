use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::Result;
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::care_plan::{Plan, StepMark};
use domain::consent::Segment;
use domain::id::{CarePlanId, CaseId, SubmissionId};
use uuid::Uuid;

/// What came of recording a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It stands now; the same for a second post of the same form.
    Now(CarePlanId),
    /// Somebody else wrote one meanwhile, and this is theirs. Nothing was written.
    Meanwhile(CarePlanId),
}

#[derive(sqlx::FromRow)]
struct Newest {
    id: Uuid,
    number: i64,
}

/// The version that stands, and its number.
pub(super) async fn newest(conn: Conn<'_>, case: CaseId) -> Result<Option<(CarePlanId, i64)>> {
    let newest = sql!(
        conn,
        query_as::<Newest>,
        "select id, number from care_plans where case_id = $1 order by number desc limit 1",
        case.0 => fetch_optional
    )?;
    Ok(newest.map(|newest| (CarePlanId(newest.id), newest.number)))
}

impl Vault {
    /// Records a version, in the place of the one it was begun from or as the first one; submits it at once when `submit`
    /// says so. When it is looked at again stands on the label from then on. `None` when the key is not held any more or
    /// the client is not served.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_care_plan(
        &self,
        actor: &Actor,
        ring: &Ring,
        (casework, label): (&Opened<segment::Casework>, &Opened<segment::Label>),
        (plan, replaces, submit): (&Plan, Option<CarePlanId>, bool),
        form: SubmissionId,
    ) -> Result<Option<Recorded>> {
        if label.case() != ring.case() {
            return Ok(None);
        }
        let id = self.new_id();
        let begun = self.begin_served(actor, ring, casework, Action::RecordWork).await?;
        let Some((mut writing, now)) = begun else { return Ok(None) };
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Recorded::Now(CarePlanId(earlier))));
        }
        let number = match newest(writing.conn(), ring.case()).await? {
            Some((theirs, _)) if Some(theirs) != replaces => return Ok(Some(Recorded::Meanwhile(theirs))),
            None if replaces.is_some() => return Ok(None),
            Some((_, number)) => number + 1,
            None => 1,
        };
        let (key, sealed) = casework.write(self, "care_plans", id, plan);
        change!(
            writing.conn(),
            "insert into care_plans (id, case_id, number, data_key_id, sealed, replaces, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            ring.case().0,
            number,
            key,
            sealed,
            replaces.map(|old| old.0),
            actor.account.0,
            now
        )?;
        self.overtake_requests(&mut writing, actor, (ring.case(), replaces), now).await?;
        self.relabel(&mut writing, label, |label| label.review_on = Some(plan.review_on())).await?;
        self.note_plan(&mut writing, actor, ring, (Deed::Recorded, Reason::Support)).await?;
        if submit {
            self.submit_within(&mut writing, actor, ring, CarePlanId(id), now).await?;
        }
        // Once for each case that has a plan: another version is no second plan.
        if replaces.is_none() {
            self.count_one(&mut writing, "care_plan", None).await?;
        }
        writing.commit().await?;
        Ok(Some(Recorded::Now(CarePlanId(id))))
    }

    /// Marks a step of the version that stands. `None` when the key is not held any more, the client is not served, or
    /// another version stands by now.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn mark_step(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        (plan, mark): (CarePlanId, StepMark),
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let id = self.new_id();
        let begun = self.begin_served(actor, ring, casework, Action::RecordWork).await?;
        let Some((mut writing, now)) = begun else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(()));
        }
        if newest(writing.conn(), ring.case()).await?.map(|(id, _)| id) != Some(plan) {
            return Ok(None);
        }
        let (key, sealed) = casework.write(self, "care_plan_marks", id, &mark);
        change!(
            writing.conn(),
            "insert into care_plan_marks (id, case_id, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            ring.case().0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        self.note_plan(&mut writing, actor, ring, (Deed::Recorded, Reason::Support)).await?;
        self.count_one(&mut writing, "plan_step", Some(mark.state.code())).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    pub(super) async fn note_plan(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        ring: &Ring,
        (deed, reason): (Deed, Reason),
    ) -> Result<()> {
        self.note(writing, Some(actor), &ring.event(deed, &[Segment::Casework], reason)).await
    }
}
