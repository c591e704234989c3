use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::audit::{CaseTag, Event, case_tag};
use crate::engine::{Conn, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::{Basis, Deed, Reason};
use domain::id::{AccountId, CaseId, RequestId};
use domain::rights::{Refusal, Right, RightState, Standing, Via, due};
use domain::text::Prose;
use std::fmt::Write as _;
use uuid::Uuid;

/// A request, without a word of what was said.
#[derive(Clone)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// The case, for who can open it now.
    pub case: Option<CaseId>,
    /// How the case appears in the audit: for who cannot open it, and it names nobody.
    pub mark: String,
    /// The team that keeps the case.
    pub team: String,
    /// What is asked for.
    pub right: Right,
    /// How it came.
    pub via: Via,
    /// The day it came in.
    pub received_on: NaiveDate,
    /// Where it stands and by when it is due.
    pub standing: Standing,
    /// Whether the one extension was taken.
    pub extended: bool,
    pub(crate) case_id: CaseId,
    pub(crate) tag: CaseTag,
    pub(crate) recorded_by: Option<AccountId>,
    pub(crate) team_id: Uuid,
    pub(crate) number: i64,
}

/// One step of a request.
pub struct Step {
    /// What it became.
    pub state: RightState,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// What was noted, for who opened the case.
    pub note: Option<Prose<2000>>,
    /// Who; nobody when the client did it herself.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    pub(crate) by_id: Option<AccountId>,
}

/// A request with what was said.
pub struct Told {
    /// The request.
    pub request: Request,
    /// Her words.
    pub words: Option<Prose<4000>>,
    /// What was done, oldest first.
    pub steps: Vec<Step>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    audit_key: Vec<u8>,
    team_id: Uuid,
    team: String,
    kind: String,
    via: String,
    received_on: NaiveDate,
    recorded_by: Option<Uuid>,
    number: i64,
    state: String,
    extended_at: Option<DateTime<Utc>>,
    told: i64,
    held: i64,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    number: i64,
    state: String,
    refusal: Option<String>,
    data_key_id: Option<Uuid>,
    sealed: Option<Vec<u8>>,
    by_id: Option<Uuid>,
    by_name: Option<String>,
    moved_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Words {
    data_key_id: Option<Uuid>,
    sealed: Option<Vec<u8>>,
}

impl Row {
    fn request(self) -> Result<Request> {
        let broken = |_| Error::Inconsistent("rights_requests");
        let right = Right::from_code(&self.kind).map_err(broken)?;
        let extended = self.extended_at.is_some();
        let tag = case_tag(&self.audit_key);
        Ok(Request {
            id: RequestId(self.id),
            case: (self.held > 0).then_some(CaseId(self.case_id)),
            mark: mark(&tag),
            team: self.team,
            right,
            via: Via::from_code(&self.via).map_err(broken)?,
            received_on: self.received_on,
            standing: Standing {
                state: RightState::from_code(&self.state).map_err(broken)?,
                due: due(right, self.received_on, self.told > 0, extended),
            },
            extended,
            case_id: CaseId(self.case_id),
            tag,
            recorded_by: self.recorded_by.map(AccountId),
            team_id: self.team_id,
            number: self.number,
        })
    }
}

/// The mark of a case as people compare it: the first eight digits of its tag.
pub(crate) fn mark(tag: &CaseTag) -> String {
    tag.iter().take(4).fold(String::new(), |mut text, byte| {
        let _never_fails = write!(text, "{byte:02x}");
        text
    })
}

/// Which requests somebody may know of: an officer those of the organisation, a supervisor those of the team,
/// everybody those of cases they can open.
pub(crate) struct Reach {
    pub(crate) team: Option<Uuid>,
    pub(crate) organisation: Option<Uuid>,
}

impl Reach {
    pub(crate) fn of(actor: &Actor) -> Self {
        Self {
            team: (actor.role == Role::Supervisor && !actor.awaits_admission()).then_some(actor.team.0),
            organisation: (actor.role == Role::DataProtectionOfficer).then_some(actor.organisation.0),
        }
    }
}

async fn requests(
    conn: Conn<'_>,
    actor: &Actor,
    now: DateTime<Utc>,
    request: Option<Uuid>,
    case: Option<Uuid>,
) -> Result<Vec<Request>> {
    let reach = Reach::of(actor);
    let rows = sql!(
        conn,
        query_as::<Row>,
        "select rights_requests.id, rights_requests.case_id, cases.audit_key, teams.id as team_id, teams.name as team, rights_requests.kind, \
         rights_requests.via, rights_requests.received_on, rights_requests.recorded_by, newest.number, newest.state, rights_extensions.extended_at, \
         (select count(*) from referrals where referrals.case_id = cases.id and referrals.issued_at <= rights_requests.recorded_at) as told, \
         (select count(*) from held_wraps where account_id = $1 and held_wraps.case_id = cases.id and segment = 'label' and purpose <> 'emergency' \
         and valid_from <= $2 and valid_until > $2) as held \
         from rights_requests join cases on cases.id = rights_requests.case_id join teams on teams.id = cases.team_id \
         join rights_steps as newest on newest.request_id = rights_requests.id \
         and newest.number = (select max(number) from rights_steps as later where later.request_id = rights_requests.id) \
         left join rights_extensions on rights_extensions.request_id = rights_requests.id \
         where (teams.id = $3 or teams.organisation_id = $4 or exists (select 1 from held_wraps where account_id = $1 \
         and held_wraps.case_id = cases.id and segment = 'label' and purpose <> 'emergency' and valid_from <= $2 and valid_until > $2)) \
         and (rights_requests.id = $5 or $5 is null) and (cases.id = $6 or $6 is null) \
         order by rights_requests.recorded_at desc, rights_requests.id desc limit 500",
        actor.account.0, now, reach.team, reach.organisation, request, case => fetch_all
    )?;
    rows.into_iter().map(Row::request).collect()
}

async fn steps(conn: Conn<'_>, request: Uuid, casework: Option<&Opened<segment::Casework>>) -> Result<Vec<Step>> {
    let rows = sql!(
        conn,
        query_as::<StepRow>,
        "select rights_steps.number, rights_steps.state, rights_steps.refusal, rights_steps.data_key_id, rights_steps.sealed, \
         rights_steps.moved_by as by_id, accounts.name as by_name, rights_steps.moved_at from rights_steps \
         left join accounts on accounts.id = rights_steps.moved_by where rights_steps.request_id = $1 order by rights_steps.number",
        request => fetch_all
    )?;
    let broken = |_| Error::Inconsistent("rights_steps");
    rows.into_iter()
        .map(|row| {
            let note = match (casework, row.data_key_id, &row.sealed) {
                (Some(proof), Some(key), Some(sealed)) => Some(read_note(proof, request, row.number, key, sealed)?),
                _ => None,
            };
            Ok(Step {
                state: RightState::from_code(&row.state).map_err(broken)?,
                refusal: row.refusal.as_deref().map(Refusal::from_code).transpose().map_err(broken)?,
                note,
                by: row.by_name,
                at: row.moved_at,
                by_id: row.by_id.map(AccountId),
            })
        })
        .collect()
}

/// The column of a note carries its number, so that two notes of one request cannot be exchanged.
pub(super) fn note_column(number: i64) -> String {
    format!("sealed/{number}")
}

fn read_note(
    proof: &Opened<segment::Casework>,
    request: Uuid,
    number: i64,
    key: Uuid,
    sealed: &[u8],
) -> Result<Prose<2000>> {
    let plain = proof.open("rights_steps", &note_column(number), request, key, sealed)?;
    serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent("rights_steps"))
}

