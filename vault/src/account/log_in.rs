use super::seals::{SealedBy, StoredSeal, as_kept};
use crate::Vault;
use crate::audit::Event;
use crate::crypt::Token;
use crate::engine::sql;
use crate::error::Result;
use domain::audit::Deed;

impl Vault {
    /// Opens the account's key with the password and begins a session. Unknown name, wrong password and a closed account
    /// are the same `None` after the same work (I21); so is a guess beyond the limit, for which no password is handed over.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn log_in(&self, username: &str, password: Option<&str>) -> Result<Option<Token>> {
        let stored = {
            let mut reading = self.database.read().await?;
            sql!(
                reading.conn(),
                query_as::<StoredSeal>,
                "select id, password_salt as salt, sealed_secret as sealed from accounts where username = $1",
                as_kept(username) => fetch_optional
            )?
        };
        let Some(opened) = self.try_seal(stored, SealedBy::Password, password).await? else { return Ok(None) };
        let Some(token) = self.begin_session(&opened).await? else { return Ok(None) };
        if let Some(actor) = self.session(&token).await? {
            let mut writing = self.database.write().await?;
            self.note(&mut writing, Some(&actor), &Event::of(Deed::LoggedIn)).await?;
            writing.commit().await?;
        }
        Ok(Some(token))
    }
}
