//! What volunteers carry to give away, and the store of their team. Of the administrative zone: nothing here is of a client. No
//! balance is kept: it is what moved, less what contacts gave.

mod given;
mod moves;
mod shortage;

pub use shortage::{RanOut, Shortages, Unmet};

use crate::Vault;
use crate::actor::Actor;
use crate::engine::{Conn, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Action, may};
use domain::account::Role;
use domain::commodity::{Cause, Ledger, MoveKind, Moved, Stock, Thing, is_due};
use domain::date::local_date;
use domain::id::{AccountId, MovementId, TeamId};
use std::collections::BTreeMap;
use uuid::Uuid;

const WRONG: Error = Error::Inconsistent("commodity_movements");

/// Somebody of the team who goes out with things, or still has some.
pub struct Carrier {
    /// Her account.
    pub account: AccountId,
    /// Her name.
    pub name: String,
}

/// One line of what moved.
pub struct Line {
    /// Its id.
    pub id: MovementId,
    /// How.
    pub kind: MoveKind,
    /// For whom, by name; `None` for the store alone.
    pub person: Option<String>,
    /// What.
    pub thing: Thing,
    /// How many; below zero where it takes another back.
    pub pieces: i64,
    /// Why, where that is said.
    pub cause: Option<Cause>,
    /// Whether it takes another line back.
    pub undoes: bool,
    /// Whether it was taken back.
    pub undone: bool,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Line {
    /// Whether it stands, so that it can be taken back.
    #[must_use]
    pub const fn stands(&self) -> bool {
        !self.undoes && !self.undone
    }
}

/// The store of a team, and what each of it carries.
pub struct TeamStock {
    /// The balances.
    pub ledger: Ledger,
    /// Who carries something, or may.
    pub carriers: Vec<Carrier>,
    /// The day since when nobody counted: of the last count, or of the first piece.
    since: BTreeMap<Option<AccountId>, NaiveDate>,
    /// The last lines, the latest first.
    pub lines: Vec<Line>,
}

impl TeamStock {
    /// Whether it is time to count what somebody carries, or the store.
    #[must_use]
    pub fn is_due(&self, holder: Option<AccountId>, today: NaiveDate) -> bool {
        self.since.get(&holder).is_some_and(|since| is_due(*since, today))
    }
}

/// What one carries oneself.
pub struct OwnStock {
    /// The balances; only one's own and nobody else's.
    pub ledger: Ledger,
    /// The last lines of one's own, the latest first.
    pub lines: Vec<Line>,
}

impl OwnStock {
    /// How many there are of each.
    #[must_use]
    pub fn stock(&self, actor: &Actor) -> Stock {
        self.ledger.stock(Some(actor.account))
    }
}

#[derive(sqlx::FromRow)]
struct MovedRow {
    account_id: Option<Uuid>,
    kind: String,
    thing: String,
    pieces: i64,
}

#[derive(sqlx::FromRow)]
struct GivenRow {
    account_id: Uuid,
    thing: String,
    pieces: i64,
}

#[derive(sqlx::FromRow)]
struct CarrierRow {
    account_id: Uuid,
    name: String,
    role: String,
    is_open: i64,
}

#[derive(sqlx::FromRow)]
struct SinceRow {
    account_id: Option<Uuid>,
    recorded_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: Uuid,
    kind: String,
    person: Option<String>,
    thing: String,
    pieces: i64,
    cause: Option<String>,
    undoes: Option<Uuid>,
    undone: i64,
    recorded_by: String,
    recorded_at: DateTime<Utc>,
}

impl LineRow {
    fn line(self) -> Result<Line> {
        Ok(Line {
            id: MovementId(self.id),
            kind: MoveKind::from_code(&self.kind).map_err(|_| WRONG)?,
            person: self.person,
            thing: Thing::from_code(&self.thing).map_err(|_| WRONG)?,
            pieces: self.pieces,
            cause: self.cause.as_deref().map(Cause::from_code).transpose().map_err(|_| WRONG)?,
            undoes: self.undoes.is_some(),
            undone: self.undone > 0,
            by: self.recorded_by,
            at: self.recorded_at,
        })
    }
}

/// What moved in a team, each kind summed up.
async fn moved(conn: Conn<'_>, team: TeamId) -> Result<Vec<Moved>> {
    let rows = sql!(
        conn,
        query_as::<MovedRow>,
        "select account_id, kind, thing, cast(sum(pieces) as bigint) as pieces from commodity_movements \
         where team_id = $1 group by account_id, kind, thing",
        team.0 => fetch_all
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Moved {
                kind: MoveKind::from_code(&row.kind).map_err(|_| WRONG)?,
                person: row.account_id.map(AccountId),
                thing: Thing::from_code(&row.thing).map_err(|_| WRONG)?,
                pieces: row.pieces,
            })
        })
        .collect()
}

