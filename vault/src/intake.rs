//! What cannot wait, each time it was asked, behind the casework proof. No row is changed.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::audit::Deed;
use domain::id::{IntakeId, SubmissionId};
use domain::intake::Intake;
use uuid::Uuid;

/// The answers of one time.
pub struct Answered {
    /// Its id.
    pub id: IntakeId,
    /// What was answered.
    pub intake: Intake,
    /// Who asked.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
}

impl Vault {
    /// The last times it was asked, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn intakes(&self, proof: &Opened<segment::Casework>, limit: u32) -> Result<Vec<Answered>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select intakes.id, intakes.data_key_id, intakes.sealed, accounts.name, intakes.recorded_at from intakes \
             join accounts on accounts.id = intakes.recorded_by \
             where intakes.case_id = $1 order by intakes.recorded_at desc, intakes.id desc limit $2",
            proof.case().0, i64::from(limit) => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let intake = proof.read("intakes", row.id, row.data_key_id, &row.sealed)?;
                let id = IntakeId(row.id);
                Ok(Answered { id, intake, recorded_by: row.name, recorded_at: row.recorded_at })
            })
            .collect()
    }

    /// Writes the answers down; what cannot wait becomes the next step. `None` when the key is not held any more, or the
    /// client is not supported.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_intake(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        intake: &Intake,
        form: SubmissionId,
    ) -> Result<Option<IntakeId>> {
        let Some(mut work) = self.begin_served_work(actor, ring).await? else { return Ok(None) };
        let id = self.new_id();
        if let Some(earlier) = crate::submission::claim(&mut work.writing, actor, form, id, work.now).await? {
            return Ok(Some(IntakeId(earlier)));
        }
        self.put_intake(&mut work.writing, actor, &work.casework, intake, (id, work.now)).await?;
        let today = domain::date::local_date(work.now);
        if let Some(owed) = intake.next(today) {
            let owe = |label: &mut domain::case::Label| label.next = Some(owed.at_the_latest(label.next, today));
            self.relabel(&mut work.writing, &work.label, owe).await?;
        }
        self.end_work(work, actor, ring, Deed::Recorded).await?;
        Ok(Some(IntakeId(id)))
    }

    /// Seals the answers into their row, and counts each yes.
    pub(crate) async fn put_intake(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        casework: &Opened<segment::Casework>,
        intake: &Intake,
        (id, now): (Uuid, DateTime<Utc>),
    ) -> Result<()> {
        let (key, sealed) = casework.write(self, "intakes", id, intake);
        change!(
            writing.conn(),
            "insert into intakes (id, case_id, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            casework.case().0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        for question in intake.urgent() {
            self.count_one(writing, "urgent", Some(question.code())).await?;
        }
        Ok(())
    }
}
