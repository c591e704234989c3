//! A version of a care plan that a supervisor of another organisation decides on (decision 0041): she opens one sealed packet
//! without whose it is, until she has decided, and never a key of the case.

mod ask;
mod decide;
mod end;

pub use ask::Asked;

use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::engine::{Conn, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::Reason;
use domain::care_plan::DecisionWords;
use domain::client::StandInCode;
use domain::coded_plan::{CodedPlan, Outcome, Standing, standing};
use domain::id::{CarePlanId, CaseId, CodedPlanId, TeamId};
use uuid::Uuid;

/// A request without a word of what is in it.
pub struct Request {
    /// Its id.
    pub id: CodedPlanId,
    /// Which version is to be decided on.
    pub plan: CarePlanId,
    /// Whose case it is of.
    pub from: String,
    /// Who is asked.
    pub to: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Until when it waits.
    pub until: DateTime<Utc>,
    /// Where it stands.
    pub standing: Standing,
    /// Who ended it, and when.
    pub ended: Option<(String, DateTime<Utc>)>,
}

/// A request with what it says, for who decides.
pub struct OpenCoded {
    /// Where it stands.
    pub request: Request,
    /// What it says.
    pub coded: CodedPlan,
    packet: Opened<segment::Packet>,
    tag: crate::audit::CaseTag,
}

/// What stands of a request in the clear.
#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    care_plan_id: Uuid,
    to_team_id: Uuid,
    consent_id: Uuid,
    data_key_id: Uuid,
    sealed: Vec<u8>,
    from_name: String,
    to_name: String,
    asked_by: String,
    asked_at: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    /// Whether somebody of the team that is asked can open it still.
    opens: bool,
    /// Whether she took back her yes to it, or one that it stands on, while it waited.
    taken_back: bool,
    outcome: Option<String>,
    ended_by: Option<String>,
    ended_at: Option<DateTime<Utc>>,
}

impl Row {
    fn standing(&self, now: DateTime<Utc>) -> Result<Standing> {
        let outcome = self.outcome.as_deref().map(Outcome::from_code).transpose();
        let outcome = outcome.map_err(|_| Error::Inconsistent("coded_plan_ends"))?;
        let shut = self.taken_back || (!self.opens && now < self.valid_until);
        Ok(standing(outcome, shut, self.valid_until, now))
    }

    fn told(self, now: DateTime<Utc>) -> Result<Request> {
        Ok(Request {
            id: CodedPlanId(self.id),
            plan: CarePlanId(self.care_plan_id),
            standing: self.standing(now)?,
            from: self.from_name,
            to: self.to_name,
            asked_by: self.asked_by,
            asked_at: self.asked_at,
            until: self.valid_until,
            ended: self.ended_by.zip(self.ended_at),
        })
    }
}

/// Which requests are asked for: one, those of a case, or those to a team.
#[derive(Clone, Copy)]
enum Which {
    One(CodedPlanId),
    OfCase(CaseId),
    ToTeam(TeamId),
}

impl Vault {
    /// What waits for the actor's decision, the longest first: from whom, when, until when. Nothing of it says whose plan it
    /// is. Empty for who may not.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn coded_plans_to_decide(&self, actor: &Actor) -> Result<Vec<Request>> {
        if !actor.may(Action::DecideOutside) {
            return Ok(Vec::new());
        }
        let now = self.now();
        let rows = {
            let mut reading = self.database.read().await?;
            rows(reading.conn(), Which::ToTeam(actor.team), now).await?
        };
        let told = rows.into_iter().rev().map(|row| row.told(now)).collect::<Result<Vec<_>>>()?;
        Ok(told.into_iter().filter(|request| request.standing == Standing::Waits).collect())
    }

    /// The newest request about a version, for who works on its case, with the code that stands for the case in it and what
    /// was answered, where the actor holds its key.
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down.
    pub async fn coded_plan_of(
        &self,
        actor: &Actor,
        proof: &Opened<segment::Casework>,
        plan: CarePlanId,
    ) -> Result<Option<(Request, Option<(StandInCode, Option<DecisionWords>)>)>> {
        let now = self.now();
        let (row, words, held) = {
            let mut reading = self.database.read().await?;
            let rows = rows(reading.conn(), Which::OfCase(proof.case()), now).await?;
            let Some(row) = rows.into_iter().find(|row| row.care_plan_id == plan.0) else { return Ok(None) };
            // Who looks at the plan has not asked for what she holds no key of: that is no refusal.
            let held = self.still_holds(reading.conn(), actor, row.data_key_id).await?;
            (row, decision(reading.conn(), plan).await?, held)
        };
        let opened = if held { self.open_one_packet(actor, row.id, Reason::Supervision).await? } else { None };
        let told = match opened {
            Some((packet, _)) => {
                let coded: CodedPlan = packet.read("coded_plans", row.id, row.data_key_id, &row.sealed)?;
                let words = words.filter(|(key, _)| *key == row.data_key_id);
                let read = |(key, sealed): (Uuid, Vec<u8>)| packet.read("care_plan_decisions", plan.0, key, &sealed);
                Some((coded.code, words.map(read).transpose()?))
            }
            None => None,
        };
        Ok(Some((row.told(now)?, told)))
    }

    /// Opens a request to the actor's team. `None` for one that is not to it, or that does not wait any more.
    ///
    /// # Errors
    /// When the look cannot be written down: then nothing is opened.
    pub async fn open_coded_plan(&self, actor: &Actor, id: CodedPlanId) -> Result<Option<OpenCoded>> {
        if !actor.may(Action::DecideOutside) {
            return Ok(None);
        }
        let now = self.now();
        let row = {
            let mut reading = self.database.read().await?;
            rows(reading.conn(), Which::One(id), now).await?.into_iter().next()
        };
        let Some(row) = row.filter(|row| row.to_team_id == actor.team.0) else { return Ok(None) };
        if row.standing(now)? != Standing::Waits {
            return Ok(None);
        }
        let Some((packet, tag)) = self.open_one_packet(actor, id.0, Reason::Supervision).await? else {
            return Ok(None);
        };
        let coded = packet.read("coded_plans", id.0, row.data_key_id, &row.sealed)?;
        Ok(Some(OpenCoded { request: row.told(now)?, coded, packet, tag }))
    }
}

