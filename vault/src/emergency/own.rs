//! What who broke the glass sees of it.

use crate::Vault;
use crate::access::Ring;
use crate::actor::Actor;
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::emergency::{Danger, Finding};
use domain::id::CaseId;
use uuid::Uuid;

/// A time the actor herself broke the glass.
pub struct Own {
    /// The case, while it is open to her.
    pub case: Option<CaseId>,
    /// What danger there was.
    pub danger: Danger,
    /// When.
    pub broken_at: DateTime<Utc>,
    /// When it ended, or ends.
    pub over_at: DateTime<Utc>,
    /// What was found, once it was signed off.
    pub finding: Option<Finding>,
}

#[derive(sqlx::FromRow)]
struct OwnRow {
    case_id: Uuid,
    danger: String,
    broken_at: DateTime<Utc>,
    over_at: DateTime<Utc>,
    finding: Option<String>,
    opens: bool,
}

impl Vault {
    /// Until when the actor has this case open because she broke the glass; `None` when it is open to her anyway.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn open_until(&self, actor: &Actor, ring: &Ring) -> Result<Option<DateTime<Utc>>> {
        if !ring.in_an_emergency() {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        Ok(sql!(
            reading.conn(),
            query_scalar::<Option<DateTime<Utc>>>,
            "select max(valid_until) from held_wraps where account_id = $1 and case_id = $2 and purpose = 'emergency' and segment = 'label'",
            actor.account.0, ring.case().0 => fetch_one
        )?)
    }

    /// The last times the actor broke the glass, newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn own_emergencies(&self, actor: &Actor) -> Result<Option<Vec<Own>>> {
        if !actor.may(Action::BreakGlass) {
            return Ok(None);
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<OwnRow>,
            "select emergencies.case_id, emergencies.danger, emergencies.broken_at, emergencies.over_at, emergency_reviews.finding, \
             exists (select 1 from held_wraps where held_wraps.account_id = $1 and held_wraps.case_id = emergencies.case_id \
             and held_wraps.purpose = 'emergency' and held_wraps.valid_from <= $2 and held_wraps.valid_until > $2) as opens \
             from emergencies left join emergency_reviews on emergency_reviews.emergency_id = emergencies.id \
             where emergencies.broken_by = $1 order by emergencies.broken_at desc, emergencies.id desc limit 20",
            actor.account.0, now => fetch_all
        )?;
        let broken = |_| Error::Inconsistent("emergencies");
        let own = |row: OwnRow| {
            Ok(Own {
                case: (row.opens && row.over_at > now).then_some(CaseId(row.case_id)),
                danger: Danger::from_code(&row.danger).map_err(broken)?,
                broken_at: row.broken_at,
                over_at: row.over_at,
                finding: row.finding.as_deref().map(Finding::from_code).transpose().map_err(broken)?,
            })
        };
        rows.into_iter().map(own).collect::<Result<Vec<_>>>().map(Some)
    }
}
