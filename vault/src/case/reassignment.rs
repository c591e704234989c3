use super::Carrier;
use crate::Vault;
use crate::actor::Actor;
use crate::agenda::forget_pictures;
use crate::audit::{Event, case_tag};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use crate::rights::mark;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::case::{NotGiven, Reassignment, share_out};
use domain::consent::Segment;
use domain::id::{AccountId, CaseId, SubmissionId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// For how long somebody is told that a case was handed to her.
const TOLD_FOR: TimeDelta = TimeDelta::days(14);

/// What came of giving several cases at once.
pub struct Given {
    /// How many were given.
    pub given: usize,
    /// Those that were not, each with its reason.
    pub not: Vec<(CaseId, NotGiven)>,
}

/// What a colleague carries, for who may give it to others.
pub struct CarriedCases {
    /// Those whose label the actor opens. What they are called is for [`Vault::list_cases`] to show, and to audit.
    pub open: Vec<CaseId>,
    /// The marks of those that nobody opens any more, by which they stand in other lists too.
    pub shut: Vec<String>,
}

/// A case that somebody else gave to the actor.
#[derive(Clone)]
pub struct HandedOver {
    /// Which.
    pub case: CaseId,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct CarriedRow {
    id: Uuid,
    audit_key: Vec<u8>,
    opens: bool,
}

#[derive(sqlx::FromRow)]
struct HandedRow {
    case_id: Uuid,
    name: String,
    given_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct LoadRow {
    account_id: Uuid,
    cases: i64,
}

impl Vault {
    /// What a colleague of one's team carries. `None` for who may not give cases.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn carried_cases(&self, actor: &Actor, colleague: AccountId) -> Result<Option<CarriedCases>> {
        if !actor.may(Action::AssignCase) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<CarriedRow>,
            "select cases.id, cases.audit_key, exists (select 1 from held_wraps where held_wraps.account_id = $1 \
             and held_wraps.case_id = cases.id and held_wraps.segment = 'label' and held_wraps.purpose <> 'emergency' \
             and held_wraps.valid_from <= $4 and held_wraps.valid_until > $4) as opens \
             from cases where cases.team_id = $3 and exists (select 1 from assignments where assignments.case_id = cases.id \
             and assignments.account_id = $2 and not exists \
             (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id)) order by cases.id",
            actor.account.0, colleague.0, actor.team.0, self.now() => fetch_all
        )?;
        let (open, shut): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.opens);
        Ok(Some(CarriedCases {
            open: open.into_iter().map(|row| CaseId(row.id)).collect(),
            shut: shut.into_iter().map(|row| mark(&case_tag(&row.audit_key))).collect(),
        }))
    }

    /// Takes cases from one colleague and gives them to others, who carries the fewest first, in one transaction: a record
    /// for each, the keys of what the new one's role opens, and none left with the old one but what is for the named.
    /// What cannot be given stays where it is, with its reason. `None` when the actor may not, or when one of the
    /// colleagues is not of the team or waits for its keys. A second post of the same form changes nothing.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn reassign(
        &self,
        actor: &Actor,
        from: AccountId,
        asked: &Reassignment,
        form: SubmissionId,
    ) -> Result<Option<Given>> {
        if !actor.may(Action::AssignCase) || asked.colleagues.contains(&from) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        for case in &asked.cases {
            self.lock_case(writing.conn(), *case).await?;
        }
        self.lock_team(&mut writing, actor.team).await?;
        let mut carriers: BTreeMap<AccountId, Carrier> = BTreeMap::new();
        for colleague in &asked.colleagues {
            let Some(carrier) = self.carrier(writing.conn(), actor, *colleague).await? else { return Ok(None) };
            carriers.insert(*colleague, carrier);
        }
        let mut given = Given { given: 0, not: Vec::new() };
        if crate::submission::claim(&mut writing, actor, form, from.0, self.now()).await?.is_some() {
            return Ok(Some(given));
        }
        let mut to_give = Vec::new();
        for case in &asked.cases {
            match self.why_not(writing.conn(), actor, from, *case).await? {
                None => to_give.push(*case),
                Some(reason) => given.not.push((*case, reason)),
            }
        }
        let loads = self.loads(writing.conn(), &asked.colleagues).await?;
        let (mut tags, mut segments) = (Vec::new(), Vec::new());
        for (case, colleague) in share_out(&to_give, &loads) {
            self.end_covers_of(&mut writing, case, actor.account).await?;
            let handed = self.hand_on(&mut writing, actor, case, &carriers[&colleague], None).await?;
            let handed = handed.ok_or(Error::Inconsistent("wraps"))?;
            self.drop_drafts_of_covers(&mut writing, case).await?;
            self.take_from(&mut writing, actor, from, case).await?;
            self.assign_to(&mut writing, actor, case, colleague).await?;
            tags.push(handed.tag);
            segments.extend(handed.segments);
            given.given += 1;
        }
        if given.given == 0 {
            return Ok(Some(given));
        }
        segments.sort_unstable();
        segments.dedup();
        self.note_handed(&mut writing, actor, Deed::CaseAssigned, &segments, tags).await?;
        writing.commit().await?;
        Ok(Some(given))
    }

    /// One event for all cases that changed hands together.
    pub(crate) async fn note_handed(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        deed: Deed,
        segments: &[Segment],
        cases: Vec<crate::audit::CaseTag>,
    ) -> Result<()> {
        let (reason, basis) = (Reason::Supervision, Basis::Consent);
        self.note(writing, Some(actor), &Event { deed, segments, reason, basis, consent: None, cases }).await
    }

    /// Why a case cannot be taken from somebody, if so: she does not carry it, or the team's lead opens nothing of it.
    pub(crate) async fn why_not(
        &self,
        conn: Conn<'_>,
        actor: &Actor,
        from: AccountId,
        case: CaseId,
    ) -> Result<Option<NotGiven>> {
        let row = sql!(
            conn,
            query_as::<CarriedRow>,
            "select cases.id, cases.audit_key, exists (select 1 from held_wraps join teams on teams.lead_party_id = held_wraps.party_id \
             where teams.id = $1 and held_wraps.account_id = $2 and held_wraps.case_id = cases.id and held_wraps.segment = 'label' \
             and held_wraps.valid_from <= $5 and held_wraps.valid_until > $5) as opens \
             from cases join assignments on assignments.case_id = cases.id \
             where cases.id = $3 and cases.team_id = $1 and assignments.account_id = $4 \
             and not exists (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id)",
            actor.team.0, actor.account.0, case.0, from.0, self.now() => fetch_optional
        )?;
        Ok(match row {
            None => Some(NotGiven::NotHers),
            Some(row) if !row.opens => Some(NotGiven::NoKey),
            Some(_) => None,
        })
    }

    /// How many cases each of them carries now, in the order they come.
    async fn loads(&self, conn: Conn<'_>, colleagues: &[AccountId]) -> Result<Vec<(AccountId, i64)>> {
        let rows = sql!(
            conn,
            query_as::<LoadRow>,
            "select account_id, count(*) as cases from assignments where not exists \
             (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id) group by account_id" => fetch_all
        )?;
        let cases = |who: &AccountId| rows.iter().find(|row| row.account_id == who.0).map_or(0, |row| row.cases);
        Ok(colleagues.iter().map(|who| (*who, cases(who))).collect())
    }

    /// Ends what somebody carried: her assignment, her keys of the case and her drafts about it. Her own sealed notes stay
    /// hers and open again if the case does; what the client lets her know by name is the client's to take back, and what she
    /// lets the team know is for who works with her.
    async fn take_from(&self, writing: &mut Writing, actor: &Actor, from: AccountId, case: CaseId) -> Result<()> {
        change!(
            writing.conn(),
            "insert into assignment_ends (assignment_id, ended_by, ended_at) select id, $1, $2 from assignments \
             where account_id = $3 and case_id = $4 on conflict (assignment_id) do nothing",
            actor.account.0,
            self.now(),
            from.0,
            case.0
        )?;
        forget_pictures(writing, case).await?;
        change!(
            writing.conn(),
            "delete from wraps where party_id = (select party_id from accounts where id = $1) \
             and data_key_id in (select id from data_keys where case_id = $2 and segment not in ('hiv', 'sealed_note')) \
             and consent_id in (select id from consents where case_id = $2 and purpose in ('processing', 'transfer', 'shared_result'))",
            from.0,
            case.0
        )?;
        change!(
            writing.conn(),
            "delete from wraps where party_id = (select party_id from accounts where id = $1) \
             and data_key_id in (select id from data_keys where case_id = $2 and segment = 'hiv') \
             and consent_id in (select consent_id from hiv_consents where person_id is null)",
            from.0,
            case.0
        )?;
        change!(writing.conn(), "delete from drafts where account_id = $1 and case_id = $2", from.0, case.0)?;
        Ok(())
    }

    /// The cases that somebody else gave to the actor in the last two weeks and that she still carries, newest first. Ids
    /// only, like [`Vault::cases_with_nobody`].
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn handed_over(&self, actor: &Actor) -> Result<Vec<HandedOver>> {
        if !actor.may(Action::SeeMyDay) {
            return Ok(Vec::new());
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<HandedRow>,
            "select assignments.case_id, accounts.name, assignments.given_at from assignments \
             join accounts on accounts.id = assignments.given_by where assignments.account_id = $1 and assignments.given_by <> $1 \
             and assignments.given_at > $2 \
             and not exists (select 1 from assignment_ends where assignment_ends.assignment_id = assignments.id) \
             union select cover_cases.case_id, accounts.name, covers.given_at from cover_cases \
             join covers on covers.id = cover_cases.cover_id join accounts on accounts.id = covers.absent_id \
             where covers.colleague_id = $1 and covers.from_at <= $3 and covers.until_at > $3 and not exists (select 1 from cover_ends \
             where cover_ends.cover_id = covers.id and cover_ends.case_id = cover_cases.case_id) order by given_at desc limit 50",
            actor.account.0, now - TOLD_FOR, now => fetch_all
        )?;
        Ok(rows
            .into_iter()
            .map(|row| HandedOver { case: CaseId(row.case_id), by: row.name, at: row.given_at })
            .collect())
    }
}
