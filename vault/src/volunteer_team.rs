//! Teams of volunteers, their trainings, pledges and months. Of the administrative zone: nothing here is of a client, and
//! what is counted of a volunteer's own contacts is a number.

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::Deed;
use domain::id::{AccountId, SubmissionId, VolunteerTeamId};
use domain::text::Line;
use domain::volunteer_team::{Month, PLEDGE_TEXT, Pledge, Training, VolunteerTeam};
use uuid::Uuid;

/// A team with its trainings.
pub struct KeptTeam {
    /// Its id.
    pub id: VolunteerTeamId,
    /// What is kept.
    pub team: VolunteerTeam,
    /// Its trainings, the latest first.
    pub trainings: Vec<Training>,
}

/// A volunteer of one's own team, as who coordinates them sees her.
#[derive(sqlx::FromRow)]
pub struct Volunteer {
    account_id: Uuid,
    /// Her name.
    pub name: String,
    /// The day she signed the pledge.
    pub signed_on: Option<NaiveDate>,
    /// Which words she signed.
    pub text_version: Option<String>,
    /// Who was there.
    pub witness: Option<String>,
}

impl Volunteer {
    /// Her account.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        AccountId(self.account_id)
    }
}

/// What somebody set out to do in a month.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Planned {
    /// As `2026-11`.
    pub month: String,
    /// Contacts.
    pub contacts: i64,
    /// Days for which her costs are paid.
    pub days: i64,
}

/// What a volunteer sees of her own work: numbers of her own, nobody else's.
pub struct Progress {
    /// The day she signed the pledge.
    pub signed_on: Option<NaiveDate>,
    /// What was set out for this month.
    pub planned: Option<Planned>,
    /// Contacts of hers this month.
    pub this_month: i64,
    /// And in the last.
    pub last_month: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    commune: String,
    decision: String,
    decided_on: NaiveDate,
    from_women: i64,
    from_youth: i64,
    from_front: i64,
    from_health: i64,
    from_elsewhere: i64,
}

impl Row {
    fn team(&self) -> Option<VolunteerTeam> {
        Some(VolunteerTeam {
            name: Line::required(&self.name).ok()?,
            commune: self.commune.clone(),
            decision: Line::required(&self.decision).ok()?,
            decided_on: self.decided_on,
            origins: [self.from_women, self.from_youth, self.from_front, self.from_health, self.from_elsewhere],
        })
    }
}

#[derive(sqlx::FromRow)]
struct TrainingRow {
    team_id: Uuid,
    held_on: NaiveDate,
    topic: String,
    people: i64,
}

/// The first moment of a month, in Vietnam.
fn begins(day: NaiveDate) -> DateTime<Utc> {
    domain::date::at_local(day, NaiveTime::MIN)
}