/// What the contacts of a team's people gave.
async fn given(conn: Conn<'_>, team: TeamId) -> Result<Vec<(AccountId, Thing, i64)>> {
    let rows = sql!(
        conn,
        query_as::<GivenRow>,
        "select commodity_given.account_id, commodity_given.thing, cast(sum(commodity_given.pieces) as bigint) as pieces \
         from commodity_given join accounts on accounts.id = commodity_given.account_id \
         where accounts.team_id = $1 group by commodity_given.account_id, commodity_given.thing",
        team.0 => fetch_all
    )?;
    rows.into_iter()
        .map(|row| {
            let thing = Thing::from_code(&row.thing).map_err(|_| Error::Inconsistent("commodity_given"))?;
            Ok((AccountId(row.account_id), thing, row.pieces))
        })
        .collect()
}

/// Whose name may stand on the list: who goes out today, and who has something left.
async fn carriers(conn: Conn<'_>, team: TeamId, ledger: &Ledger) -> Result<Vec<Carrier>> {
    let rows = sql!(
        conn,
        query_as::<CarrierRow>,
        "select accounts.id as account_id, accounts.name, accounts.role, \
         (select count(*) from open_accounts where open_accounts.id = accounts.id) as is_open \
         from accounts where accounts.team_id = $1 order by accounts.id",
        team.0 => fetch_all
    )?;
    let mut carriers = Vec::new();
    for row in rows {
        let role = Role::from_code(&row.role).map_err(|_| Error::Inconsistent("accounts"))?;
        let account = AccountId(row.account_id);
        let goes_out = role == Role::PeerVolunteer || (may(role, Action::LogContact) && ledger.knows(Some(account)));
        let has_some = ledger.stock(Some(account)).some().next().is_some();
        if (row.is_open > 0 && goes_out) || has_some {
            carriers.push(Carrier { account, name: row.name });
        }
    }
    Ok(carriers)
}

impl Vault {
    /// The store of one's team, and what each of it carries. `None` when the role may not see it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn team_stock(&self, actor: &Actor) -> Result<Option<TeamStock>> {
        if !actor.may(Action::KeepCommodities) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let ledger = Ledger::of(moved(reading.conn(), actor.team).await?, given(reading.conn(), actor.team).await?);
        let carriers = carriers(reading.conn(), actor.team, &ledger).await?;
        let first = sql!(
            reading.conn(),
            query_as::<SinceRow>,
            "select account_id, min(recorded_at) as recorded_at from commodity_movements where team_id = $1 group by account_id",
            actor.team.0 => fetch_all
        )?;
        let counted = sql!(
            reading.conn(),
            query_as::<SinceRow>,
            "select account_id, max(recorded_at) as recorded_at from commodity_counts where team_id = $1 group by account_id",
            actor.team.0 => fetch_all
        )?;
        let since = first.into_iter().chain(counted);
        let since = since.map(|row| (row.account_id.map(AccountId), local_date(row.recorded_at))).collect();
        let lines = sql!(
            reading.conn(),
            query_as::<LineRow>,
            "select id, kind, person, thing, pieces, cause, undoes, undone, recorded_by, recorded_at from commodity_lines where team_id = $1 \
             order by recorded_at desc, id desc limit 60",
            actor.team.0 => fetch_all
        )?;
        let lines = lines.into_iter().map(LineRow::line).collect::<Result<_>>()?;
        Ok(Some(TeamStock { ledger, carriers, since, lines }))
    }

    /// One line of one's own team. `None` for another.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn stock_line(&self, actor: &Actor, line: MovementId) -> Result<Option<Line>> {
        if !actor.may(Action::KeepCommodities) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<LineRow>,
            "select id, kind, person, thing, pieces, cause, undoes, undone, recorded_by, recorded_at from commodity_lines where team_id = $1 and id = $2",
            actor.team.0, line.0 => fetch_optional
        )?;
        row.map(LineRow::line).transpose()
    }

    /// What one carries oneself. `None` for who logs no contacts.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn own_stock(&self, actor: &Actor) -> Result<Option<OwnStock>> {
        if !actor.may(Action::SeeOwnCommodities) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let mine = Some(actor.account);
        let moved = moved(reading.conn(), actor.team).await?.into_iter().filter(|moved| moved.person == mine);
        let given = given(reading.conn(), actor.team).await?.into_iter().filter(|(who, ..)| *who == actor.account);
        let lines = sql!(
            reading.conn(),
            query_as::<LineRow>,
            "select id, kind, person, thing, pieces, cause, undoes, undone, recorded_by, recorded_at from commodity_lines where account_id = $1 \
             order by recorded_at desc, id desc limit 20",
            actor.account.0 => fetch_all
        )?;
        let lines = lines.into_iter().map(LineRow::line).collect::<Result<_>>()?;
        Ok(Some(OwnStock { ledger: Ledger::of(moved, given), lines }))
    }
}
