//! Safety plans, behind the casework proof. A version is never changed; another stands in its place.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::consent::Segment;
use domain::id::{SafetyPlanId, SubmissionId};
use domain::safety_plan::SafetyPlan;
use uuid::Uuid;

/// One version with who wrote it.
pub struct Kept {
    /// Its id.
    pub id: SafetyPlanId,
    /// What she said.
    pub plan: SafetyPlan,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// The one that stands in its place.
    pub replaced_by: Option<SafetyPlanId>,
}

/// What came of recording a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It stands now; the same for a second post of the same form.
    Now(SafetyPlanId),
    /// Somebody else wrote one meanwhile, and this is theirs. Nothing was written.
    Meanwhile(SafetyPlanId),
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
    replaced_by: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct Newest {
    id: Uuid,
    number: i64,
}

impl Vault {
    /// Every version of the case's safety plan, the newest first: the one that stands, then what it replaced.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn safety_plans(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Kept>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed, name, recorded_at, replaced_by from safety_plans_told \
             where case_id = $1 order by number desc",
            proof.case().0 => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                Ok(Kept {
                    id: SafetyPlanId(row.id),
                    plan: proof.read("safety_plans", row.id, row.data_key_id, &row.sealed)?,
                    recorded_by: row.name,
                    recorded_at: row.recorded_at,
                    replaced_by: row.replaced_by.map(SafetyPlanId),
                })
            })
            .collect()
    }

    /// Records a version, in the place of the one it was begun from or as the first one. `None` when the key is not held
    /// any more or the client is not served.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_safety_plan(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        (plan, replaces): (&SafetyPlan, Option<SafetyPlanId>),
        form: SubmissionId,
    ) -> Result<Option<Recorded>> {
        let begun = self.begin_served(actor, ring, casework, Action::RecordWork).await?;
        let Some((mut writing, now)) = begun else { return Ok(None) };
        let id = self.new_id();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Recorded::Now(SafetyPlanId(earlier))));
        }
        let stands = sql!(
            writing.conn(),
            query_as::<Newest>,
            "select id, number from safety_plans where case_id = $1 order by number desc limit 1",
            ring.case().0 => fetch_optional
        )?;
        let number = match stands.map(|newest| (SafetyPlanId(newest.id), newest.number)) {
            Some((theirs, _)) if Some(theirs) != replaces => return Ok(Some(Recorded::Meanwhile(theirs))),
            None if replaces.is_some() => return Ok(None),
            Some((_, number)) => number + 1,
            None => 1,
        };
        let (key, sealed) = casework.write(self, "safety_plans", id, plan);
        change!(
            writing.conn(),
            "insert into safety_plans (id, case_id, number, data_key_id, sealed, replaces, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            ring.case().0,
            number,
            key,
            sealed,
            replaces.map(|old| old.0),
            actor.account.0,
            now
        )?;
        let event = ring.event(Deed::Recorded, &[Segment::Casework], Reason::Support);
        self.note(&mut writing, Some(actor), &event).await?;
        // Once for each case that has one: another version is no second plan.
        if replaces.is_none() {
            self.count_one(&mut writing, "safety_plan", None).await?;
        }
        writing.commit().await?;
        Ok(Some(Recorded::Now(SafetyPlanId(id))))
    }
}