impl Vault {
    /// The teams of one's organisation. `None` when the role may not see them.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn volunteer_teams(&self, actor: &Actor) -> Result<Option<Vec<KeptTeam>>> {
        if !actor.may(Action::KeepVolunteers) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, name, commune, decision, decided_on, from_women, from_youth, from_front, from_health, from_elsewhere \
             from volunteer_teams where organisation_id = $1 order by id",
            actor.organisation.0 => fetch_all
        )?;
        let trainings = sql!(
            reading.conn(),
            query_as::<TrainingRow>,
            "select volunteer_trainings.team_id, volunteer_trainings.held_on, volunteer_trainings.topic, volunteer_trainings.people \
             from volunteer_trainings join volunteer_teams on volunteer_teams.id = volunteer_trainings.team_id \
             where volunteer_teams.organisation_id = $1 order by volunteer_trainings.held_on desc, volunteer_trainings.id desc",
            actor.organisation.0 => fetch_all
        )?;
        let mut teams = Vec::with_capacity(rows.len());
        for row in rows {
            let mut of_it = Vec::new();
            for training in trainings.iter().filter(|training| training.team_id == row.id) {
                let topic = Line::required(&training.topic).map_err(|_| Error::Inconsistent("volunteer_trainings"))?;
                of_it.push(Training { held_on: training.held_on, topic, people: training.people });
            }
            let team = row.team().ok_or(Error::Inconsistent("volunteer_teams"))?;
            teams.push(KeptTeam { id: VolunteerTeamId(row.id), team, trainings: of_it });
        }
        Ok(Some(teams))
    }

    /// Puts a team on the register.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn keep_volunteer_team(
        &self,
        actor: &Actor,
        team: &VolunteerTeam,
        form: SubmissionId,
    ) -> Result<Option<VolunteerTeamId>> {
        if !actor.may(Action::KeepVolunteers) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(VolunteerTeamId(earlier)));
        }
        let [women, youth, front, health, elsewhere] = team.origins;
        change!(
            writing.conn(),
            "insert into volunteer_teams (id, organisation_id, name, commune, decision, decided_on, from_women, from_youth, from_front, \
             from_health, from_elsewhere, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id,
            actor.organisation.0,
            team.name.as_str(),
            team.commune.as_str(),
            team.decision.as_str(),
            team.decided_on,
            women,
            youth,
            front,
            health,
            elsewhere,
            actor.account.0,
            now
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::VolunteersKept)).await?;
        writing.commit().await?;
        Ok(Some(VolunteerTeamId(id)))
    }

    /// Writes a training of a team down. `None` for a team that is not one's organisation's.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn keep_training(
        &self,
        actor: &Actor,
        team: VolunteerTeamId,
        training: &Training,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        if !actor.may(Action::KeepVolunteers) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        if crate::submission::claim(&mut writing, actor, form, id, now).await?.is_some() {
            return Ok(Some(()));
        }
        let written = change!(
            writing.conn(),
            "insert into volunteer_trainings (id, team_id, held_on, topic, people, recorded_by, recorded_at) \
             select $1, id, $2, $3, $4, $5, $6 from volunteer_teams where id = $7 and organisation_id = $8",
            id,
            training.held_on,
            training.topic.as_str(),
            training.people,
            actor.account.0,
            now,
            team.0,
            actor.organisation.0
        )?;
        if written == 0 {
            return Ok(None);
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::VolunteersKept)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// The volunteers of one's own team, with their pledges. `None` when the role may not see them.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn volunteers(&self, actor: &Actor) -> Result<Option<Vec<Volunteer>>> {
        if !actor.may(Action::KeepVolunteers) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        Ok(Some(sql!(
            reading.conn(),
            query_as::<Volunteer>,
            "select open_accounts.id as account_id, open_accounts.name, pledges.signed_on, pledges.text_version, pledges.witness \
             from open_accounts left join pledges on pledges.account_id = open_accounts.id \
             where open_accounts.team_id = $1 and open_accounts.role = $2 order by open_accounts.id",
            actor.team.0, Role::PeerVolunteer.code() => fetch_all
        )?))
    }

    /// What was set out for a volunteer of one's own team, the last written of each month, the latest month first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn volunteer_months(&self, actor: &Actor, account: AccountId) -> Result<Vec<Planned>> {
        if !actor.may(Action::KeepVolunteers) {
            return Ok(Vec::new());
        }
        let mut reading = self.database.read().await?;
        Ok(sql!(
            reading.conn(),
            query_as::<Planned>,
            "select month, contacts, days from volunteer_months join accounts on accounts.id = volunteer_months.account_id \
             where volunteer_months.account_id = $1 and accounts.team_id = $2 \
             and not exists (select 1 from volunteer_months as later where later.account_id = volunteer_months.account_id \
             and later.month = volunteer_months.month and later.id > volunteer_months.id) order by month desc limit 12",
            account.0, actor.team.0 => fetch_all
        )?)
    }

    /// Writes down that a volunteer of one's own team signed the pledge: from then on she may log contacts. It is signed
    /// once; words she signed before there were any are replaced. `None` for who is no volunteer of the team.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_pledge(&self, actor: &Actor, account: AccountId, pledge: &Pledge) -> Result<Option<()>> {
        if !actor.may(Action::KeepVolunteers) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let written = change!(
            writing.conn(),
            "insert into pledges (account_id, text_version, signed_on, witness, recorded_by, recorded_at) \
             select id, $1, $2, $3, $4, $5 from open_accounts where id = $6 and team_id = $7 and role = $8 \
             on conflict (account_id) do update set text_version = excluded.text_version, signed_on = excluded.signed_on, \
             witness = excluded.witness, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at \
             where pledges.text_version <> excluded.text_version",
            PLEDGE_TEXT,
            pledge.signed_on,
            pledge.witness.as_str(),
            actor.account.0,
            self.now(),
            account.0,
            actor.team.0,
            Role::PeerVolunteer.code()
        )?;
        if written == 0 {
            return Ok(None);
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::VolunteersKept)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Writes down what a volunteer of one's own team sets out to do in a month; the last word stands.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn plan_month(&self, actor: &Actor, account: AccountId, month: &Month) -> Result<Option<()>> {
        if !actor.may(Action::KeepVolunteers) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let written = change!(
            writing.conn(),
            "insert into volunteer_months (id, account_id, month, contacts, days, recorded_by, recorded_at) \
             select $1, id, $2, $3, $4, $5, $6 from open_accounts where id = $7 and team_id = $8 and role = $9",
            self.new_id(),
            month.month.as_str(),
            month.contacts,
            month.days,
            actor.account.0,
            self.now(),
            account.0,
            actor.team.0,
            Role::PeerVolunteer.code()
        )?;
        if written == 0 {
            return Ok(None);
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::VolunteersKept)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// A volunteer's own numbers. `None` for who is none.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn own_progress(&self, actor: &Actor) -> Result<Option<Progress>> {
        if !actor.may(Action::SeeOwnProgress) {
            return Ok(None);
        }
        let today = self.today();
        let first = chrono::Datelike::with_day(&today, 1).unwrap_or(today);
        let last = first.checked_sub_months(Months::new(1)).unwrap_or(first);
        let mut reading = self.database.read().await?;
        let signed_on = sql!(
            reading.conn(),
            query_scalar::<NaiveDate>,
            "select signed_on from pledges where account_id = $1",
            actor.account.0 => fetch_optional
        )?;
        let planned = sql!(
            reading.conn(),
            query_as::<Planned>,
            "select month, contacts, days from volunteer_months where account_id = $1 and month = $2 order by id desc limit 1",
            actor.account.0, today.format("%Y-%m").to_string() => fetch_optional
        )?;
        let mut counts = [0; 2];
        for (at, (from, until)) in [(begins(first), self.now()), (begins(last), begins(first))].into_iter().enumerate()
        {
            counts[at] = sql!(
                reading.conn(),
                query_scalar::<i64>,
                "select count(*) from contacts where logged_by = $1 and logged_at >= $2 and logged_at <= $3",
                actor.account.0, from, until => fetch_one
            )?;
        }
        let [this_month, last_month] = counts;
        Ok(Some(Progress { signed_on, planned, this_month, last_month }))
    }
}
