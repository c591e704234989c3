//! Notes drawn for a supervisor to read, and what she says of them to who wrote them.

mod read;
mod write;

pub use read::{OwnReview, Picked, Reviewed};

use crate::Vault;
use crate::engine::{Conn, sql};
use crate::error::Result;
use domain::id::CaseId;
use uuid::Uuid;

/// For how long a review stands on the day of who wrote the note.
const TOLD_FOR: chrono::TimeDelta = chrono::TimeDelta::days(30);

impl Vault {
    /// The keys of what was said of a case's notes: for who wrote them and for the team's lead, to be given on to nobody.
    pub(crate) async fn review_keys(&self, conn: Conn<'_>, case: CaseId) -> Result<Vec<Uuid>> {
        Ok(sql!(
            conn,
            query_scalar::<Uuid>,
            "select data_key_id from note_reviews where case_id = $1",
            case.0 => fetch_all
        )?)
    }
}
