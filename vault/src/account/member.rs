//! Making a member: a key pair, its two seals, and the row.

use super::seals::Seals;
use crate::Vault;
use crate::crypt::{PartyKey, Place};
use crate::engine::{Writing, change};
use crate::error::{Error, Result};
use domain::account::{RecoveryCode, Role};
use domain::id::{AccountId, PartyId, TeamId};
use domain::problem::{Problem, Problems};

/// A member about to be made, with the expensive part done outside the transaction.
pub(crate) struct NewMember {
    pub(crate) account: AccountId,
    pub(crate) key: PartyKey,
    seals: Seals,
}

impl NewMember {
    /// The code to print.
    pub(crate) fn recovery(&self) -> RecoveryCode {
        self.seals.code.clone()
    }
}

impl Vault {
    /// Makes the keys of a new member; the password is gone afterwards.
    pub(crate) async fn new_member(&self, password: &str) -> Result<NewMember> {
        let account = AccountId(self.new_id());
        let key = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        let seals = self.seal_twice(account, &key.secret_bytes(), password).await?;
        Ok(NewMember { account, key, seals })
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
        let Seals { by_password, by_code, .. } = &member.seals;
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
            &by_password.salt[..],
            &by_password.sealed[..],
            &by_code.salt[..],
            &by_code.sealed[..],
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

    /// Seals to the public key of a party, as it stands in its row.
    pub(crate) fn seal_to_party(&self, public: &[u8], place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>> {
        let unfit = || Error::Inconsistent("parties");
        let public: &[u8; 32] = public.try_into().map_err(|_| unfit())?;
        PartyKey::seal_to(public, place, plain, self.entropy.as_ref()).ok_or_else(unfit)
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
