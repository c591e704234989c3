//! Unfinished forms about a case: sealed to who types them, kept through a lost session, gone when the case is shut.

use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::crypt::Place;
use crate::engine::{Conn, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::id::CaseId;
use domain::scale::Instrument;
use uuid::Uuid;

/// Longest draft kept, in bytes.
const DRAFT_MAX: usize = 200_000;

/// A form that keeps drafts.
#[derive(Clone, Copy)]
pub enum DraftOf {
    /// A counselling session of a case.
    Counselling(CaseId),
    /// A screening scale of a case.
    Scale(CaseId, Instrument),
    /// A version of a care plan of a case.
    CarePlan(CaseId),
    /// A version of a safety plan of a case.
    SafetyPlan(CaseId),
    /// An incident of a case.
    Incident(CaseId),
}

impl DraftOf {
    const fn parts(self) -> (&'static str, CaseId) {
        match self {
            Self::Counselling(case) => ("counselling", case),
            Self::Scale(case, Instrument::Phq) => ("scale_phq", case),
            Self::Scale(case, Instrument::Gad) => ("scale_gad", case),
            Self::Scale(case, Instrument::AuditC) => ("scale_audit_c", case),
            Self::CarePlan(case) => ("care_plan", case),
            Self::SafetyPlan(case) => ("safety_plan", case),
            Self::Incident(case) => ("incident", case),
        }
    }

    /// The name of the form, as an island says it.
    #[must_use]
    pub const fn form(self) -> &'static str {
        self.parts().0
    }

    /// The form of this name about a case.
    #[must_use]
    pub fn named(form: &str, case: CaseId) -> Option<Self> {
        let scales = Instrument::ALL.iter().map(|instrument| Self::Scale(case, *instrument));
        let others = [Self::Counselling(case), Self::CarePlan(case), Self::SafetyPlan(case), Self::Incident(case)];
        others.into_iter().chain(scales).find(|of| of.form() == form)
    }

    fn place(self, actor: &Actor) -> Place<'static> {
        let (form, case) = self.parts();
        Place { case: case.0, ..Place::outside_cases("drafts", form, actor.account.0) }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    sealed: Vec<u8>,
    saved_at: DateTime<Utc>,
}

impl Vault {
    /// Keeps what is typed so far; the newest replaces the one before. Not kept: what is too long, and what is about a
    /// case the actor holds no key of.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn keep_draft(&self, actor: &Actor, of: DraftOf, typed: &str) -> Result<bool> {
        let (form, case) = of.parts();
        if typed.len() > DRAFT_MAX || !actor.may(Action::RecordWork) {
            return Ok(false);
        }
        let sealed = actor.own_key().seal_own(of.place(actor), typed.as_bytes(), self.entropy.as_ref());
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        if !self.holds_case(writing.conn(), actor, case).await? {
            return Ok(false);
        }
        change!(
            writing.conn(),
            "insert into drafts (account_id, form, case_id, sealed, saved_at) values ($1, $2, $3, $4, $5) \
             on conflict (account_id, form, case_id) do update set sealed = excluded.sealed, saved_at = excluded.saved_at",
            actor.account.0,
            form,
            case.0,
            sealed,
            self.now()
        )?;
        writing.commit().await?;
        Ok(true)
    }

    async fn holds_case(&self, conn: Conn<'_>, actor: &Actor, case: CaseId) -> Result<bool> {
        let held = sql!(
            conn,
            query_scalar::<Uuid>,
            "select wrap_id from held_wraps where account_id = $1 and case_id = $2 and segment = 'casework' \
             and valid_from <= $3 and valid_until > $3 limit 1",
            actor.account.0, case.0, self.now() => fetch_optional
        )?;
        Ok(held.is_some())
    }

    /// The draft of a form, with when it was kept. Behind the proof of its case: what she told is in it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn draft(
        &self,
        actor: &Actor,
        proof: &Opened<segment::Casework>,
        of: DraftOf,
    ) -> Result<Option<(String, DateTime<Utc>)>> {
        let (form, case) = of.parts();
        if case != proof.case() {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select sealed, saved_at from drafts where account_id = $1 and form = $2 and case_id = $3",
            actor.account.0, form, case.0 => fetch_optional
        )?;
        Ok(row.and_then(|row| {
            let (plain, _) = actor.own_key().open(of.place(actor), &row.sealed)?;
            Some((String::from_utf8(plain.to_vec()).ok()?, row.saved_at))
        }))
    }

    /// Removes the draft of a form, when it was saved for good.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn drop_draft(&self, actor: &Actor, of: DraftOf) -> Result<()> {
        let (form, case) = of.parts();
        let mut writing = self.database.write().await?;
        change!(
            writing.conn(),
            "delete from drafts where account_id = $1 and form = $2 and case_id = $3",
            actor.account.0,
            form,
            case.0
        )?;
        writing.commit().await
    }
}
