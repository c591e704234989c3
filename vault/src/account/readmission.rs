//! Somebody lost both password and recovery code: the same account, a new key pair, and nothing of the old one.

use super::closing::Colleague;
use super::invitation::VALID_FOR;
use super::member::{hold, new_party};
use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{PartyKey, Token};
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use domain::access::Action;
use domain::account::{NewPassword, RecoveryCode};
use domain::audit::Deed;
use domain::id::{AccountId, PartyId};
use uuid::Uuid;

/// A readmission somebody opened.
#[derive(sqlx::FromRow)]
pub struct OpenReadmission {
    id: Uuid,
    account_id: Uuid,
    /// Her username, as before.
    pub username: String,
    /// Her name.
    pub name: String,
}

impl Vault {
    /// Whom of her team the actor may let back in: whoever she could also give the keys back to, and never herself. Who
    /// watches over her, or manages accounts, is closed and invited anew by an administrator.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn readmittable(&self, actor: &Actor, account: AccountId) -> Result<Option<Colleague>> {
        if !actor.may(Action::ReadmitMember) || actor.awaits_admission() || account == actor.account {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let Some(colleague) = self.colleague(reading.conn(), account).await? else { return Ok(None) };
        let parties = self.team_parties(reading.conn(), actor.team).await?;
        let hers = colleague.team == actor.team && !colleague.role.stands_apart();
        Ok((hers && parties.could_be_given_by(actor, colleague.role)).then_some(colleague))
    }

    /// Makes a link for somebody who lost password and code; an earlier one that nobody used is void. It opens nothing by
    /// itself: who accepts it waits for the keys like a new member.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn readmit(&self, actor: &Actor, account: AccountId) -> Result<Option<Token>> {
        if self.readmittable(actor, account).await?.is_none() {
            return Ok(None);
        }
        let token = Token::new(self.entropy.as_ref());
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        change!(writing.conn(), "delete from readmissions where account_id = $1 and accepted_at is null", account.0)?;
        change!(
            writing.conn(),
            "insert into readmissions (id, token_hash, account_id, made_by, made_at, valid_until) values ($1, $2, $3, $4, $5, $6)",
            self.new_id(),
            &token.hash()[..],
            account.0,
            actor.account.0,
            now,
            now + VALID_FOR
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ReadmissionMade)).await?;
        writing.commit().await?;
        Ok(Some(token))
    }

    /// The readmission a link leads to; `None` when it is unknown, used, void or over, or when the account is closed.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn readmission(&self, token: &Token) -> Result<Option<OpenReadmission>> {
        let mut reading = self.database.read().await?;
        Ok(sql!(
            reading.conn(),
            query_as::<OpenReadmission>,
            "select readmissions.id, readmissions.account_id, accounts.username, accounts.name \
             from readmissions join accounts on accounts.id = readmissions.account_id \
             where readmissions.token_hash = $1 and readmissions.accepted_at is null and readmissions.valid_until > $2 \
             and not exists (select 1 from account_closures where account_closures.account_id = accounts.id)",
            &token.hash()[..], self.now() => fetch_optional
        )?)
    }

    /// Gives the account a new key pair under a new password and a new code, which is shown once. The old key pair, what
    /// it held and what was wrapped to it are gone; the systems she made are shut; cases stay assigned and come back when a holder admits her. `None` when the link is not good any more, or when the key of
    /// all the team's cases would be lost with the old pair.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn accept_readmission(&self, token: &Token, password: &NewPassword) -> Result<Option<RecoveryCode>> {
        let Some(readmission) = self.readmission(token).await? else { return Ok(None) };
        let account = AccountId(readmission.account_id);
        let key = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        let secret = key.secret_bytes();
        let seals = self.seal_twice(account, &secret, password.as_str()).await?;
        let mut writing = self.database.write().await?;
        let now = self.now();
        let used = change!(
            writing.conn(),
            "update readmissions set accepted_at = $1 where id = $2 and accepted_at is null",
            now,
            readmission.id
        )?;
        if used != 1 {
            return Ok(None);
        }
        let Some(colleague) = self.colleague(writing.conn(), account).await? else { return Ok(None) };
        let parties = self.lock_team(&mut writing, colleague.team).await?;
        if self.is_last_holder(writing.conn(), &parties, account).await? {
            return Ok(None);
        }
        new_party(&mut writing, &key, "staff", now).await?;
        let changed = change!(
            writing.conn(),
            "update accounts set party_id = $1, password_salt = $2, sealed_secret = $3, recovery_salt = $4, sealed_recovery = $5 \
             where id = $6 and party_id = $7",
            key.party.0,
            &seals.by_password.salt[..],
            seals.by_password.sealed,
            &seals.by_code.salt[..],
            seals.by_code.sealed,
            account.0,
            colleague.party.0
        )?;
        if changed != 1 {
            return Err(Error::Unavailable);
        }
        self.take_keys(&mut writing, account, colleague.party).await?;
        self.end_covers_by(&mut writing, account, account).await?;
        change!(writing.conn(), "delete from parties where id = $1", colleague.party.0)?;
        hold(self, &mut writing, account, key.party, None, account).await?;
        let actor = self.without_session(&mut writing, account, &secret).await?;
        // Who took her password and code may have taken the tokens with them.
        self.shut_systems_made_by(&mut writing, &actor, account).await?;
        self.note(&mut writing, Some(&actor), &Event::of(Deed::ReadmissionAccepted)).await?;
        writing.commit().await?;
        Ok(Some(seals.code))
    }
}
