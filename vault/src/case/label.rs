use crate::Vault;
use crate::access::{Opened, segment};
use crate::crypt::{DataKey, Place};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::case::Label;
use domain::consent::Segment;
use uuid::Uuid;

/// The head of a case page.
pub struct CaseHead {
    /// What lists show of it.
    pub label: Label,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was closed, if it is.
    pub closed_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    data_key_id: Uuid,
    sealed: Vec<u8>,
    revision: i64,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
}

/// Opens a label with its key.
pub(crate) fn open_label(case: Uuid, segment: Segment, epoch: i64, key: &DataKey, sealed: &[u8]) -> Result<Label> {
    let place = Place { table: "labels", column: "sealed", row: case, case, segment: Some(segment), epoch };
    let plain = key.open(place, sealed).ok_or(Error::Inconsistent("labels"))?;
    serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent("labels"))
}

async fn row(conn: crate::engine::Conn<'_>, case: Uuid) -> Result<Row> {
    let row = sql!(
        conn,
        query_as::<Row>,
        "select labels.data_key_id, labels.sealed, labels.revision, cases.opened_at, closed_cases.closed_at from labels \
         join cases on cases.id = labels.case_id left join closed_cases on closed_cases.case_id = cases.id where labels.case_id = $1",
        case => fetch_optional
    )?;
    row.ok_or(Error::Inconsistent("labels"))
}

impl Vault {
    /// The head of the case.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn case_head(&self, proof: &Opened<segment::Label>) -> Result<CaseHead> {
        let mut reading = self.database.read().await?;
        let row = row(reading.conn(), proof.case().0).await?;
        let label = proof.read("labels", proof.case().0, row.data_key_id, &row.sealed)?;
        Ok(CaseHead { label, opened_at: row.opened_at, closed_at: row.closed_at })
    }

    /// The label alone, asked inside a change.
    pub(crate) async fn label_within(
        &self,
        conn: crate::engine::Conn<'_>,
        proof: &Opened<segment::Label>,
    ) -> Result<Label> {
        let row = row(conn, proof.case().0).await?;
        proof.read("labels", proof.case().0, row.data_key_id, &row.sealed)
    }

    pub(crate) async fn put_label(
        &self,
        writing: &mut Writing,
        proof: &Opened<segment::Label>,
        label: &Label,
    ) -> Result<()> {
        let (key, sealed) = proof.write(self, "labels", proof.case().0, label);
        change!(
            writing.conn(),
            "insert into labels (case_id, data_key_id, sealed, revision) values ($1, $2, $3, 1)",
            proof.case().0,
            key,
            sealed
        )?;
        Ok(())
    }

    /// Changes what lists show, in the change's own transaction; the revision keeps two changes from overwriting each
    /// other.
    pub(crate) async fn relabel(
        &self,
        writing: &mut Writing,
        proof: &Opened<segment::Label>,
        change: impl FnOnce(&mut Label),
    ) -> Result<()> {
        let row = row(writing.conn(), proof.case().0).await?;
        let mut label: Label = proof.read("labels", proof.case().0, row.data_key_id, &row.sealed)?;
        change(&mut label);
        let (key, sealed) = proof.write(self, "labels", proof.case().0, &label);
        let changed = change!(
            writing.conn(),
            "update labels set data_key_id = $1, sealed = $2, revision = revision + 1 where case_id = $3 and revision = $4",
            key,
            sealed,
            proof.case().0,
            row.revision
        )?;
        if changed == 1 { Ok(()) } else { Err(Error::Unavailable) }
    }
}
