//! The register of demands for data: who asked, who decided, what was given. It opens no case and holds no key of one.
//!
//! Each demand has a key of its own, sealed to every colleague who may decide: words in it may name somebody, whatever
//! the page asks for, and a seized register must not say who was asked for.

use crate::Vault;
use crate::access::committed_key;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{DataKey, Place};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::Deed;
use domain::demand::{Answer, ClientTold, Closing, Demand, Opinion, decide_by, outcome};
use domain::id::{DemandId, PartyId, SubmissionId};
use domain::text::Prose;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

/// A demand in the register.
pub struct Kept {
    /// Its id.
    pub id: DemandId,
    /// What it says; nothing for a colleague who came later and was not given its key.
    pub demand: Option<Demand>,
    /// The day it came in.
    pub received_on: NaiveDate,
    /// The last day to decide.
    pub decide_by: NaiveDate,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// What the two said.
    pub opinions: Vec<Said>,
    /// What follows from it, when both spoke.
    pub outcome: Option<Answer>,
    /// How it ended.
    pub closed: Option<Closed>,
    /// Colleagues who may decide and cannot read it yet.
    pub without_key: Vec<String>,
}

/// What one of the two said.
pub struct Said {
    /// In which role.
    pub role: Role,
    /// What.
    pub answer: Answer,
    /// Why, for who holds the key.
    pub why: Option<Prose<2000>>,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How a demand ended.
pub struct Closed {
    /// Whether the client was told.
    pub told: ClientTold,
    /// The words, for who holds the key.
    pub closing: Option<Closing>,
    /// Who closed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    received_on: NaiveDate,
    decide_by: NaiveDate,
    commitment: Vec<u8>,
    sealed: Vec<u8>,
    recorded_by: String,
    recorded_at: DateTime<Utc>,
    wrap_party_id: Option<Uuid>,
    wrap: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct OpinionRow {
    demand_id: Uuid,
    role: String,
    answer: String,
    sealed: Vec<u8>,
    name: String,
    given_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct ClosingRow {
    demand_id: Uuid,
    told: String,
    sealed: Vec<u8>,
    name: String,
    closed_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Keeper {
    name: String,
    party_id: Uuid,
    public_key: Vec<u8>,
}

fn place<'a>(table: &'static str, column: &'a str, demand: Uuid) -> Place<'a> {
    Place::outside_cases(table, column, demand)
}

/// The party stands in the column: a wrap moved to another's row does not open.
fn wrap_place<'a>(demand: Uuid, party: &'a str) -> Place<'a> {
    place("demand_wraps", party, demand)
}

fn read<T: DeserializeOwned>(key: &DataKey, place: Place<'_>, sealed: &[u8]) -> Result<T> {
    let plain = key.open(place, sealed).ok_or(Error::Inconsistent(place.table))?;
    serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent(place.table))
}

impl Row {
    fn key(&self, actor: &Actor) -> Result<Option<DataKey>> {
        let (Some(party), Some(wrap)) = (self.wrap_party_id, &self.wrap) else { return Ok(None) };
        let holder = actor.key_of(PartyId(party)).ok_or(Error::Inconsistent("holdings"))?;
        let (bytes, _) = holder
            .open_key(wrap_place(self.id, &party.to_string()), wrap)
            .ok_or(Error::Inconsistent("demand_wraps"))?;
        committed_key(bytes, &self.commitment).map(Some).ok_or(Error::Inconsistent("demand_wraps"))
    }
}

impl Vault {
    fn seal_demand<T: Serialize>(&self, key: &DataKey, place: Place<'_>, body: &T) -> Vec<u8> {
        let plain = Zeroizing::new(serde_json::to_vec(body).expect("a demand is plain data"));
        key.seal(place, &plain, self.entropy.as_ref())
    }

    /// Those of the organisation who may decide and have no wrap of the demand: whose account is open, and who were
    /// admitted.
    async fn keepers_without(&self, conn: Conn<'_>, actor: &Actor, demand: Uuid) -> Result<Vec<Keeper>> {
        let [supervisor, officer] = domain::demand::DECIDERS;
        Ok(sql!(
            conn,
            query_as::<Keeper>,
            "select open_accounts.name, open_accounts.party_id, parties.public_key from open_accounts \
             join teams on teams.id = open_accounts.team_id join parties on parties.id = open_accounts.party_id \
             where teams.organisation_id = $1 and ((open_accounts.role = $3 and exists \
             (select 1 from admissions where admissions.account_id = open_accounts.id)) or (open_accounts.role = $2 and exists \
             (select 1 from holdings where holdings.account_id = open_accounts.id and holdings.party_id = teams.lead_party_id))) \
             and not exists (select 1 from demand_wraps where demand_wraps.demand_id = $4 and demand_wraps.party_id = open_accounts.party_id) \
             order by open_accounts.id",
            actor.organisation.0, supervisor.code(), officer.code(), demand => fetch_all
        )?)
    }

