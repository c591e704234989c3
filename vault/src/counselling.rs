//! Counselling sessions, behind the casework proof.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::engine::{change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::consent::Segment;
use domain::counselling::{Attendance, Counselling};
use domain::id::{CounsellingId, SubmissionId};
use uuid::Uuid;

/// A session as the timeline shows it.
pub struct Held {
    /// Its id.
    pub id: CounsellingId,
    /// What was said.
    pub session: Counselling,
    /// Who recorded it.
    pub recorded_by: String,
    /// When it was recorded.
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

impl Row {
    fn open(self, proof: &Opened<segment::Casework>) -> Result<Held> {
        let session = proof.read("counsellings", self.id, self.data_key_id, &self.sealed)?;
        Ok(Held { id: CounsellingId(self.id), session, recorded_by: self.name, recorded_at: self.recorded_at })
    }
}

impl Vault {
    /// The newest sessions of a case, at most `limit`.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn counsellings(&self, proof: &Opened<segment::Casework>, limit: u32) -> Result<Vec<Held>> {
        self.counselling_series(proof, 0, limit).await
    }

    /// One page of all sessions of a case, the last recorded first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn counselling_series(
        &self,
        proof: &Opened<segment::Casework>,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<Held>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select counsellings.id, counsellings.data_key_id, counsellings.sealed, accounts.name, counsellings.recorded_at \
             from counsellings join accounts on accounts.id = counsellings.recorded_by \
             where counsellings.case_id = $1 order by counsellings.recorded_at desc, counsellings.id desc limit $2 offset $3",
            proof.case().0, i64::from(limit), i64::from(skip) => fetch_all
        )?;
        rows.into_iter().map(|row| row.open(proof)).collect()
    }

    /// One session of the case. `None` for any other id.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn counselling(&self, proof: &Opened<segment::Casework>, id: CounsellingId) -> Result<Option<Held>> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select counsellings.id, counsellings.data_key_id, counsellings.sealed, accounts.name, counsellings.recorded_at \
             from counsellings join accounts on accounts.id = counsellings.recorded_by \
             where counsellings.case_id = $1 and counsellings.id = $2",
            proof.case().0, id.0 => fetch_optional
        )?;
        row.map(|row| row.open(proof)).transpose()
    }

    /// Records a session and what is next. `None` when the key is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_counselling(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        session: &Counselling,
        form: SubmissionId,
    ) -> Result<Option<CounsellingId>> {
        let (Some(casework), Some(label)) = (ring.take::<segment::Casework>(), ring.take::<segment::Label>()) else {
            return Ok(None);
        };
        if !actor.may(Action::RecordWork) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_reaches(writing.conn(), actor, casework.newest_key()).await?
            || !self.still_served(writing.conn(), ring.case()).await?
        {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(CounsellingId(earlier)));
        }
        let came = session.attendance == Attendance::Came;
        let (key, sealed) = casework.write(self, "counsellings", id, session);
        change!(
            writing.conn(),
            "insert into counsellings (id, case_id, data_key_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            ring.case().0,
            key,
            sealed,
            actor.account.0,
            now
        )?;
        self.relabel(&mut writing, &label, |label| {
            label.after_session(session.next, came.then_some(session.held_on), domain::date::local_date(now));
        })
        .await?;
        // Through a broken glass what happened is written down, and nothing of the work that goes on.
        if self.still_holds(writing.conn(), actor, casework.newest_key()).await? {
            self.first_services(&mut writing, actor, &casework, session, now).await?;
        }
        let event = ring.event(Deed::Recorded, &[Segment::Casework], Reason::Support);
        self.note(&mut writing, Some(actor), &event).await?;
        if came {
            self.count_one(&mut writing, "counselling", Some(session.kind.code())).await?;
        }
        writing.commit().await?;
        Ok(Some(CounsellingId(id)))
    }
}
