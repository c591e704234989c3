//! Somebody leaves: her sessions, keys and wraps are gone in one transaction, and her cases stay with the team's lead.

use super::team::TeamParties;
use crate::Vault;
use crate::actor::Actor;
use crate::agenda::end_feed;
use crate::audit::Event;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use domain::access::Action;
use domain::account::Role;
use domain::audit::Deed;
use domain::id::{AccountId, PartyId, TeamId};
use uuid::Uuid;

/// A colleague whose account can be closed, or who can be let back in.
pub struct Colleague {
    /// The account.
    pub account: AccountId,
    /// Her name.
    pub name: String,
    /// What she logs in with.
    pub username: String,
    /// Her role.
    pub role: Role,
    /// Her organisation's name.
    pub organisation: String,
    /// How many cases she carries.
    pub cases: i64,
    pub(super) team: TeamId,
    pub(super) party: PartyId,
}

/// What came of closing an account.
pub enum Closing {
    /// It is closed; so many cases have nobody now.
    Closed {
        /// Cases she carried.
        cases: i64,
    },
    /// She is the last to hold the key of all the team's cases: it would be lost. Another is to be admitted first.
    LastHolder,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    username: String,
    role: String,
    organisation: String,
    cases: i64,
    team_id: Uuid,
    party_id: Uuid,
}

impl Row {
    fn colleague(self) -> Result<Colleague> {
        Ok(Colleague {
            account: AccountId(self.id),
            name: self.name,
            username: self.username,
            role: Role::from_code(&self.role).map_err(|_| Error::Inconsistent("accounts"))?,
            organisation: self.organisation,
            cases: self.cases,
            team: TeamId(self.team_id),
            party: PartyId(self.party_id),
        })
    }
}

impl Vault {
    /// Everybody with an open account, for who invites and closes.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn everybody(&self, actor: &Actor) -> Result<Option<Vec<Colleague>>> {
        if !actor.may(Action::ManageAccounts) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, name, username, role, organisation, cases, team_id, party_id from open_accounts" => fetch_all
        )?;
        rows.into_iter().map(Row::colleague).collect::<Result<Vec<_>>>().map(Some)
    }

    pub(super) async fn colleague(&self, conn: Conn<'_>, account: AccountId) -> Result<Option<Colleague>> {
        let row = sql!(
            conn,
            query_as::<Row>,
            "select id, name, username, role, organisation, cases, team_id, party_id from open_accounts where id = $1",
            account.0 => fetch_optional
        )?;
        row.map(Row::colleague).transpose()
    }

    /// Whose account the actor may close: anybody's for who manages accounts, of her own team for who leads it and holds
    /// its keys; never her own. `None` for everybody else, and for an account that is closed.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn closable(&self, actor: &Actor, account: AccountId) -> Result<Option<Colleague>> {
        let mut reading = self.database.read().await?;
        self.closable_in(reading.conn(), actor, account).await
    }

    async fn closable_in(&self, conn: Conn<'_>, actor: &Actor, account: AccountId) -> Result<Option<Colleague>> {
        if !actor.may(Action::CloseAccount) || account == actor.account {
            return Ok(None);
        }
        let colleague = self.colleague(conn, account).await?;
        Ok(colleague.filter(|colleague| {
            let hers = colleague.team == actor.team && !colleague.role.stands_apart();
            actor.may(Action::ManageAccounts) || (hers && !actor.awaits_admission())
        }))
    }

    /// Closes an account: a record of who and when; both seals of its key emptied, so that log-in and recovery answer like
    /// an unknown name; its sessions, keys, wraps and drafts deleted, and its assignments ended. `None` when the actor may
    /// not, or when it is closed already.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn close_account(&self, actor: &Actor, account: AccountId) -> Result<Option<Closing>> {
        let Some(colleague) = self.closable(actor, account).await? else { return Ok(None) };
        let mut writing = self.database.write().await?;
        let parties = self.lock_team(&mut writing, colleague.team).await?;
        if !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        let Some(colleague) = self.closable_in(writing.conn(), actor, account).await? else { return Ok(None) };
        if self.is_last_holder(writing.conn(), &parties, account).await? {
            return Ok(Some(Closing::LastHolder));
        }
        let now = self.now();
        change!(
            writing.conn(),
            "insert into account_closures (account_id, closed_by, closed_at) values ($1, $2, $3)",
            account.0,
            actor.account.0,
            now
        )?;
        change!(
            writing.conn(),
            "update accounts set sealed_secret = $1, sealed_recovery = $1 where id = $2",
            Vec::<u8>::new(),
            account.0
        )?;
        self.take_keys(&mut writing, account, colleague.party).await?;
        self.shut_systems_made_by(&mut writing, actor, account).await?;
        self.end_covers_by(&mut writing, account, actor.account).await?;
        change!(
            writing.conn(),
            "insert into assignment_ends (assignment_id, ended_by, ended_at) select id, $1, $2 from assignments \
             where account_id = $3 on conflict (assignment_id) do nothing",
            actor.account.0,
            now,
            account.0
        )?;
        // Links of hers that nobody has used lead nowhere any more.
        change!(writing.conn(), "delete from invitations where invited_by = $1 and accepted_by is null", account.0)?;
        change!(
            writing.conn(),
            "delete from readmissions where accepted_at is null and (account_id = $1 or made_by = $1)",
            account.0
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::AccountClosed)).await?;
        writing.commit().await?;
        Ok(Some(Closing::Closed { cases: colleague.cases }))
    }

    /// Deletes all that an account's key pair opens: its sessions, the address of its calendar, holdings, drafts and
    /// sealed notes, the wraps of its party and what it is reminded of. Its phones are shut, and forget everything when they next ask.
    pub(crate) async fn take_keys(&self, writing: &mut Writing, account: AccountId, party: PartyId) -> Result<()> {
        change!(writing.conn(), "delete from sessions where account_id = $1", account.0)?;
        end_feed(writing, account).await?;
        change!(writing.conn(), "delete from holdings where account_id = $1", account.0)?;
        change!(writing.conn(), "delete from drafts where account_id = $1", account.0)?;
        change!(writing.conn(), "delete from sealed_notes where written_by = $1", account.0)?;
        change!(writing.conn(), "delete from wraps where party_id = $1", party.0)?;
        change!(writing.conn(), "delete from reminders where party_id = $1", party.0)?;
        change!(writing.conn(), "delete from demand_wraps where party_id = $1", party.0)?;
        change!(writing.conn(), "delete from duty_holdings where account_id = $1", account.0)?;
        change!(writing.conn(), "delete from emergency_words where party_id = $1", party.0)?;
        let now = self.now();
        change!(
            writing.conn(),
            "insert into phone_ends (phone_id, ended_by, ended_at) select id, account_id, $1 from phones \
             where account_id = $2 on conflict (phone_id) do nothing",
            now,
            account.0
        )?;
        Ok(())
    }

    /// Whether the key of all the team's cases would be lost with this account.
    pub(super) async fn is_last_holder(
        &self,
        conn: Conn<'_>,
        parties: &TeamParties,
        account: AccountId,
    ) -> Result<bool> {
        let Some(lead) = parties.lead() else { return Ok(false) };
        let holders = sql!(
            conn,
            query_scalar::<Uuid>,
            "select account_id from holdings where party_id = $1",
            lead.0 => fetch_all
        )?;
        Ok(holders == [account.0])
    }
}