impl Vault {
    /// The requests the actor may know of, newest first, with their days; audited before they are given.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn requests(&self, actor: &Actor) -> Result<Option<Vec<Request>>> {
        if !actor.may(Action::SeeRights) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let found = requests(writing.conn(), actor, self.now(), None, None).await?;
        if found.is_empty() {
            return Ok(Some(found));
        }
        let mut tags: Vec<_> = found.iter().map(|request| request.tag).collect();
        tags.sort_unstable();
        tags.dedup();
        self.note(&mut writing, Some(actor), &seen(Deed::Listed, tags)).await?;
        writing.commit().await?;
        Ok(Some(found))
    }

    /// The requests of one case that was opened, newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn requests_of(&self, actor: &Actor, proof: &Opened<segment::Casework>) -> Result<Vec<Request>> {
        let mut reading = self.database.read().await?;
        requests(reading.conn(), actor, self.now(), None, Some(proof.case().0)).await
    }

    /// One request with what was said, for who opened its case.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn request_told(
        &self,
        actor: &Actor,
        proof: &Opened<segment::Casework>,
        id: RequestId,
    ) -> Result<Option<Told>> {
        let mut reading = self.database.read().await?;
        let found = requests(reading.conn(), actor, self.now(), Some(id.0), Some(proof.case().0)).await?;
        let Some(request) = found.into_iter().next() else { return Ok(None) };
        let kept = sql!(
            reading.conn(),
            query_as::<Words>,
            "select data_key_id, sealed from rights_requests where id = $1",
            id.0 => fetch_one
        )?;
        let words = match (kept.data_key_id, &kept.sealed) {
            (Some(key), Some(sealed)) => Some(proof.read("rights_requests", id.0, key, sealed)?),
            _ => None,
        };
        let steps = steps(reading.conn(), id.0, Some(proof)).await?;
        Ok(Some(Told { request, words, steps }))
    }

    /// One request without a word of what was said, for who decides without opening the case.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn request(&self, actor: &Actor, id: RequestId) -> Result<Option<Told>> {
        if !actor.may(Action::DecideErasure) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let Some(told) = self.request_within(writing.conn(), actor, id).await? else { return Ok(None) };
        let steps = steps(writing.conn(), id.0, None).await?;
        self.note(&mut writing, Some(actor), &seen(Deed::Listed, vec![told.tag])).await?;
        writing.commit().await?;
        Ok(Some(Told { request: told, words: None, steps }))
    }

    pub(crate) async fn request_within(&self, conn: Conn<'_>, actor: &Actor, id: RequestId) -> Result<Option<Request>> {
        Ok(requests(conn, actor, self.now(), Some(id.0), None).await?.into_iter().next())
    }

    /// Who has had a request in hand.
    pub(crate) async fn hands_of(&self, conn: Conn<'_>, id: RequestId) -> Result<Vec<AccountId>> {
        Ok(steps(conn, id.0, None).await?.into_iter().filter_map(|step| step.by_id).collect())
    }
}

fn seen(deed: Deed, cases: Vec<CaseTag>) -> Event<'static> {
    Event { reason: Reason::ClientRequest, basis: Basis::Right, cases, ..Event::of(deed) }
}