#[derive(sqlx::FromRow)]
struct Sealed {
    data_key_id: Uuid,
    sealed: Vec<u8>,
}

/// What was said with the decision on a version, sealed, and under which key.
async fn decision(conn: Conn<'_>, plan: CarePlanId) -> Result<Option<(Uuid, Vec<u8>)>> {
    let row = sql!(
        conn,
        query_as::<Sealed>,
        "select data_key_id, sealed from care_plan_decisions where care_plan_id = $1",
        plan.0 => fetch_optional
    )?;
    Ok(row.map(|row| (row.data_key_id, row.sealed)))
}

/// The requests that are asked for, the newest first.
async fn rows(conn: Conn<'_>, which: Which, now: DateTime<Utc>) -> Result<Vec<Row>> {
    let (one, case, team) = match which {
        Which::One(id) => (Some(id.0), None, None),
        Which::OfCase(case) => (None, Some(case.0), None),
        Which::ToTeam(team) => (None, None, Some(team.0)),
    };
    Ok(sql!(
        conn,
        query_as::<Row>,
        "select coded_plans.id, coded_plans.case_id, coded_plans.care_plan_id, coded_plans.to_team_id, coded_plans.consent_id, \
         coded_plans.data_key_id, coded_plans.sealed, home.name as from_name, elsewhere.name as to_name, asking.name as asked_by, \
         coded_plans.asked_at, consents.valid_until, \
         exists (select 1 from held_wraps where held_wraps.data_key_id = coded_plans.data_key_id \
         and held_wraps.party_id = asked.lead_party_id and held_wraps.valid_from <= $4 and held_wraps.valid_until > $4) as opens, \
         exists (select 1 from consents as back join consents as given on given.id = back.ends where back.decision = 'withdrawn' \
         and given.case_id = coded_plans.case_id and (given.id = consents.id or given.purpose in ('services', 'processing')) \
         and back.recorded_at >= coded_plans.asked_at and back.recorded_at < consents.valid_until) as taken_back, \
         coded_plan_ends.outcome, ending.name as ended_by, coded_plan_ends.ended_at \
         from coded_plans join teams as sending on sending.id = coded_plans.from_team_id \
         join organisations as home on home.id = sending.organisation_id \
         join teams as asked on asked.id = coded_plans.to_team_id \
         join organisations as elsewhere on elsewhere.id = asked.organisation_id \
         join accounts as asking on asking.id = coded_plans.asked_by \
         join consents on consents.id = coded_plans.consent_id \
         left join coded_plan_ends on coded_plan_ends.coded_plan_id = coded_plans.id \
         left join accounts as ending on ending.id = coded_plan_ends.ended_by \
         where (coded_plans.id = $1 or $1 is null) and (coded_plans.case_id = $2 or $2 is null) \
         and ((coded_plans.to_team_id = $3 and coded_plan_ends.coded_plan_id is null) or $3 is null) \
         order by coded_plans.asked_at desc, coded_plans.id desc limit 100",
        one, case, team, now => fetch_all
    )?)
}
