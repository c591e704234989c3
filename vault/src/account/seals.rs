//! The two seals of an account's private key: under its password, and under a printed code.

use crate::Vault;
use crate::crypt::{Key, Place, derive};
use crate::error::Result;
use crate::turn::in_turn;
use domain::account::{PASSWORD_MAX, RecoveryCode};
use domain::id::AccountId;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The private key sealed under something a person knows or keeps.
pub(crate) struct Seal {
    pub(super) salt: [u8; 16],
    pub(super) sealed: Vec<u8>,
}

/// Both seals, and the code that opens the second; it is shown once.
pub(crate) struct Seals {
    pub(super) by_password: Seal,
    pub(super) by_code: Seal,
    pub(crate) code: RecoveryCode,
}

/// A seal as it stands in the database.
#[derive(sqlx::FromRow)]
pub(super) struct StoredSeal {
    pub(super) id: Uuid,
    salt: Vec<u8>,
    pub(super) sealed: Vec<u8>,
}

/// A username as it is looked for. Nobody's holds a NUL, and PostgreSQL takes no text with one: whoever types it gets the answer of
/// an unknown name, and no error.
pub(super) fn as_kept(username: &str) -> String {
    if username.contains('\0') { String::new() } else { username.trim().to_lowercase() }
}

/// What a right guess opens.
pub(super) struct OpenedSeal {
    pub(super) account: AccountId,
    pub(super) secret: Zeroizing<[u8; 32]>,
    /// As it was read: whoever changes or relies on it later asks whether it still is the same.
    pub(super) sealed: Vec<u8>,
}

/// Which of the two.
#[derive(Clone, Copy)]
pub(super) enum SealedBy {
    Password,
    Code,
}

impl SealedBy {
    const fn place(self, account: AccountId) -> Place<'static> {
        let column = match self {
            Self::Password => "sealed_secret",
            Self::Code => "sealed_recovery",
        };
        Place::outside_cases("accounts", column, account.0)
    }
}

impl Vault {
    /// Derives a key on a thread of its own, a few at a time: each takes tens of megabytes.
    async fn derive_apart(&self, password: &str, salt: [u8; 16]) -> Result<Key> {
        let cost = self.cost;
        let password = Zeroizing::new(password.to_owned());
        in_turn(&self.hashing, move || derive(&password, &salt, cost)).await
    }

    async fn seal_secret(&self, account: AccountId, secret: &[u8; 32], by: SealedBy, with: &str) -> Result<Seal> {
        let salt = self.random();
        let key = self.derive_apart(with, salt).await?;
        Ok(Seal { salt, sealed: key.seal(by.place(account), secret, self.entropy.as_ref()) })
    }

    /// Seals a private key under a password.
    pub(super) async fn seal_by_password(&self, account: AccountId, secret: &[u8; 32], password: &str) -> Result<Seal> {
        self.seal_secret(account, secret, SealedBy::Password, password).await
    }

    /// Seals a private key under a new code for printing.
    pub(super) async fn seal_by_code(&self, account: AccountId, secret: &[u8; 32]) -> Result<(Seal, RecoveryCode)> {
        let code = RecoveryCode::from_random(self.random());
        Ok((self.seal_secret(account, secret, SealedBy::Code, code.as_str()).await?, code))
    }

    /// Both seals, under a password and a new code.
    pub(super) async fn seal_twice(&self, account: AccountId, secret: &[u8; 32], password: &str) -> Result<Seals> {
        let by_password = self.seal_by_password(account, secret, password).await?;
        let (by_code, code) = self.seal_by_code(account, secret).await?;
        Ok(Seals { by_password, by_code, code })
    }

    /// Tries a guess at a seal. An account that is not there and a wrong guess are the same `None` after the same work
    /// (I21); so is no guess, which is what one beyond the limit becomes.
    pub(super) async fn try_seal(
        &self,
        stored: Option<StoredSeal>,
        by: SealedBy,
        guess: Option<&str>,
    ) -> Result<Option<OpenedSeal>> {
        // Cut, not refused: a longer one cannot be right, and must not cost more or less than any other.
        let cut: Zeroizing<String> = Zeroizing::new(guess.unwrap_or_default().chars().take(PASSWORD_MAX).collect());
        let salt = stored.as_ref().and_then(|stored| stored.salt.as_slice().try_into().ok()).unwrap_or([0; 16]);
        let key = self.derive_apart(&cut, salt).await?;
        Ok(stored.filter(|_| guess.is_some()).and_then(|StoredSeal { id, sealed, .. }| {
            let account = AccountId(id);
            let secret = key.open(by.place(account), &sealed)?;
            let secret = Zeroizing::new(secret.as_slice().try_into().ok()?);
            Some(OpenedSeal { account, secret, sealed })
        }))
    }
}
