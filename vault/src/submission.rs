//! A form is handed out with a number; a second post of it finds what the first one made.

use crate::actor::Actor;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::id::SubmissionId;
use uuid::Uuid;

/// Claims the number for `made`; gives what an earlier post made, if there was one.
pub(crate) async fn claim(
    writing: &mut Writing,
    actor: &Actor,
    form: SubmissionId,
    made: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>> {
    let claimed = change!(
        writing.conn(),
        "insert into submissions (id, account_id, made, at) values ($1, $2, $3, $4) on conflict (account_id, id) do nothing",
        form.0,
        actor.account.0,
        made,
        now
    )?;
    if claimed == 1 {
        return Ok(None);
    }
    Ok(sql!(
        writing.conn(),
        query_scalar::<Uuid>,
        "select made from submissions where account_id = $1 and id = $2",
        actor.account.0, form.0 => fetch_optional
    )?)
}
