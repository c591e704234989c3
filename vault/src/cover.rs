//! Leave cover. Who does the work of a colleague who is away holds wraps that end by themselves with the last day, never
//! after the client's own yes; nobody has to remember to take them back.

mod end;
mod give;

pub use give::GivenCover;

use crate::Vault;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::cover::{Standing, standing};
use domain::id::CoverId;
use uuid::Uuid;

/// A cover, as who gives covers sees it. Which cases it is of stands in no list.
pub struct Kept {
    /// Its id.
    pub id: CoverId,
    /// Who is away.
    pub absent: String,
    /// Who does the work.
    pub colleague: String,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when; this moment is already outside.
    pub until: DateTime<Utc>,
    /// Who gave it.
    pub given_by: String,
    /// When.
    pub given_at: DateTime<Utc>,
    /// Of how many cases.
    pub cases: i64,
    /// Where it stands.
    pub standing: Standing,
    /// Who ended it before its day, and when, if somebody did.
    pub ended: Option<(String, DateTime<Utc>)>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    absent: String,
    colleague: String,
    from_at: DateTime<Utc>,
    until_at: DateTime<Utc>,
    given_by: String,
    given_at: DateTime<Utc>,
    cases: i64,
    still: i64,
    ended_by: Option<String>,
    ended_at: Option<DateTime<Utc>>,
}

impl Vault {
    /// The covers of one's team, the last to end first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn covers(&self, actor: &Actor) -> Result<Option<Vec<Kept>>> {
        if !actor.may(Action::GiveCover) {
            return Ok(None);
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select covers.id, absent.name as absent, colleague.name as colleague, covers.from_at, covers.until_at, \
             giver.name as given_by, covers.given_at, \
             (select count(*) from cover_cases where cover_cases.cover_id = covers.id) as cases, \
             (select count(*) from cover_cases where cover_cases.cover_id = covers.id and not exists (select 1 from cover_ends \
             where cover_ends.cover_id = covers.id and cover_ends.case_id = cover_cases.case_id)) as still, \
             (select accounts.name from cover_ends join accounts on accounts.id = cover_ends.ended_by \
             where cover_ends.cover_id = covers.id order by cover_ends.ended_at desc, cover_ends.case_id limit 1) as ended_by, \
             (select max(cover_ends.ended_at) from cover_ends where cover_ends.cover_id = covers.id) as ended_at \
             from covers join accounts as absent on absent.id = covers.absent_id \
             join accounts as colleague on colleague.id = covers.colleague_id \
             join accounts as giver on giver.id = covers.given_by \
             where covers.team_id = $1 order by covers.until_at desc, covers.id desc limit 100",
            actor.team.0 => fetch_all
        )?;
        let kept = |row: Row| Kept {
            id: CoverId(row.id),
            absent: row.absent,
            colleague: row.colleague,
            from: row.from_at,
            until: row.until_at,
            given_by: row.given_by,
            given_at: row.given_at,
            cases: row.cases,
            standing: standing(row.from_at, row.until_at, row.still > 0, now),
            ended: row.ended_by.zip(row.ended_at),
        };
        Ok(Some(rows.into_iter().map(kept).collect()))
    }
}
