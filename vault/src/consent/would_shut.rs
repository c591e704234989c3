use super::{Entry, told};
use crate::Vault;
use crate::access::{Opened, segment};
use crate::engine::sql;
use crate::error::Result;
use domain::consent::Purpose;

/// What taking a consent back would shut, to be read out before she decides.
pub struct WouldShut {
    /// Receivers of open referrals, which would be revoked.
    pub revoked: Vec<String>,
    /// Receivers who would owe a stop, open or not; each once.
    pub told: Vec<String>,
    /// People who could open something under this consent and no longer would.
    pub people: i64,
}

impl Vault {
    /// What taking this entry back would shut now.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn would_shut(&self, proof: &Opened<segment::Casework>, entry: &Entry) -> Result<WouldShut> {
        let mut reading = self.database.read().await?;
        let told = told(reading.conn(), proof.case(), (entry.purpose, entry.id)).await?;
        let people = sql!(
            reading.conn(),
            query_scalar::<i64>,
            "select count(distinct account_id) from (select account_id, consent_id, valid_until from held_wraps \
             union all select account_id, consent_id, valid_until from duty_wraps) as openers \
             where consent_id = $1 and valid_until > $2",
            entry.id.0, self.now() => fetch_one
        )?;
        let mut revoked = Vec::new();
        let mut receivers = Vec::new();
        for referral in told {
            if referral.state()?.is_open() {
                revoked.push(referral.receiver.clone());
            }
            receivers.push(referral.receiver);
        }
        if entry.purpose == Purpose::Compartment {
            receivers.push(entry.grantee_name.clone());
        }
        receivers.sort_unstable();
        receivers.dedup();
        Ok(WouldShut { revoked, told: receivers, people })
    }
}
