use crate::Vault;
use crate::actor::Actor;
use crate::crypt::Token;
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use chrono::TimeDelta;
use domain::access::Action;
use domain::account::{Invitation, NewPassword, RecoveryCode, Role};
use domain::id::TeamId;
use domain::problem::{Problem, Problems};
use uuid::Uuid;

/// An invitation is good for this long.
pub(super) const VALID_FOR: TimeDelta = TimeDelta::days(7);

/// A link to hand over; shown once.
pub struct Invited {
    /// The secret in the link.
    pub token: Token,
}

/// An invitation somebody opened.
#[derive(sqlx::FromRow)]
pub struct OpenInvitation {
    id: Uuid,
    team_id: Uuid,
    /// The username they will have.
    pub username: String,
    /// Their name.
    pub name: String,
    role: String,
}

impl Vault {
    /// Invites somebody into a team of the kind their role works in.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn invite(&self, actor: &Actor, invitation: &Invitation) -> Result<Option<Result<Invited, Problems>>> {
        if !actor.may(Action::ManageAccounts) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let kind = sql!(
            writing.conn(),
            query_scalar::<String>,
            "select organisations.kind from teams join organisations on organisations.id = teams.organisation_id where teams.id = $1",
            invitation.team.0 => fetch_optional
        )?;
        if kind.as_deref() != Some(invitation.role.works_in().code()) {
            return Ok(Some(Err(Problems::at("team", Problem::Conflicting))));
        }
        let taken = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select id from accounts where username = $1",
            invitation.username.as_str() => fetch_optional
        )?;
        if taken.is_some() {
            return Ok(Some(Err(Problems::at("username", Problem::Taken))));
        }
        let token = Token::new(self.entropy.as_ref());
        let now = self.now();
        change!(
            writing.conn(),
            "insert into invitations (id, token_hash, team_id, username, name, role, invited_by, invited_at, valid_until) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            self.new_id(),
            &token.hash()[..],
            invitation.team.0,
            invitation.username.as_str(),
            invitation.name.as_str(),
            invitation.role.code(),
            actor.account.0,
            now,
            now + VALID_FOR
        )?;
        writing.commit().await?;
        Ok(Some(Ok(Invited { token })))
    }

    /// The invitation a link leads to; `None` when it is unknown, used or over.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn invitation(&self, token: &Token) -> Result<Option<OpenInvitation>> {
        let mut reading = self.database.read().await?;
        Ok(sql!(
            reading.conn(),
            query_as::<OpenInvitation>,
            "select id, team_id, username, name, role from invitations where token_hash = $1 and accepted_by is null and valid_until > $2",
            &token.hash()[..], self.now() => fetch_optional
        )?)
    }

    /// Makes the account; gives the recovery code, shown once. `None` when the invitation is not good any more.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn accept(
        &self,
        token: &Token,
        password: &NewPassword,
    ) -> Result<Option<Result<RecoveryCode, Problems>>> {
        let Some(invitation) = self.invitation(token).await? else { return Ok(None) };
        let role = Role::from_code(&invitation.role).map_err(|_| Error::Inconsistent("invitations"))?;
        let member = self.new_member(password.as_str()).await?;
        let mut writing = self.database.write().await?;
        let team = TeamId(invitation.team_id);
        if let Err(problems) =
            self.enrol(&mut writing, &member, team, (&invitation.username, &invitation.name, role), "password").await?
        {
            return Ok(Some(Err(problems)));
        }
        let used = change!(
            writing.conn(),
            "update invitations set accepted_by = $1 where id = $2 and accepted_by is null",
            member.account.0,
            invitation.id
        )?;
        if used != 1 {
            return Ok(None);
        }
        self.give_first_keys(&mut writing, team, &member, role).await?;
        writing.commit().await?;
        Ok(Some(Ok(member.recovery())))
    }
}
