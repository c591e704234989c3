use super::seals::{SealedBy, StoredSeal, as_kept};
use crate::Vault;
use crate::agenda::end_feed;
use crate::audit::Event;
use crate::engine::{change, sql};
use crate::error::Result;
use domain::account::{NewPassword, RecoveryCode};
use domain::audit::Deed;

impl Vault {
    /// Opens the second seal of an account's key with the printed code and seals the same key under a new password and a
    /// new code, which is shown once; the old ones and every session are over. Unknown name, wrong code, a closed account
    /// and a guess beyond the limit, for which no code is handed over, are the same `None` after the same work (I21).
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn recover(
        &self,
        username: &str,
        code: Option<&RecoveryCode>,
        password: &NewPassword,
    ) -> Result<Option<RecoveryCode>> {
        let stored = {
            let mut reading = self.database.read().await?;
            sql!(
                reading.conn(),
                query_as::<StoredSeal>,
                "select id, recovery_salt as salt, sealed_recovery as sealed from accounts where username = $1",
                as_kept(username) => fetch_optional
            )?
        };
        let Some(opened) = self.try_seal(stored, SealedBy::Code, code.map(RecoveryCode::as_str)).await? else {
            return Ok(None);
        };
        let seals = self.seal_twice(opened.account, &opened.secret, password.as_str()).await?;
        let mut writing = self.database.write().await?;
        // A code is used once: of two posts at the same time the slower one finds another seal.
        let changed = change!(
            writing.conn(),
            "update accounts set password_salt = $1, sealed_secret = $2, recovery_salt = $3, sealed_recovery = $4 \
             where id = $5 and sealed_recovery = $6",
            &seals.by_password.salt[..],
            seals.by_password.sealed,
            &seals.by_code.salt[..],
            seals.by_code.sealed,
            opened.account.0,
            opened.sealed
        )?;
        if changed != 1 {
            return Ok(None);
        }
        change!(writing.conn(), "delete from sessions where account_id = $1", opened.account.0)?;
        end_feed(&mut writing, opened.account).await?;
        let actor = self.without_session(&mut writing, opened.account, &opened.secret).await?;
        self.note(&mut writing, Some(&actor), &Event::of(Deed::AccountRecovered)).await?;
        writing.commit().await?;
        Ok(Some(seals.code))
    }
}
