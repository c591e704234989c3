//! Screening scales, behind the casework proof. A row is never changed: a correction stands in its place.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::case::Work;
use crate::engine::{change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::audit::{Deed, Reason};
use domain::consent::Segment;
use domain::id::{ScaleId, SubmissionId};
use domain::scale::Scale;
use uuid::Uuid;

/// A scale with who recorded it, and what it stands beside.
pub struct Taken {
    /// Its id.
    pub id: ScaleId,
    /// What was answered.
    pub scale: Scale,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// The one it stands in the place of.
    pub replaces: Option<ScaleId>,
    /// The one that stands in its place.
    pub replaced_by: Option<ScaleId>,
}

/// What came of recording a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It is recorded; the same for a second post of the same form.
    Now(ScaleId),
    /// Somebody else corrected the same one meanwhile, and this is theirs. Nothing was written.
    Meanwhile(ScaleId),
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
}

impl Row {
    fn open(self, proof: &Opened<segment::Casework>) -> Result<Taken> {
        Ok(Taken {
            id: ScaleId(self.id),
            scale: proof.read("scales", self.id, self.data_key_id, &self.sealed)?,
            recorded_by: self.name,
            recorded_at: self.recorded_at,
            replaces: self.replaces.map(ScaleId),
            replaced_by: self.replaced_by.map(ScaleId),
        })
    }
}

impl Vault {
    /// The scales of a case that nothing was put in the place of, the last recorded first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn scales(&self, proof: &Opened<segment::Casework>, skip: u32, limit: u32) -> Result<Vec<Taken>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed, name, recorded_at, replaces, replaced_by from scales_told \
             where case_id = $1 and replaced_by is null order by recorded_at desc, id desc limit $2 offset $3",
            proof.case().0, i64::from(limit), i64::from(skip) => fetch_all
        )?;
        rows.into_iter().map(|row| row.open(proof)).collect()
    }

    /// One scale of the case, also one that was replaced. `None` for any other id.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn scale(&self, proof: &Opened<segment::Casework>, id: ScaleId) -> Result<Option<Taken>> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, data_key_id, sealed, name, recorded_at, replaces, replaced_by from scales_told where case_id = $1 and id = $2",
            proof.case().0, id.0 => fetch_optional
        )?;
        row.map(|row| row.open(proof)).transpose()
    }

    /// Records a scale, or one in the place of another of the same case; what must be done because of it becomes the next
    /// step. `None` when the key is not held any more, the client is not served, or there is nothing to put right.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_scale(
        &self,
        actor: &Actor,
        ring: &mut Ring,
        scale: &Scale,
        replaces: Option<ScaleId>,
        form: SubmissionId,
    ) -> Result<Option<Recorded>> {
        let Some(Work { mut writing, casework, label, now }) = self.begin_served_work(actor, ring).await? else {
            return Ok(None);
        };
        let id = self.new_id();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(Recorded::Now(ScaleId(earlier))));
        }
        if let Some(old) = replaces {
            let stands = sql!(
                writing.conn(),
                query_scalar::<Option<Uuid>>,
                "select replaced_by from scales_told where id = $1 and case_id = $2",
                old.0, ring.case().0 => fetch_optional
            )?;
            match stands {
                None => return Ok(None),
                Some(Some(later)) => return Ok(Some(Recorded::Meanwhile(ScaleId(later)))),
                Some(None) => {}
            }
        }
        let (key, sealed) = casework.write(self, "scales", id, scale);
        change!(
            writing.conn(),
            "insert into scales (id, case_id, data_key_id, sealed, replaces, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            ring.case().0,
            key,
            sealed,
            replaces.map(|old| old.0),
            actor.account.0,
            now
        )?;
        let today = domain::date::local_date(now);
        if let Some(owed) = scale.follow_up(today) {
            self.relabel(&mut writing, &label, |label| label.next = Some(owed.at_the_latest(label.next, today)))
                .await?;
        }
        let event = ring.event(Deed::Recorded, &[Segment::Casework], Reason::Support);
        self.note(&mut writing, Some(actor), &event).await?;
        // Once for each time somebody was asked: putting it right is no second time.
        if replaces.is_none() {
            self.count_one(&mut writing, "scale", Some(scale.instrument.code())).await?;
        }
        writing.commit().await?;
        Ok(Some(Recorded::Now(ScaleId(id))))
    }
}
