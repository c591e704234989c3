//! What ran out is written down in the change that takes the last of it, and so is its end; what was asked for and not there, by
//! who coordinates. The team is locked meanwhile.

use super::{WRONG, given, moved};
use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{Months, NaiveDate};
use domain::access::Action;
use domain::audit::Deed;
use domain::commodity::{Ledger, Movement, Shortage, Stock, Thing, turns};
use domain::date::week_of;
use domain::id::{AccountId, SubmissionId, TeamId};
use uuid::Uuid;

/// How far back it is shown.
const SHOWN: Months = Months::new(12);

/// Something that ran out, with the name of whose it was.
pub struct RanOut {
    /// When, and of what.
    pub shortage: Shortage,
    /// Whose, by name; `None` for the store.
    pub name: Option<String>,
}

/// Something that was asked for and not there.
pub struct Unmet {
    /// The day.
    pub on: NaiveDate,
    /// Who asked.
    pub name: String,
    /// For what.
    pub thing: Thing,
    /// How many.
    pub asked: i64,
    /// How many there were.
    pub there: i64,
}

/// What a team was without in the last twelve months, the latest first.
pub struct Shortages {
    /// What ran out.
    pub ran_out: Vec<RanOut>,
    /// What was asked for and not there.
    pub unmet: Vec<Unmet>,
}

#[derive(sqlx::FromRow)]
struct OutRow {
    account_id: Option<Uuid>,
    name: Option<String>,
    thing: String,
    by_giving: i64,
    began_on: NaiveDate,
    ended_on: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct UnmetRow {
    name: String,
    thing: String,
    asked: i64,
    there: i64,
    recorded_on: NaiveDate,
}

impl OutRow {
    fn ran_out(self) -> Result<RanOut> {
        let shortage = Shortage {
            holder: self.account_id.map(AccountId),
            thing: Thing::from_code(&self.thing).map_err(|_| Error::Inconsistent("commodity_shortages"))?,
            from: self.began_on,
            by_giving: self.by_giving > 0,
            until: self.ended_on,
        };
        Ok(RanOut { shortage, name: self.name })
    }
}

impl UnmetRow {
    fn unmet(self) -> Result<Unmet> {
        let thing = Thing::from_code(&self.thing).map_err(|_| Error::Inconsistent("commodity_unmet"))?;
        Ok(Unmet { on: self.recorded_on, name: self.name, thing, asked: self.asked, there: self.there })
    }
}

impl Vault {
    /// The balances of a team that the caller has locked.
    pub(super) async fn ledger_of(&self, writing: &mut Writing, team: TeamId) -> Result<Ledger> {
        Ok(Ledger::of(moved(writing.conn(), team).await?, given(writing.conn(), team).await?))
    }

    /// Writes down what ran out by a change made by hand, and what is there again.
    pub(super) async fn note_turns(&self, writing: &mut Writing, team: TeamId, before: &Ledger) -> Result<()> {
        let after = self.ledger_of(writing, team).await?;
        self.write_turns(writing, team, (before, &after), false).await
    }

    /// The same by what contacts of somebody gave.
    pub(super) async fn note_given_out(&self, writing: &mut Writing, by: AccountId, given: &Stock) -> Result<()> {
        let team = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select team_id from accounts where id = $1",
            by.0 => fetch_one
        )?;
        let after = self.ledger_of(writing, TeamId(team)).await?;
        let before = given.some().fold(after.clone(), |before, (thing, pieces)| before.with(Some(by), thing, pieces));
        self.write_turns(writing, TeamId(team), (&before, &after), true).await
    }