    async fn wrap_demand(&self, writing: &mut Writing, actor: &Actor, demand: Uuid, key: &DataKey) -> Result<u64> {
        let mut wrapped = 0;
        for keeper in self.keepers_without(writing.conn(), actor, demand).await? {
            let party = keeper.party_id.to_string();
            let at = wrap_place(demand, &party);
            let sealed = if actor.own_key().party.0 == keeper.party_id {
                actor.own_key().seal_own(at, key.bytes(), self.entropy.as_ref())
            } else {
                self.seal_to_party(&keeper.public_key, at, key.bytes())?
            };
            wrapped += change!(
                writing.conn(),
                "insert into demand_wraps (demand_id, party_id, sealed) values ($1, $2, $3) on conflict (demand_id, party_id) do nothing",
                demand,
                keeper.party_id,
                sealed
            )?;
        }
        Ok(wrapped)
    }

    /// Writes a demand down, sealed to everybody who may decide. A second post gives what the first one made.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn keep_demand(&self, actor: &Actor, demand: &Demand, form: SubmissionId) -> Result<Option<DemandId>> {
        if !actor.may(Action::KeepDemands) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(DemandId(earlier)));
        }
        // Who may decide is read below: nobody leaves or comes back with new keys meanwhile.
        writing.lock_teams_of(actor.organisation.0, None).await?;
        if !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        let key = DataKey::random(self.entropy.as_ref());
        change!(
            writing.conn(),
            "insert into demands (id, organisation_id, received_on, decide_by, commitment, sealed, recorded_by, recorded_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            actor.organisation.0,
            demand.received_on,
            decide_by(demand.received_on, demand.answer_by),
            &key.commitment()[..],
            self.seal_demand(&key, place("demands", "sealed", id), demand),
            actor.account.0,
            now
        )?;
        self.wrap_demand(&mut writing, actor, id, &key).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::DemandKept)).await?;
        writing.commit().await?;
        Ok(Some(DemandId(id)))
    }

    async fn demand_rows(&self, conn: Conn<'_>, actor: &Actor, only: Option<Uuid>) -> Result<Vec<Row>> {
        Ok(sql!(
            conn,
            query_as::<Row>,
            "select demands.id, demands.received_on, demands.decide_by, demands.commitment, demands.sealed, accounts.name as recorded_by, \
             demands.recorded_at, demand_wraps.party_id as wrap_party_id, demand_wraps.sealed as wrap \
             from demands join accounts on accounts.id = demands.recorded_by \
             left join demand_wraps on demand_wraps.demand_id = demands.id and demand_wraps.party_id = $2 \
             where demands.organisation_id = $1 and (demands.id = $3 or $3 is null) order by demands.recorded_at desc, demands.id desc limit 200",
            actor.organisation.0, actor.own_key().party.0, only => fetch_all
        )?)
    }

    /// The register, newest first; audited before it is read.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn demands(&self, actor: &Actor) -> Result<Option<Vec<Kept>>> {
        self.demands_read(actor, None).await
    }

    /// One demand, with the colleagues who cannot read it yet.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn demand(&self, actor: &Actor, id: DemandId) -> Result<Option<Kept>> {
        let Some(mut found) = self.demands_read(actor, Some(id.0)).await?.and_then(|mut found| found.pop()) else {
            return Ok(None);
        };
        let mut reading = self.database.read().await?;
        let without = self.keepers_without(reading.conn(), actor, id.0).await?;
        found.without_key = without.into_iter().map(|keeper| keeper.name).collect();
        Ok(Some(found))
    }

    async fn demands_read(&self, actor: &Actor, only: Option<Uuid>) -> Result<Option<Vec<Kept>>> {
        if !actor.may(Action::KeepDemands) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let rows = self.demand_rows(writing.conn(), actor, only).await?;
        if rows.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let opinions = sql!(
            writing.conn(),
            query_as::<OpinionRow>,
            "select demand_opinions.demand_id, demand_opinions.role, demand_opinions.answer, demand_opinions.sealed, accounts.name, \
             demand_opinions.given_at from demand_opinions join accounts on accounts.id = demand_opinions.given_by \
             join demands on demands.id = demand_opinions.demand_id where demands.organisation_id = $1 order by demand_opinions.given_at",
            actor.organisation.0 => fetch_all
        )?;
        let closings = sql!(
            writing.conn(),
            query_as::<ClosingRow>,
            "select demand_closings.demand_id, demand_closings.told, demand_closings.sealed, accounts.name, demand_closings.closed_at \
             from demand_closings join accounts on accounts.id = demand_closings.closed_by \
             join demands on demands.id = demand_closings.demand_id where demands.organisation_id = $1",
            actor.organisation.0 => fetch_all
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::DemandRead)).await?;
        writing.commit().await?;
        rows.into_iter().map(|row| kept(actor, row, &opinions, &closings)).collect::<Result<Vec<_>>>().map(Some)
    }

    /// Gives the demand's key to colleagues who may decide and came later, or have new keys.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn share_demand(&self, actor: &Actor, id: DemandId) -> Result<Option<u64>> {
        let mut writing = self.database.write().await?;
        // Before her own wrap is asked for, too: closing takes it away.
        writing.lock_teams_of(actor.organisation.0, None).await?;
        let Some(key) = self.key_of_demand(writing.conn(), actor, id).await? else { return Ok(None) };
        let shared = self.wrap_demand(&mut writing, actor, id.0, &key).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::DemandKept)).await?;
        writing.commit().await?;
        Ok(Some(shared))
    }

    async fn key_of_demand(&self, conn: Conn<'_>, actor: &Actor, id: DemandId) -> Result<Option<DataKey>> {
        if !actor.may(Action::KeepDemands) {
            return Ok(None);
        }
        let row = self.demand_rows(conn, actor, Some(id.0)).await?.pop();
        row.map_or(Ok(None), |row| row.key(actor))
    }

    /// Adds what the actor says, in her role. Each role speaks once, and no person twice; a second time changes nothing.
    /// `None` when she may not or cannot read the demand.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn give_opinion(&self, actor: &Actor, id: DemandId, opinion: &Opinion) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        let Some(key) = self.key_of_demand(writing.conn(), actor, id).await? else { return Ok(None) };
        let role = actor.role.code();
        let added = change!(
            writing.conn(),
            "insert into demand_opinions (demand_id, role, answer, sealed, given_by, given_at) values ($1, $2, $3, $4, $5, $6) \
             on conflict do nothing",
            id.0,
            role,
            opinion.answer.code(),
            self.seal_demand(&key, place("demand_opinions", role, id.0), &opinion.why),
            actor.account.0,
            self.now()
        )?;
        if added == 1 {
            self.note(&mut writing, Some(actor), &Event::of(Deed::DemandKept)).await?;
            writing.commit().await?;
        }
        Ok(Some(()))
    }

    /// Writes down what was answered and whether the client was told. Only after both spoke; once. `None` otherwise.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn close_demand(&self, actor: &Actor, id: DemandId, closing: &Closing) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        let Some(key) = self.key_of_demand(writing.conn(), actor, id).await? else { return Ok(None) };
        let spoken = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select count(*) from demand_opinions where demand_id = $1",
            id.0 => fetch_one
        )?;
        if spoken < 2 {
            return Ok(None);
        }
        let added = change!(
            writing.conn(),
            "insert into demand_closings (demand_id, told, sealed, closed_by, closed_at) values ($1, $2, $3, $4, $5) \
             on conflict (demand_id) do nothing",
            id.0,
            closing.told.code(),
            self.seal_demand(&key, place("demand_closings", "sealed", id.0), closing),
            actor.account.0,
            self.now()
        )?;
        if added == 1 {
            self.note(&mut writing, Some(actor), &Event::of(Deed::DemandKept)).await?;
            writing.commit().await?;
        }
        Ok(Some(()))
    }
}

