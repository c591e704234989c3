use super::seals::OpenedSeal;
use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{PartyKey, Place, Token};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::Deed;
use domain::id::{AccountId, OrganisationId, PartyId, TeamId};
use uuid::Uuid;

/// A session ends after this long without a request.
pub(crate) const IDLE: TimeDelta = TimeDelta::minutes(15);
/// A session ends after this long whatever happens.
pub(crate) const LONGEST: TimeDelta = TimeDelta::hours(10);
/// `seen_at` is written at most this often.
const SEEN_EVERY: TimeDelta = TimeDelta::seconds(60);

pub(crate) fn holding_place(account: AccountId, party: PartyId) -> Place<'static> {
    Place { table: "holdings", column: "sealed", row: party.0, case: account.0, segment: None, epoch: 0 }
}

fn session_place(account: AccountId) -> Place<'static> {
    Place::outside_cases("sessions", "sealed_secret", account.0)
}

/// Somebody with an account, before any key is opened.
#[derive(sqlx::FromRow)]
struct Person {
    account_id: Uuid,
    party_id: Uuid,
    team_id: Uuid,
    organisation_id: Uuid,
    organisation_name: String,
    username: String,
    name: String,
    role: String,
    /// Admissions of the account: none or one.
    admissions: i64,
    /// Pledges of the account: none or one.
    pledges: i64,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    sealed_secret: Vec<u8>,
    seen_at: DateTime<Utc>,
    #[sqlx(flatten)]
    person: Person,
}

#[derive(sqlx::FromRow)]
struct HoldingRow {
    party_id: Uuid,
    sealed: Option<Vec<u8>>,
    kind: String,
}

impl Vault {
    /// Begins a session: the key is re-sealed under the token, which only the browser will have.
    /// `None` when the seal that was opened for it is another by now: a password that was changed meanwhile, or an account
    /// that was closed, begins no session.
    pub(super) async fn begin_session(&self, opened: &OpenedSeal) -> Result<Option<Token>> {
        let account = opened.account;
        let token = Token::new(self.entropy.as_ref());
        let sealed = token.key().seal(session_place(account), &opened.secret[..], self.entropy.as_ref());
        let mut writing = self.database.write().await?;
        let now = self.now();
        let still = change!(
            writing.conn(),
            "update accounts set name = name where id = $1 and sealed_secret = $2",
            account.0,
            &opened.sealed[..]
        )?;
        if still != 1 {
            return Ok(None);
        }
        change!(writing.conn(), "delete from sessions where account_id = $1 and seen_at < $2", account.0, now - IDLE)?;
        change!(
            writing.conn(),
            "insert into sessions (token_hash, account_id, sealed_secret, began_at, seen_at) values ($1, $2, $3, $4, $4)",
            &token.hash()[..],
            account.0,
            sealed,
            now
        )?;
        writing.commit().await?;
        Ok(Some(token))
    }

