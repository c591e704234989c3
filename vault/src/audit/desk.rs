//! The data-protection officer's desk: how the audit stands, and checking it now.

use super::check::Checked;
use super::{Event, events_so_far};
use crate::Vault;
use crate::actor::Actor;
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use crate::expiry::Swept;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Break, Checkpoint, Deed, Reason};

/// How the audit stands.
pub struct State {
    /// Events there are.
    pub events: i64,
    /// The newest checkpoint.
    pub last: Option<Checkpoint>,
    /// The newest check.
    pub check: Option<PastCheck>,
    /// The newest time something that had ended was deleted, and how much.
    pub swept: Option<(DateTime<Utc>, Swept)>,
    /// Whether this server signs checkpoints.
    pub signs: bool,
}

/// A check that was made.
pub struct PastCheck {
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it found.
    pub found: Checked,
}

#[derive(sqlx::FromRow)]
struct CheckRow {
    name: String,
    checked_at: DateTime<Utc>,
    events: i64,
    checkpoints: i64,
    broken: Option<String>,
}

#[derive(sqlx::FromRow)]
struct SweptRow {
    swept_at: DateTime<Utc>,
    #[sqlx(flatten)]
    swept: Swept,
}

impl CheckRow {
    fn past(self) -> Result<PastCheck> {
        let broken = self.broken.map(|text| text.parse::<Break>()).transpose();
        let broken = broken.map_err(|_| Error::Inconsistent("audit_checks"))?;
        let found = Checked { events: self.events, checkpoints: self.checkpoints, broken };
        Ok(PastCheck { by: self.name, at: self.checked_at, found })
    }
}

impl Vault {
    /// How the audit stands, by what was last found; nothing is checked for it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn audit_state(&self, actor: &Actor) -> Result<Option<State>> {
        if !actor.may(Action::SeeAudit) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let events = events_so_far(reading.conn()).await?;
        let last = self.last_checkpoint(&mut reading).await?;
        let check = sql!(
            reading.conn(),
            query_as::<CheckRow>,
            "select accounts.name, audit_checks.checked_at, audit_checks.events, audit_checks.checkpoints, audit_checks.broken \
             from audit_checks join accounts on accounts.id = audit_checks.checked_by \
             order by audit_checks.checked_at desc, audit_checks.id desc limit 1" => fetch_optional
        )?;
        let check = check.map(CheckRow::past).transpose()?;
        let swept = sql!(
            reading.conn(),
            query_as::<SweptRow>,
            "select swept_at, wraps, drafts, sessions, referrals from expiry_sweeps order by swept_at desc, id desc limit 1" => fetch_optional
        )?;
        let swept = swept.map(|row| (row.swept_at, row.swept));
        Ok(Some(State { events, last, check, swept, signs: self.checkpoint_key.is_some() }))
    }

    /// Checks everything now and writes down what was found. What holds and is not yet signed is signed first, so that
    /// the newest checkpoint covers it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn check_audit_now(&self, actor: &Actor) -> Result<Option<Checked>> {
        if !actor.may(Action::SeeAudit) {
            return Ok(None);
        }
        match self.sign_checkpoint().await {
            // What does not hold is not signed; the check says where.
            Ok(_) | Err(Error::Inconsistent(_)) => {}
            Err(other) => return Err(other),
        }
        let checked = self.check_audit_with(&[]).await?;
        let mut writing = self.database.write().await?;
        change!(
            writing.conn(),
            "insert into audit_checks (id, checked_by, checked_at, events, checkpoints, broken) values ($1, $2, $3, $4, $5, $6)",
            self.new_id(),
            actor.account.0,
            self.now(),
            checked.events,
            checked.checkpoints,
            checked.broken.map(|broken| broken.to_string())
        )?;
        let event = Event { reason: Reason::Oversight, ..Event::of(Deed::AuditChecked) };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(checked))
    }
}
