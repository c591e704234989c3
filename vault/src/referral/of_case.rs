use crate::Vault;
use crate::access::{Opened, segment};
use crate::engine::sql;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::id::ReferralId;
use domain::referral::ReferralState;
use uuid::Uuid;

/// A referral of a case, as its timeline tells it: nothing of its packet.
pub struct Sent {
    /// Its id.
    pub id: ReferralId,
    /// To whom.
    pub receiver: String,
    /// How it stands.
    pub state: ReferralState,
    /// When that last changed.
    pub moved_at: DateTime<Utc>,
    /// Who sent it, and when.
    pub issued: (String, DateTime<Utc>),
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    receiver: String,
    state: String,
    moved_at: DateTime<Utc>,
    issued_by: String,
    issued_at: DateTime<Utc>,
}

impl Vault {
    /// The referrals of a case, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn referrals_of(&self, proof: &Opened<segment::Casework>) -> Result<Vec<Sent>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select referrals.id, organisations.name as receiver, referral_events.state, referral_events.moved_at, \
             accounts.name as issued_by, referrals.issued_at from referrals \
             join organisations on organisations.id = referrals.receiver_id join accounts on accounts.id = referrals.issued_by \
             join referral_events on referral_events.referral_id = referrals.id and referral_events.number = \
             (select max(number) from referral_events as later where later.referral_id = referrals.id) \
             where referrals.case_id = $1 order by referrals.issued_at desc, referrals.id desc limit 100",
            proof.case().0 => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let state = ReferralState::from_code(&row.state).map_err(|_| Error::Inconsistent("referral_events"))?;
                let issued = (row.issued_by, row.issued_at);
                Ok(Sent { id: ReferralId(row.id), receiver: row.receiver, state, moved_at: row.moved_at, issued })
            })
            .collect()
    }
}
