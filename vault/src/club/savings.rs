//! The savings book of a club, under the key of its list. A line is never changed: what was wrong is put right by another.

use super::list::{OpenedList, event};
use crate::Vault;
use crate::actor::Actor;
use crate::engine::{Conn, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::audit::Deed;
use domain::club::{Book, Saving};
use domain::id::{SavingId, SubmissionId};
use domain::problem::Problems;
use uuid::Uuid;

/// A line of the book, with who wrote it.
pub struct Line {
    /// Its id.
    pub id: SavingId,
    /// What it says.
    pub saving: Saving,
    /// Who wrote it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    sealed: Vec<u8>,
    name: String,
    recorded_at: DateTime<Utc>,
}

async fn lines(conn: Conn<'_>, list: &OpenedList) -> Result<Vec<Line>> {
    let rows = sql!(
        conn,
        query_as::<Row>,
        "select club_savings.id, club_savings.sealed, accounts.name, club_savings.recorded_at from club_savings \
         join accounts on accounts.id = club_savings.recorded_by where list_id = $1 order by club_savings.recorded_at, club_savings.id",
        list.list().0 => fetch_all
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Line {
                id: SavingId(row.id),
                saving: list.read("club_savings", row.id, &row.sealed)?,
                recorded_by: row.name,
                recorded_at: row.recorded_at,
            })
        })
        .collect()
}

impl Vault {
    /// Every line of the book, in the order they were written.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn savings(&self, list: &OpenedList) -> Result<Vec<Line>> {
        let mut reading = self.database.read().await?;
        lines(reading.conn(), list).await
    }

    /// Writes a line; no balance falls below zero, whoever writes at the same time. `None` when the key is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_saving(
        &self,
        actor: &Actor,
        list: &OpenedList,
        saving: &Saving,
        form: SubmissionId,
    ) -> Result<Option<std::result::Result<SavingId, Problems>>> {
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        if !self.still_leads(&mut writing, actor, list).await? {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Ok(SavingId(earlier))));
        }
        let written = lines(writing.conn(), list).await?;
        if let Err(problems) = Book::of(written.iter().map(|line| &line.saving)).takes(saving) {
            return Ok(Some(Err(problems)));
        }
        change!(
            writing.conn(),
            "insert into club_savings (id, list_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5)",
            id,
            list.list().0,
            list.write(self, "club_savings", id, saving),
            actor.account.0,
            now
        )?;
        self.note(&mut writing, Some(actor), &event(Deed::Recorded)).await?;
        writing.commit().await?;
        Ok(Some(Ok(SavingId(id))))
    }
}