    /// Who a token stands for, with their keys; `None` for one that is unknown, idle too long, or ended.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn session(&self, token: &Token) -> Result<Option<Actor>> {
        let now = self.now();
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<SessionRow>,
            "select sessions.account_id, accounts.party_id, sessions.sealed_secret, sessions.seen_at, accounts.team_id, accounts.username, accounts.name, \
             accounts.role, \
             (select count(*) from admissions where admissions.account_id = accounts.id) as admissions, \
             (select count(*) from pledges where pledges.account_id = accounts.id) as pledges, \
             teams.organisation_id, organisations.name as organisation_name \
             from sessions join accounts on accounts.id = sessions.account_id \
             join teams on teams.id = accounts.team_id join organisations on organisations.id = teams.organisation_id \
             where sessions.token_hash = $1 and sessions.seen_at > $2 and sessions.began_at > $3",
            &token.hash()[..], now - IDLE, now - LONGEST => fetch_optional
        )?;
        let Some(row) = row else { return Ok(None) };
        let place = session_place(AccountId(row.person.account_id));
        let Some(secret) = token.key().open(place, &row.sealed_secret) else { return Ok(None) };
        let secret: &[u8; 32] = secret.as_slice().try_into().map_err(|_| Error::Inconsistent("sessions"))?;
        let actor = self.with_keys(reading.conn(), row.person, secret, token.hash()).await?;
        drop(reading);
        let Some(actor) = actor else { return Ok(None) };
        if now - row.seen_at > SEEN_EVERY {
            self.mark_seen(token, now).await?;
        }
        Ok(Some(actor))
    }

    /// The system that a token is of, while it is good. Its key pair is the token's own.
    pub(crate) async fn actor_of_token(&self, token: &Token, now: DateTime<Utc>) -> Result<Option<Actor>> {
        let mut reading = self.database.read().await?;
        let system = sql!(
            reading.conn(),
            query_as::<Person>,
            "select accounts.id as account_id, accounts.party_id, accounts.team_id, accounts.username, accounts.name, accounts.role, \
             (select count(*) from admissions where admissions.account_id = accounts.id) as admissions, \
             (select count(*) from pledges where pledges.account_id = accounts.id) as pledges, teams.organisation_id, organisations.name as organisation_name \
             from partner_systems join accounts on accounts.id = partner_systems.account_id \
             join teams on teams.id = accounts.team_id join organisations on organisations.id = teams.organisation_id \
             where partner_systems.token_hash = $1 and partner_systems.valid_until > $2 \
             and not exists (select 1 from account_closures where account_closures.account_id = accounts.id)",
            &token.hash()[..], now => fetch_optional
        )?;
        let Some(system) = system else { return Ok(None) };
        let key = token.party_key(PartyId(system.party_id));
        self.with_keys(reading.conn(), system, &key.secret_bytes(), token.hash()).await
    }

    /// Somebody who just proved that the account is hers, for the audit of what she did without a session.
    pub(super) async fn without_session(
        &self,
        writing: &mut Writing,
        account: AccountId,
        secret: &[u8; 32],
    ) -> Result<Actor> {
        let person = sql!(
            writing.conn(),
            query_as::<Person>,
            "select accounts.id as account_id, accounts.party_id, accounts.team_id, accounts.username, accounts.name, accounts.role, \
             (select count(*) from admissions where admissions.account_id = accounts.id) as admissions, \
             (select count(*) from pledges where pledges.account_id = accounts.id) as pledges, \
             teams.organisation_id, organisations.name as organisation_name from accounts \
             join teams on teams.id = accounts.team_id join organisations on organisations.id = teams.organisation_id \
             where accounts.id = $1",
            account.0 => fetch_one
        )?;
        self.with_keys(writing.conn(), person, secret, [0; 32]).await?.ok_or(Error::Inconsistent("holdings"))
    }

    /// Opens with the private key the team keys that its account holds. `None` when the key is not the account's any more:
    /// it was closed, or got another key pair, between two statements.
    async fn with_keys(
        &self,
        conn: Conn<'_>,
        person: Person,
        secret: &[u8; 32],
        session: [u8; 32],
    ) -> Result<Option<Actor>> {
        let account = AccountId(person.account_id);
        let held = sql!(
            conn,
            query_as::<HoldingRow>,
            "select holdings.party_id, holdings.sealed, parties.kind from holdings join parties on parties.id = holdings.party_id \
             where holdings.account_id = $1 order by holdings.sealed is not null, holdings.party_id",
            account.0 => fetch_all
        )?;
        if held.first().map(|own| own.party_id) != Some(person.party_id) {
            return Ok(None);
        }
        let mut keys: Vec<PartyKey> = Vec::with_capacity(held.len());
        let holds_team_keys = held.iter().any(|holding| ["lead", "desk"].contains(&holding.kind.as_str()));
        for holding in held {
            let party = PartyId(holding.party_id);
            let key = match (&holding.sealed, keys.first()) {
                (None, None) => PartyKey::from_secret(party, secret),
                (Some(sealed), Some(own)) => {
                    let (bytes, _) =
                        own.open_key(holding_place(account, party), sealed).ok_or(Error::Inconsistent("holdings"))?;
                    PartyKey::from_secret(party, &bytes)
                }
                _ => return Err(Error::Inconsistent("holdings")),
            };
            keys.push(key);
        }
        let role = Role::from_code(&person.role).map_err(|_| Error::Inconsistent("accounts"))?;
        Ok(Some(Actor {
            account,
            organisation: OrganisationId(person.organisation_id),
            team: TeamId(person.team_id),
            role,
            admitted: person.admissions > 0 || !role.acts_only_when_admitted(),
            pledged: person.pledges > 0 || !role.pledges_first(),
            username: person.username,
            name: person.name,
            organisation_name: person.organisation_name,
            session,
            keys,
            holds_team_keys,
        }))
    }

    /// An update of a row that must exist: a session that was ended meanwhile stays ended (I22).
    async fn mark_seen(&self, token: &Token, now: DateTime<Utc>) -> Result<()> {
        let mut writing = self.database.write().await?;
        change!(writing.conn(), "update sessions set seen_at = $1 where token_hash = $2", now, &token.hash()[..])?;
        writing.commit().await
    }

    /// Ends this session.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn log_out(&self, actor: &Actor) -> Result<()> {
        let mut writing = self.database.write().await?;
        change!(writing.conn(), "delete from sessions where token_hash = $1", &actor.session[..])?;
        writing.commit().await
    }

    /// Ends every session of everybody, and every address of a calendar: one command when the building is entered.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn lock_all(&self) -> Result<u64> {
        let mut writing = self.database.write().await?;
        let ended =
            change!(writing.conn(), "delete from sessions")? + change!(writing.conn(), "delete from card_sessions")?;
        change!(writing.conn(), "delete from calendar_feeds")?;
        writing.commit().await?;
        Ok(ended)
    }

    /// Ends every session of one's own organisation, one's own included, and the addresses of its calendars; how many sessions
    /// ended.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn lock_organisation(&self, actor: &Actor) -> Result<Option<u64>> {
        if !actor.may(Action::LockOrganisation) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let ended = change!(
            writing.conn(),
            "delete from sessions where account_id in (select accounts.id from accounts \
             join teams on teams.id = accounts.team_id where teams.organisation_id = $1)",
            actor.organisation.0
        )?;
        change!(
            writing.conn(),
            "delete from calendar_feeds where account_id in (select accounts.id from accounts \
             join teams on teams.id = accounts.team_id where teams.organisation_id = $1)",
            actor.organisation.0
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::SessionsEnded)).await?;
        writing.commit().await?;
        Ok(Some(ended))
    }
}
