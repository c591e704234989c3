//! A partner's own computer system: an account without a password, whose key pair is made from a token. It holds the desk's key
//! like a colleague there, so it opens what the desk opens and not a moment longer (decision 0038).

use crate::Vault;
use crate::account::{hold, new_party};
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::Token;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::Deed;
use domain::id::{AccountId, PartyId, SubmissionId};
use domain::partner_system::{NewSystem, SystemStanding};
use uuid::Uuid;

/// That a system asked is written at most this often.
const USED_EVERY: TimeDelta = TimeDelta::seconds(60);

/// What came of asking for a token.
pub enum MadeSystem {
    /// The token. This is the only time it is known.
    Now(Token),
    /// An earlier post of this form made one: it is not known any more.
    Before,
}

/// A system as its organisation sees it.
pub struct KnownSystem {
    /// Its account.
    pub account: AccountId,
    /// What its colleagues call it.
    pub name: String,
    /// Who made it, and when.
    pub made: (String, DateTime<Utc>),
    /// Until when its token is good.
    pub until: DateTime<Utc>,
    /// When it last asked.
    pub last_at: Option<DateTime<Utc>>,
    /// How it stands.
    pub standing: SystemStanding,
}

#[derive(sqlx::FromRow)]
struct Row {
    account_id: Uuid,
    name: String,
    made_by: String,
    made_at: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    last_at: Option<DateTime<Utc>>,
    shut: i64,
    desks: i64,
}

#[derive(sqlx::FromRow)]
struct Made {
    id: Uuid,
    party_id: Uuid,
}

