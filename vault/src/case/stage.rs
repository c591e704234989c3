//! At which of the five steps a case is: read off what records there are, for whoever may open its label. Nothing is opened for
//! it.

use super::{CaseHead, Listed};
use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::Result;
use chrono::NaiveDate;
use domain::case::{Records, Stage};
use domain::id::CaseId;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    case_id: Uuid,
    risks: i64,
    needs: i64,
    newest_plan: i64,
    approved_plan: i64,
}

impl Row {
    const fn records(&self) -> Records {
        Records {
            risk: self.risks > 0,
            needs: self.needs > 0,
            newest_plan: self.newest_plan,
            approved_plan: self.approved_plan,
        }
    }
}

impl Listed {
    /// The step it is at, by [`Vault::case_records`].
    #[must_use]
    pub fn stage(&self, records: &HashMap<CaseId, Records>, today: NaiveDate) -> Stage {
        let records = records.get(&self.case).copied().unwrap_or_default();
        Stage::of(&records, self.label.review_on, self.closed_at.is_some(), today)
    }
}

impl Vault {
    /// What there is of each case that [`Vault::list_cases`] lists to the actor.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn case_records(&self, actor: &Actor) -> Result<HashMap<CaseId, Records>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "with held as materialized (select distinct case_id from held_wraps \
             where account_id = $1 and valid_from <= $2 and valid_until > $2 and segment = 'label' and purpose <> 'emergency') \
             select held.case_id, risks, needs, newest_plan, approved_plan from held \
             join case_records on case_records.case_id = held.case_id",
            actor.account.0, self.now() => fetch_all
        )?;
        Ok(rows.into_iter().map(|row| (CaseId(row.case_id), row.records())).collect())
    }

    /// The step that one case is at.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn stage(&self, proof: &Opened<segment::Label>, head: &CaseHead) -> Result<Stage> {
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select case_id, risks, needs, newest_plan, approved_plan from case_records where case_id = $1",
            proof.case().0 => fetch_one
        )?;
        Ok(Stage::of(&row.records(), head.label.review_on, head.closed_at.is_some(), self.today()))
    }
}