fn kept(actor: &Actor, row: Row, opinions: &[OpinionRow], closings: &[ClosingRow]) -> Result<Kept> {
    let key = row.key(actor)?;
    let broken = |_| Error::Inconsistent("demands");
    let mut said = Vec::new();
    for opinion in opinions.iter().filter(|opinion| opinion.demand_id == row.id) {
        let at = place("demand_opinions", &opinion.role, row.id);
        said.push(Said {
            role: Role::from_code(&opinion.role).map_err(broken)?,
            answer: Answer::from_code(&opinion.answer).map_err(broken)?,
            why: key.as_ref().map(|key| read(key, at, &opinion.sealed)).transpose()?,
            by: opinion.name.clone(),
            at: opinion.given_at,
        });
    }
    let closed = closings.iter().find(|closing| closing.demand_id == row.id).map(|closing| {
        let at = place("demand_closings", "sealed", row.id);
        Ok::<_, Error>(Closed {
            told: ClientTold::from_code(&closing.told).map_err(broken)?,
            closing: key.as_ref().map(|key| read(key, at, &closing.sealed)).transpose()?,
            by: closing.name.clone(),
            at: closing.closed_at,
        })
    });
    Ok(Kept {
        id: DemandId(row.id),
        demand: key.as_ref().map(|key| read(key, place("demands", "sealed", row.id), &row.sealed)).transpose()?,
        received_on: row.received_on,
        decide_by: row.decide_by,
        recorded_by: row.recorded_by,
        recorded_at: row.recorded_at,
        outcome: outcome(&said.iter().map(|said| (said.role, said.answer)).collect::<Vec<_>>()),
        opinions: said,
        closed: closed.transpose()?,
        without_key: Vec::new(),
    })
}
