//! How soon somebody looks in again, behind the casework proof: each judgement is a row of its own, and the label of the case
//! carries the level for the lists. What puts a look off is a row too.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{Conn, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::audit::Deed;
use domain::id::{CaseId, RiskId, SubmissionId};
use domain::risk::{Assessment, Snooze, may_be_put_off};
use uuid::Uuid;

/// A judgement with who made it.
pub struct Judged {
    /// Its id.
    pub id: RiskId,
    /// Its number within the case, from one.
    pub number: i64,
    /// What was judged, and why.
    pub assessment: Assessment,
    /// Who.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// A look that was put off, with who did.
pub struct PutOff {
    /// To which day, and why.
    pub snooze: Snooze,
    /// Who.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// What came of judging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assessed {
    /// It stands; the same for a second post of the same form.
    Now(RiskId),
    /// Somebody else judged since what was seen. Nothing was written.
    Meanwhile,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
}

impl Vault {
    /// The judgements of a case, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn risks(&self, proof: &Opened<segment::Casework>, skip: u32, limit: u32) -> Result<Vec<Judged>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select risks.id, risks.number, risks.data_key_id, risks.sealed, accounts.name, risks.recorded_at from risks \
             join accounts on accounts.id = risks.recorded_by \
             where risks.case_id = $1 order by risks.number desc limit $2 offset $3",
            proof.case().0, i64::from(limit), i64::from(skip) => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let assessment = proof.read("risks", row.id, row.data_key_id, &row.sealed)?;
                let (id, number) = (RiskId(row.id), row.number);
                Ok(Judged { id, number, assessment, recorded_by: row.name, recorded_at: row.recorded_at })
            })
            .collect()
    }

    /// The last times a look was put off, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn snoozes(&self, proof: &Opened<segment::Casework>, limit: u32) -> Result<Vec<PutOff>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select snoozes.id, cast(0 as bigint) as number, snoozes.data_key_id, snoozes.sealed, accounts.name, snoozes.recorded_at \
             from snoozes join accounts on accounts.id = snoozes.recorded_by \
             where snoozes.case_id = $1 order by snoozes.recorded_at desc, snoozes.id desc limit $2",
            proof.case().0, i64::from(limit) => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let snooze = proof.read("snoozes", row.id, row.data_key_id, &row.sealed)?;
                Ok(PutOff { snooze, recorded_by: row.name, recorded_at: row.recorded_at })
            })
            .collect()
    }

    /// Writes a judgement down, if nobody judged since the one numbered `seen` (zero for none): the label gets the level,
    /// and a look is owed no later than its rhythm says. `None` when the key is not held any more, or the client is not
    /// supported.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn assess_risk(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        assessment: &Assessment,
        seen: i64,
        form: SubmissionId,
    ) -> Result<Option<Assessed>> {
        let Some(mut work) = self.begin_served_work(actor, ring).await? else { return Ok(None) };
        let case = ring.case();
        let id = self.new_id();
        if let Some(earlier) = crate::submission::claim(&mut work.writing, actor, form, id, work.now).await? {
            return Ok(Some(Assessed::Now(RiskId(earlier))));
        }
        if newest(work.writing.conn(), case).await? != seen {
            return Ok(Some(Assessed::Meanwhile));
        }
        let (key, sealed) = work.casework.write(self, "risks", id, assessment);
        change!(
            work.writing.conn(),
            "insert into risks (id, case_id, number, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            case.0,
            seen + 1,
            key,
            sealed,
            actor.account.0,
            work.now
        )?;
        let today = domain::date::local_date(work.now);
        let level = assessment.level;
        let judge = |label: &mut domain::case::Label| {
            label.risk = Some(level);
            label.next = Some(level.follow_up(today, today).at_the_latest(label.next, today));
        };
        self.relabel(&mut work.writing, &work.label, judge).await?;
        self.count_one(&mut work.writing, "risk", Some(level.code())).await?;
        self.end_work(work, actor, ring, Deed::Recorded).await?;
        Ok(Some(Assessed::Now(RiskId(id))))
    }

    /// Puts a look off that is due. `None` when none is (any more), when the key is not held, or the client is not
    /// supported.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn put_off(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        snooze: &Snooze,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let Some(mut work) = self.begin_served_work(actor, ring).await? else { return Ok(None) };
        let case = ring.case();
        let id = self.new_id();
        if crate::submission::claim(&mut work.writing, actor, form, id, work.now).await?.is_some() {
            return Ok(Some(()));
        }
        let today = domain::date::local_date(work.now);
        let mut due = false;
        let put_off = |label: &mut domain::case::Label| {
            due = may_be_put_off(label.next, today);
            if let Some(next) = label.next.as_mut().filter(|_| due) {
                next.on = snooze.until;
            }
        };
        self.relabel(&mut work.writing, &work.label, put_off).await?;
        if !due {
            return Ok(None);
        }
        let (key, sealed) = work.casework.write(self, "snoozes", id, snooze);
        change!(
            work.writing.conn(),
            "insert into snoozes (id, case_id, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            case.0,
            key,
            sealed,
            actor.account.0,
            work.now
        )?;
        self.end_work(work, actor, ring, Deed::Recorded).await?;
        Ok(Some(()))
    }
}

async fn newest(conn: Conn<'_>, case: CaseId) -> Result<i64> {
    Ok(sql!(
        conn,
        query_scalar::<i64>,
        "select coalesce(max(number), 0) from risks where case_id = $1",
        case.0 => fetch_one
    )?)
}