impl Vault {
    /// Makes a system of one's own team and gives it the desk's key, as one who holds that key. `None` when the actor may not,
    /// or holds no desk's key to give.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn make_system(
        &self,
        actor: &Actor,
        system: &NewSystem,
        form: SubmissionId,
    ) -> Result<Option<MadeSystem>> {
        if !actor.may(Action::KeepSystems) {
            return Ok(None);
        }
        let (account, token) = (AccountId(self.new_id()), Token::new(self.entropy.as_ref()));
        let key = token.party_key(PartyId(self.new_id()));
        let mut writing = self.database.write().await?;
        let now = self.now();
        let parties = self.lock_team(&mut writing, actor.team).await?;
        let Some(desk) = parties.desk().and_then(|desk| actor.key_of(desk)) else { return Ok(None) };
        if !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        if crate::submission::claim(&mut writing, actor, form, account.0, now).await?.is_some() {
            return Ok(Some(MadeSystem::Before));
        }
        new_party(&mut writing, &key, "system", now).await?;
        let nothing = Vec::<u8>::new();
        // No seal of its key stands here, so that neither a password nor a printed code can open it.
        change!(
            writing.conn(),
            "insert into accounts (id, team_id, party_id, username, name, role, password_salt, sealed_secret, recovery_salt, sealed_recovery, created_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $7, $7, $7, $8)",
            account.0,
            actor.team.0,
            key.party.0,
            format!("system-{account}"),
            system.name.as_str(),
            Role::System.code(),
            nothing,
            now
        )?;
        change!(
            writing.conn(),
            "insert into partner_systems (account_id, token_hash, made_by, made_at, valid_until) values ($1, $2, $3, $4, $5)",
            account.0,
            &token.hash()[..],
            actor.account.0,
            now,
            system.lasting.until(now)
        )?;
        hold(self, &mut writing, account, key.party, None, actor.account).await?;
        self.give_key(&mut writing, actor, account.0, &key.public(), desk).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::SystemMade)).await?;
        writing.commit().await?;
        Ok(Some(MadeSystem::Now(token)))
    }

    /// The systems of one's own team, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn systems(&self, actor: &Actor) -> Result<Option<Vec<KnownSystem>>> {
        if !actor.may(Action::KeepSystems) {
            return Ok(None);
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select partner_systems.account_id, accounts.name, makers.name as made_by, partner_systems.made_at, \
             partner_systems.valid_until, partner_system_uses.last_at, \
             (select count(*) from account_closures where account_closures.account_id = accounts.id) as shut, \
             (select count(*) from holdings where holdings.account_id = accounts.id and holdings.party_id = teams.desk_party_id) as desks \
             from partner_systems join accounts on accounts.id = partner_systems.account_id \
             join teams on teams.id = accounts.team_id join accounts as makers on makers.id = partner_systems.made_by \
             left join partner_system_uses on partner_system_uses.account_id = partner_systems.account_id \
             where accounts.team_id = $1 order by partner_systems.made_at desc, partner_systems.account_id limit 100",
            actor.team.0 => fetch_all
        )?;
        let known = |row: Row| KnownSystem {
            account: AccountId(row.account_id),
            name: row.name,
            made: (row.made_by, row.made_at),
            until: row.valid_until,
            last_at: row.last_at,
            standing: SystemStanding::of(row.shut > 0, row.valid_until, row.desks > 0, now),
        };
        Ok(Some(rows.into_iter().map(known).collect()))
    }

    /// Shuts a system of one's own team: a record of who and when, and its keys gone, in one transaction. A second time
    /// changes nothing. `None` when it is none of the team's.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn shut_system(&self, actor: &Actor, system: AccountId) -> Result<Option<()>> {
        if !actor.may(Action::KeepSystems) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let party = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select accounts.party_id from partner_systems join accounts on accounts.id = partner_systems.account_id \
             where accounts.id = $1 and accounts.team_id = $2",
            system.0, actor.team.0 => fetch_optional
        )?;
        let Some(party) = party else { return Ok(None) };
        self.end_system(&mut writing, actor, system, PartyId(party)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Shuts what somebody made whose account is closed, who knows the tokens; or who comes back with a new key pair, for
    /// whoever has her old password may know them too.
    pub(crate) async fn shut_systems_made_by(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        maker: AccountId,
    ) -> Result<()> {
        let systems = sql!(
            writing.conn(),
            query_as::<Made>,
            "select accounts.id, accounts.party_id from partner_systems join accounts on accounts.id = partner_systems.account_id \
             where partner_systems.made_by = $1 \
             and not exists (select 1 from account_closures where account_closures.account_id = accounts.id)",
            maker.0 => fetch_all
        )?;
        for system in systems {
            self.end_system(writing, actor, AccountId(system.id), PartyId(system.party_id)).await?;
        }
        Ok(())
    }

    /// A record of who and when, and its keys gone; a second time changes nothing.
    async fn end_system(&self, writing: &mut Writing, actor: &Actor, system: AccountId, party: PartyId) -> Result<()> {
        let shut = change!(
            writing.conn(),
            "insert into account_closures (account_id, closed_by, closed_at) values ($1, $2, $3) on conflict (account_id) do nothing",
            system.0,
            actor.account.0,
            self.now()
        )?;
        if shut == 1 {
            self.take_keys(writing, system, party).await?;
            self.end_signals_of(writing, system, actor).await?;
            self.note(writing, Some(actor), &Event::of(Deed::SystemShut)).await?;
        }
        Ok(())
    }

    /// The system that a token is of, with its keys. `None` for a token that is unknown, over or shut.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn system(&self, token: &Token) -> Result<Option<Actor>> {
        let now = self.now();
        let Some(actor) = self.actor_of_token(token, now).await? else { return Ok(None) };
        let mut reading = self.database.read().await?;
        let last = sql!(
            reading.conn(),
            query_scalar::<DateTime<Utc>>,
            "select last_at from partner_system_uses where account_id = $1",
            actor.account.0 => fetch_optional
        )?;
        drop(reading);
        // Who only asks keeps nobody waiting who writes.
        if last.is_some_and(|last| now - last < USED_EVERY) {
            return Ok(Some(actor));
        }
        let mut writing = self.database.write().await?;
        change!(
            writing.conn(),
            "insert into partner_system_uses (account_id, last_at) values ($1, $2) \
             on conflict (account_id) do update set last_at = $2 where partner_system_uses.last_at <= $3",
            actor.account.0,
            now,
            now - USED_EVERY
        )?;
        writing.commit().await?;
        Ok(Some(actor))
    }

    /// What a system held whose time is over is deleted. No query gives it to anybody any more.
    pub(crate) async fn sweep_systems(&self, writing: &mut Writing, ended: DateTime<Utc>) -> Result<u64> {
        Ok(change!(
            writing.conn(),
            "delete from holdings where account_id in (select account_id from partner_systems where valid_until <= $1)",
            ended
        )?)
    }
}
