//! Making a member: a key pair, its two seals, and the row.

use crate::Vault;
use crate::crypt::{PartyKey, Place, RecoveryCode, derive};
use crate::engine::{Writing, change};
use crate::error::{Error, Result};
use domain::account::Role;
use domain::id::{AccountId, PartyId, TeamId};
use domain::problem::{Problem, Problems};

/// A member about to be made, with the expensive part done outside the transaction.
pub(crate) struct NewMember {
    pub(crate) account: AccountId,
    pub(crate) key: PartyKey,
    pub(crate) recovery: RecoveryCode,
    password_salt: [u8; 16],
    sealed_secret: Vec<u8>,
    recovery_salt: [u8; 16],
    sealed_recovery: Vec<u8>,
}

pub(super) fn secret_place(account: AccountId, column: &'static str) -> Place<'static> {
    Place::outside_cases("accounts", column, account.0)
}

impl Vault {
    pub(crate) fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt);
        salt
    }

    /// Makes the keys of a new member; the password is gone afterwards.
    pub(crate) async fn new_member(&self, password: &str) -> Result<NewMember> {
        let account = AccountId(self.new_id());
        let key = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        let recovery = RecoveryCode::random(self.entropy.as_ref());
        let (password_salt, recovery_salt) = (self.salt(), self.salt());
        let by_password = self.derive_apart(password.to_owned(), password_salt).await?;
        let by_code = self.derive_apart(recovery.0.clone(), recovery_salt).await?;
        let secret = key.secret_bytes();
        let sealed_secret =
            by_password.seal(secret_place(account, "sealed_secret"), &secret[..], self.entropy.as_ref());
        let sealed_recovery =
            by_code.seal(secret_place(account, "sealed_recovery"), &secret[..], self.entropy.as_ref());
        Ok(NewMember { account, key, recovery, password_salt, sealed_secret, recovery_salt, sealed_recovery })
    }

    /// Derives a key on a thread of its own, a few at a time: each takes tens of megabytes.
    pub(crate) async fn derive_apart(&self, password: String, salt: [u8; 16]) -> Result<crate::crypt::Key> {
        let _turn = self.hashing.acquire().await.map_err(|_| Error::Unavailable)?;
        let cost = self.cost;
        let password = zeroize::Zeroizing::new(password);
        tokio::task::spawn_blocking(move || derive(&password, &salt, cost)).await.map_err(|_| Error::Unavailable)
    }

    /// Writes the member's rows. A username in use is a problem at `field`.
    pub(crate) async fn enrol(
        &self,
        writing: &mut Writing,
        member: &NewMember,
        team: TeamId,
        (username, name, role): (&str, &str, Role),
        field: &'static str,
    ) -> Result<Result<(), Problems>> {
        new_party(writing, &member.key, "staff", self.now()).await?;
        let written = change!(
            writing.conn(),
            "insert into accounts (id, team_id, party_id, username, name, role, password_salt, sealed_secret, recovery_salt, sealed_recovery, created_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            member.account.0,
            team.0,
            member.key.party.0,
            username,
            name,
            role.code(),
            &member.password_salt[..],
            &member.sealed_secret[..],
            &member.recovery_salt[..],
            &member.sealed_recovery[..],
            self.now()
        );
        match written {
            Err(error) if Error::breaks(&error, "accounts_username_key", "accounts.username") => {
                return Ok(Err(Problems::at(field, Problem::Taken)));
            }
            other => other?,
        };
        hold(self, writing, member.account, member.key.party, None, member.account).await?;
        Ok(Ok(()))
    }
}

pub(crate) async fn new_party(
    writing: &mut Writing,
    key: &PartyKey,
    kind: &'static str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    change!(
        writing.conn(),
        "insert into parties (id, kind, public_key, created_at) values ($1, $2, $3, $4)",
        key.party.0,
        kind,
        &key.public()[..],
        now
    )?;
    Ok(())
}

/// Notes that an account holds a party's key, sealed to the account; nothing sealed for its own.
pub(crate) async fn hold(
    vault: &Vault,
    writing: &mut Writing,
    account: AccountId,
    party: PartyId,
    sealed: Option<Vec<u8>>,
    by: AccountId,
) -> Result<()> {
    change!(
        writing.conn(),
        "insert into holdings (account_id, party_id, sealed, given_by, given_at) values ($1, $2, $3, $4, $5) on conflict (account_id, party_id) do nothing",
        account.0,
        party.0,
        sealed,
        by.0,
        vault.now()
    )?;
    Ok(())
}