    /// An id that says no time.
    fn id_by_chance(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random()).into_uuid()
    }

    async fn write_turns(
        &self,
        writing: &mut Writing,
        team: TeamId,
        (before, after): (&Ledger, &Ledger),
        by_giving: bool,
    ) -> Result<()> {
        let today = self.today();
        for turn in turns(before, after) {
            let holder = turn.holder.map(|holder| holder.0);
            if turn.ran_out {
                change!(
                    writing.conn(),
                    "insert into commodity_shortages (id, team_id, account_id, thing, by_giving, began_on) values ($1, $2, $3, $4, $5, $6)",
                    self.id_by_chance(),
                    team.0,
                    holder,
                    turn.thing.code(),
                    i64::from(by_giving),
                    if by_giving { week_of(today) } else { today }
                )?;
            } else {
                change!(
                    writing.conn(),
                    "insert into commodity_shortage_ends (shortage_id, ended_on) select id, $1 from commodity_shortages \
                     where team_id = $2 and thing = $3 and (account_id = $4 or ($4 is null and account_id is null)) \
                     on conflict (shortage_id) do nothing",
                    today,
                    team.0,
                    turn.thing.code(),
                    holder
                )?;
            }
        }
        Ok(())
    }

    /// Writes down that somebody asked for more than the store has; nothing is handed out. `None` when the role may not, or
    /// for who is not of the team; `false` when it is all there by now.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn note_unmet(&self, actor: &Actor, movement: &Movement, form: SubmissionId) -> Result<Option<bool>> {
        if !actor.may(Action::KeepCommodities) {
            return Ok(None);
        }
        let Some(person) = movement.person else { return Ok(None) };
        let mut writing = self.database.write().await?;
        let Some(ledger) = self.ledger_for(&mut writing, actor, Some(person)).await? else { return Ok(None) };
        let unmet: Vec<_> = movement.unmet(&ledger.stock(None)).collect();
        if unmet.is_empty() {
            return Ok(Some(false));
        }
        if crate::submission::claim(&mut writing, actor, form, self.new_id(), self.now()).await?.is_some() {
            return Ok(Some(true));
        }
        for (thing, asked, there) in unmet {
            change!(
                writing.conn(),
                "insert into commodity_unmet (id, team_id, account_id, thing, asked, there, recorded_by, recorded_on) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
                self.new_id(),
                actor.team.0,
                person.0,
                thing.code(),
                asked,
                there,
                actor.account.0,
                self.today()
            )?;
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::CommoditiesMoved)).await?;
        writing.commit().await?;
        Ok(Some(true))
    }

    /// What one's team was without. `None` when the role may not see it.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn shortages(&self, actor: &Actor) -> Result<Option<Shortages>> {
        if !actor.may(Action::KeepCommodities) {
            return Ok(None);
        }
        let since = self.today().checked_sub_months(SHOWN).ok_or(WRONG)?;
        let mut reading = self.database.read().await?;
        let ran_out = sql!(
            reading.conn(),
            query_as::<OutRow>,
            "select commodity_shortages.account_id, accounts.name, commodity_shortages.thing, commodity_shortages.by_giving, \
             commodity_shortages.began_on, commodity_shortage_ends.ended_on from commodity_shortages \
             left join accounts on accounts.id = commodity_shortages.account_id \
             left join commodity_shortage_ends on commodity_shortage_ends.shortage_id = commodity_shortages.id \
             where commodity_shortages.team_id = $1 \
             and (commodity_shortage_ends.ended_on is null or commodity_shortage_ends.ended_on >= $2) \
             order by commodity_shortages.began_on desc, commodity_shortages.id desc limit 200",
            actor.team.0, since => fetch_all
        )?;
        let unmet = sql!(
            reading.conn(),
            query_as::<UnmetRow>,
            "select accounts.name, commodity_unmet.thing, commodity_unmet.asked, commodity_unmet.there, commodity_unmet.recorded_on \
             from commodity_unmet join accounts on accounts.id = commodity_unmet.account_id \
             where commodity_unmet.team_id = $1 and commodity_unmet.recorded_on >= $2 \
             order by commodity_unmet.recorded_on desc, commodity_unmet.id desc limit 200",
            actor.team.0, since => fetch_all
        )?;
        Ok(Some(Shortages {
            ran_out: ran_out.into_iter().map(OutRow::ran_out).collect::<Result<_>>()?,
            unmet: unmet.into_iter().map(UnmetRow::unmet).collect::<Result<_>>()?,
        }))
    }
}
