use super::member::secret_place;
use crate::Vault;
use crate::audit::Event;
use crate::crypt::Token;
use crate::engine::sql;
use crate::error::Result;
use domain::account::PASSWORD_MAX;
use domain::audit::Deed;
use domain::id::AccountId;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    password_salt: Vec<u8>,
    sealed_secret: Vec<u8>,
}

impl Vault {
    /// Opens the account's key with the password and begins a session. Unknown name and wrong password are the same
    /// `None` after the same work (I21); so is a guess beyond the limit, for which no password is handed over.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn log_in(&self, username: &str, password: Option<&str>) -> Result<Option<Token>> {
        let row = {
            let mut reading = self.database.read().await?;
            sql!(
                reading.conn(),
                query_as::<Row>,
                "select id, password_salt, sealed_secret from accounts where username = $1",
                username.trim().to_lowercase() => fetch_optional
            )?
        };
        // Cut, not refused: a longer one cannot be right, and must not cost more or less than any other.
        let guess: String = password.unwrap_or_default().chars().take(PASSWORD_MAX).collect();
        let salt = row.as_ref().and_then(|row| row.password_salt.as_slice().try_into().ok()).unwrap_or([0; 16]);
        let key = self.derive_apart(guess, salt).await?;
        let opened = row.filter(|_| password.is_some()).and_then(|row| {
            let account = AccountId(row.id);
            key.open(secret_place(account, "sealed_secret"), &row.sealed_secret).map(|secret| (account, secret))
        });
        let Some((account, secret)) = opened else { return Ok(None) };
        let token = self.begin_session(account, &secret).await?;
        if let Some(actor) = self.session(&token).await? {
            let mut writing = self.database.write().await?;
            self.note(&mut writing, Some(&actor), &Event::of(Deed::LoggedIn)).await?;
            writing.commit().await?;
        }
        Ok(Some(token))
    }
}
