//! Who carries what in a team, for who supervises it. Labels come from [`Vault::list_cases`], which audits what it gives.

use crate::Vault;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::Result;
use domain::access::Action;
use domain::id::{AccountId, CaseId};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    case_id: Uuid,
    account_id: Uuid,
}

impl Vault {
    /// Who carries each case of one's team that has somebody: one statement, however many there are.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn who_carries(&self, actor: &Actor) -> Result<Option<HashMap<CaseId, AccountId>>> {
        if !actor.may(Action::SeeSupervision) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select assignments.case_id, assignments.account_id from assignments join cases on cases.id = assignments.case_id \
             where cases.team_id = $1 \
             and not exists (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id)",
            actor.team.0 => fetch_all
        )?;
        Ok(Some(rows.into_iter().map(|row| (CaseId(row.case_id), AccountId(row.account_id))).collect()))
    }
}
