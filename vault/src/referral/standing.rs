//! Where the referrals of a case stand, without what was told.

use crate::Vault;
use crate::access::{Opened, segment};
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::id::{CaseId, ReferralId};
use domain::referral::ReferralState;
use uuid::Uuid;

/// Where a referral stands, without its content.
pub struct Standing {
    /// Its id.
    pub id: ReferralId,
    /// The newest state.
    pub state: ReferralState,
    /// Number of the newest event, to notice that another was faster.
    pub number: i64,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// By when she was expected.
    pub expected_by: DateTime<Utc>,
    /// When the state last changed.
    pub moved_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    id: Uuid,
    receiver: String,
    number: i64,
    state: String,
    issued_at: DateTime<Utc>,
    expected_by: DateTime<Utc>,
    moved_at: DateTime<Utc>,
}

pub(super) fn state(code: &str) -> Result<ReferralState> {
    ReferralState::from_code(code).map_err(|_| Error::Inconsistent("referral_events"))
}

impl Vault {
    /// Where the referrals of a case stand, for its timeline, newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn standings(&self, proof: &Opened<segment::Casework>) -> Result<Vec<(Standing, String)>> {
        self.standings_of(proof.case()).await
    }

    /// The same for the client herself: nothing of it is sealed.
    pub(crate) async fn standings_of(&self, case: CaseId) -> Result<Vec<(Standing, String)>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<StandingRow>,
            "select referrals.id, organisations.name as receiver, referral_events.number, referral_events.state, referrals.issued_at, \
             referrals.expected_by, referral_events.moved_at from referrals \
             join organisations on organisations.id = referrals.receiver_id \
             join referral_events on referral_events.referral_id = referrals.id \
             and referral_events.number = (select max(number) from referral_events as later where later.referral_id = referrals.id) \
             where referrals.case_id = $1 order by referrals.issued_at desc limit 50",
            case.0 => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let state = state(&row.state)?;
                let standing = Standing {
                    id: ReferralId(row.id),
                    state,
                    number: row.number,
                    issued_at: row.issued_at,
                    expected_by: row.expected_by,
                    moved_at: row.moved_at,
                };
                Ok((standing, row.receiver))
            })
            .collect()
    }
}
