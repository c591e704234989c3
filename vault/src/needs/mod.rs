//! The needs of a client, behind the casework proof: every step is a row, and what stands is read from all of them.

mod words;

pub use words::{Kept, WordsSaved};

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::audit::Deed;
use domain::counselling::Counselling;
use domain::id::SubmissionId;
use domain::needs::{Board, NeedStep};
use uuid::Uuid;

/// Most steps that are read of a case. Eight needs with a handful of days each stay far below.
const STEPS: i64 = 1000;

/// A step with who wrote it down.
pub struct Taken {
    /// Its id.
    pub id: Uuid,
    /// What.
    pub step: NeedStep,
    /// Who.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// What came of writing steps down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// They are there; the same for a second post of the same form.
    Now,
    /// Somebody else wrote one meanwhile that they cannot follow. Nothing was written.
    Meanwhile,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
}

async fn steps(conn: Conn<'_>, proof: &Opened<segment::Casework>) -> Result<Vec<Taken>> {
    let rows = sql!(
        conn,
        query_as::<Row>,
        "select need_steps.id, need_steps.data_key_id, need_steps.sealed, accounts.name, need_steps.recorded_at from need_steps \
         join accounts on accounts.id = need_steps.recorded_by \
         where need_steps.case_id = $1 order by need_steps.recorded_at, need_steps.id limit $2",
        proof.case().0, STEPS => fetch_all
    )?;
    rows.into_iter()
        .map(|row| {
            let step = proof.read("need_steps", row.id, row.data_key_id, &row.sealed)?;
            Ok(Taken { id: row.id, step, recorded_by: row.name, recorded_at: row.recorded_at })
        })
        .collect()
}

fn board(taken: &[Taken]) -> Board {
    Board::of(taken.iter().map(|taken| &taken.step))
}

impl Vault {
    /// Every step of the needs, in the order they were written down, and the board they make.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn needs(&self, proof: &Opened<segment::Casework>) -> Result<(Vec<Taken>, Board)> {
        let mut reading = self.database.read().await?;
        let taken = steps(reading.conn(), proof).await?;
        let board = board(&taken);
        Ok((taken, board))
    }

    /// Writes steps down, all or none. `None` when the key is not held any more, or the client is not supported.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_needs(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        new: &[NeedStep],
        form: SubmissionId,
    ) -> Result<Option<Noted>> {
        let Some(mut work) = self.begin_served_work(actor, ring).await? else { return Ok(None) };
        let first = self.new_id();
        if crate::submission::claim(&mut work.writing, actor, form, first, work.now).await?.is_some() {
            return Ok(Some(Noted::Now));
        }
        // Read again behind the lock: another may have written the same meanwhile.
        let board = board(&steps(work.writing.conn(), &work.casework).await?);
        if new.iter().any(|step| board.takes(step).is_err()) {
            return Ok(Some(Noted::Meanwhile));
        }
        for (nth, step) in new.iter().enumerate() {
            let id = if nth == 0 { first } else { self.new_id() };
            self.put_need(&mut work.writing, actor, &work.casework, step, (id, work.now)).await?;
        }
        self.end_work(work, actor, ring, Deed::Recorded).await?;
        Ok(Some(Noted::Now))
    }

    /// Writes down the first services that a session gives, in the session's own transaction.
    pub(crate) async fn first_services(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        casework: &Opened<segment::Casework>,
        session: &Counselling,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if domain::needs::served(session).is_empty() {
            return Ok(());
        }
        let board = board(&steps(writing.conn(), casework).await?);
        for step in board.first_services(session) {
            self.put_need(writing, actor, casework, &step, (self.new_id(), now)).await?;
        }
        Ok(())
    }

    /// Writes one step down, in a change that holds the case still.
    pub(crate) async fn put_need(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        casework: &Opened<segment::Casework>,
        step: &NeedStep,
        (id, now): (Uuid, DateTime<Utc>),
    ) -> Result<()> {
        let (key, sealed) = casework.write(self, "need_steps", id, step);
        change!(
            writing.conn(),
            "insert into need_steps (id, case_id, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            casework.case().0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        let what = format!("{}.{}", step.domain.code(), step.stage.code());
        self.count_one(writing, "need", Some(&what)).await
    }
}
