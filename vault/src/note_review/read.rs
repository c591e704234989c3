use super::TOLD_FOR;
use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::id::{CaseId, CounsellingId};
use domain::note_review::NoteReview;
use uuid::Uuid;

/// A note that was drawn and not answered yet: whose it is and of when, and nothing of what it says.
pub struct Picked {
    /// The note.
    pub note: CounsellingId,
    /// Its case.
    pub case: CaseId,
    /// Who wrote it.
    pub worker: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// That somebody said something of a note of the actor's own.
pub struct OwnReview {
    /// Its case.
    pub case: CaseId,
    /// Who said it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A review, opened.
pub struct Reviewed {
    /// Of which note.
    pub note: CounsellingId,
    /// What was said.
    pub review: NoteReview,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct PickedRow {
    counselling_id: Uuid,
    case_id: Uuid,
    name: String,
    recorded_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    case_id: Uuid,
    name: String,
    reviewed_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct ReviewRow {
    counselling_id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    reviewed_at: DateTime<Utc>,
}

impl Vault {
    /// The notes that were drawn for one's team and wait for an answer, as far as one opens them and their case is open; the
    /// oldest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn picked_notes(&self, actor: &Actor) -> Result<Option<Vec<Picked>>> {
        if !actor.may(Action::ReviewNotes) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<PickedRow>,
            "select note_picks.counselling_id, note_picks.case_id, accounts.name, counsellings.recorded_at from note_picks \
             join note_samples on note_samples.id = note_picks.sample_id \
             join counsellings on counsellings.id = note_picks.counselling_id join accounts on accounts.id = counsellings.recorded_by \
             where note_samples.team_id = $1 \
             and not exists (select 1 from note_reviews where note_reviews.counselling_id = note_picks.counselling_id) \
             and not exists (select 1 from closed_cases where closed_cases.case_id = note_picks.case_id) \
             and exists (select 1 from held_wraps where held_wraps.account_id = $2 and held_wraps.data_key_id = counsellings.data_key_id \
             and held_wraps.purpose <> 'emergency' and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3) \
             order by counsellings.recorded_at, counsellings.id limit 100",
            actor.team.0, actor.account.0, self.now() => fetch_all
        )?;
        let picked = |row: PickedRow| Picked {
            note: CounsellingId(row.counselling_id),
            case: CaseId(row.case_id),
            worker: row.name,
            recorded_at: row.recorded_at,
        };
        Ok(Some(rows.into_iter().map(picked).collect()))
    }

    /// What was said of one's own notes in the last month, as far as one still opens it; the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn own_reviews(&self, actor: &Actor) -> Result<Vec<OwnReview>> {
        if !actor.may(Action::RecordWork) {
            return Ok(Vec::new());
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<OwnRow>,
            "select note_reviews.case_id, accounts.name, note_reviews.reviewed_at from note_reviews \
             join accounts on accounts.id = note_reviews.reviewed_by \
             where note_reviews.worker_id = $1 and note_reviews.reviewed_at > $2 \
             and exists (select 1 from held_wraps where held_wraps.account_id = $1 and held_wraps.data_key_id = note_reviews.data_key_id \
             and held_wraps.purpose <> 'emergency' and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3) \
             order by note_reviews.reviewed_at desc, note_reviews.counselling_id limit 20",
            actor.account.0, now - TOLD_FOR, now => fetch_all
        )?;
        let own = |row: OwnRow| OwnReview { case: CaseId(row.case_id), by: row.name, at: row.reviewed_at };
        Ok(rows.into_iter().map(own).collect())
    }

    /// What was said of the notes of a case, for who holds the letters' keys: who wrote the notes, and who leads the team.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn reviews_of(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Reviewed>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<ReviewRow>,
            "select note_reviews.counselling_id, note_reviews.data_key_id, note_reviews.sealed, accounts.name, note_reviews.reviewed_at \
             from note_reviews join accounts on accounts.id = note_reviews.reviewed_by where note_reviews.case_id = $1 \
             order by note_reviews.reviewed_at desc, note_reviews.counselling_id",
            proof.case().0 => fetch_all
        )?;
        let held: Vec<_> = proof.keys().map(|(key, ..)| key).collect();
        let hers = rows.into_iter().filter(|row| held.contains(&row.data_key_id));
        hers.map(|row| {
            let review = proof.read("note_reviews", row.counselling_id, row.data_key_id, &row.sealed)?;
            Ok(Reviewed { note: CounsellingId(row.counselling_id), review, by: row.name, at: row.reviewed_at })
        })
        .collect::<Result<_, Error>>()
    }
}
