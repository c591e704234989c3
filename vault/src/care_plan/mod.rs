//! Care plans, behind the casework proof. A version is never changed; another stands in its place.

mod approval;
mod record;

pub use approval::{Decided, Waiting};
pub use record::Recorded;

use crate::Vault;
use crate::access::{Opened, segment};
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::care_plan::{Decision, DecisionWords, Plan, StepMark};
use domain::id::CarePlanId;
use uuid::Uuid;

/// One version with who wrote it, and what stands in its place.
pub struct Version {
    /// Its id.
    pub id: CarePlanId,
    /// What was agreed.
    pub plan: Plan,
    /// Who wrote it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// The one in whose place it stands.
    pub replaces: Option<CarePlanId>,
    /// The one that stands in its place.
    pub replaced_by: Option<CarePlanId>,
    /// That it was submitted, if it was.
    pub submitted: Option<Submitted>,
    /// What was decided, if it was.
    pub decided: Option<Verdict>,
}

impl Version {
    /// Whether a supervisor is still to decide on it.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.submitted.is_some() && self.decided.is_none() && self.replaced_by.is_none()
    }

    /// Whether it was approved.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.decided.as_ref().is_some_and(|verdict| verdict.decision == Decision::Approved)
    }
}

/// That a version was submitted.
pub struct Submitted {
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a supervisor decided.
pub struct Verdict {
    /// Yes, or once more.
    pub decision: Decision,
    /// What she said; `None` where somebody outside the team did, under a key of its own ([`Vault::coded_plan_of`]).
    pub words: Option<DecisionWords>,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A mark with who set it.
pub struct Marked {
    /// The mark.
    pub mark: StepMark,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
    replaces: Option<Uuid>,
    replaced_by: Option<Uuid>,
    submitted_at: Option<DateTime<Utc>>,
    submitter: Option<String>,
    decision: Option<String>,
    decision_key_id: Option<Uuid>,
    decision_sealed: Option<Vec<u8>>,
    decider: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

impl Row {
    fn open(self, proof: &Opened<segment::Casework>) -> Result<Version> {
        let decided = match (self.decision, self.decision_key_id, self.decision_sealed, self.decider, self.decided_at) {
            (Some(decision), Some(key), Some(sealed), Some(by), Some(at)) => Some(Verdict {
                decision: Decision::from_code(&decision).map_err(|_| Error::Inconsistent("care_plan_decisions"))?,
                words: (proof.keys().any(|(held, ..)| held == key))
                    .then(|| proof.read("care_plan_decisions", self.id, key, &sealed))
                    .transpose()?,
                by,
                at,
            }),
            _ => None,
        };
        Ok(Version {
            id: CarePlanId(self.id),
            plan: proof.read("care_plans", self.id, self.data_key_id, &self.sealed)?,
            recorded_by: self.name,
            recorded_at: self.recorded_at,
            replaces: self.replaces.map(CarePlanId),
            replaced_by: self.replaced_by.map(CarePlanId),
            submitted: self.submitter.zip(self.submitted_at).map(|(by, at)| Submitted { by, at }),
            decided,
        })
    }
}

#[derive(sqlx::FromRow)]
struct MarkRow {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
}

impl Vault {
    /// Every version of the case's plan, the newest first: the one that stands, then what it replaced.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn care_plans(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Version>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed, name, recorded_at, replaces, replaced_by, submitted_at, submitter, decision, \
             decision_key_id, decision_sealed, decider, decided_at from care_plans_told \
             where case_id = $1 order by number desc",
            proof.case().0 => fetch_all
        )?;
        rows.into_iter().map(|row| row.open(proof)).collect()
    }

    /// Every mark on a step of the case's plans, the earliest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn care_plan_marks(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Marked>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<MarkRow>,
            "select care_plan_marks.id, care_plan_marks.data_key_id, care_plan_marks.sealed, accounts.name, care_plan_marks.recorded_at \
             from care_plan_marks join accounts on accounts.id = care_plan_marks.recorded_by \
             where care_plan_marks.case_id = $1 order by care_plan_marks.recorded_at, care_plan_marks.id",
            proof.case().0 => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let mark = proof.read("care_plan_marks", row.id, row.data_key_id, &row.sealed)?;
                Ok(Marked { mark, by: row.name, at: row.recorded_at })
            })
            .collect()
    }
}
