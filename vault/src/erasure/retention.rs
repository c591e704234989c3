use crate::Vault;
use crate::actor::{Actor, By};
use crate::audit::case_tag;
use crate::engine::{Conn, sql};
use crate::error::Result;
use crate::rights::{mark, right_asked};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::erasure::{may_be_proposed, retention_end};
use domain::id::{CaseId, RequestId};
use domain::rights::{Asked, Right, Via};
use uuid::Uuid;

/// A case that nobody may open any more, or that was closed, and that nobody asked anything about.
pub struct Kept {
    /// The case; it opens for nobody.
    pub case: CaseId,
    /// How it appears in the audit.
    pub mark: String,
    /// The team that keeps it.
    pub team: String,
    /// When its last consent ended, or it was closed before.
    pub ended_at: DateTime<Utc>,
    /// From when on it may be erased.
    pub until: DateTime<Utc>,
    tag: [u8; 16],
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    audit_key: Vec<u8>,
    team: String,
    valid_until: DateTime<Utc>,
    taken_back_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    carrying_closed_at: Option<DateTime<Utc>>,
}

/// The cases nobody may keep for long any more: all of the organisation or one, and those with an open request only when
/// they are wanted. A closed case that is carried on is a part of the record of the case that carries it on, and counts as
/// closed no sooner than that one.
async fn kept(
    conn: Conn<'_>,
    actor: &Actor,
    now: DateTime<Utc>,
    only: Option<CaseId>,
    also_asked: bool,
) -> Result<Vec<Kept>> {
    let rows = sql!(
        conn,
        query_as::<Row>,
        "select cases.id, cases.audit_key, teams.name as team, consents.valid_until, taken_back.recorded_at as taken_back_at, closed_cases.closed_at, \
         carrying.closed_at as carrying_closed_at \
         from cases join teams on teams.id = cases.team_id join consents on consents.case_id = cases.id and consents.decision = 'given' and consents.purpose <> 'hiv' \
         left join consents as taken_back on taken_back.ends = consents.id \
         left join merges_standing on merges_standing.carried_id = cases.id \
         left join closed_cases as carrying on carrying.case_id = merges_standing.carrying_id \
         left join closed_cases on closed_cases.case_id = cases.id and (merges_standing.id is null or carrying.case_id is not null) \
         where consents.purpose <> 'emergency' and teams.organisation_id = $1 and (cases.id = $3 or $3 is null) \
         and (closed_cases.case_id is not null \
         or not exists (select 1 from consents as live where live.case_id = cases.id and live.decision = 'given' \
         and live.purpose = 'processing' and live.valid_until > $2 \
         and not exists (select 1 from consents as undone where undone.ends = live.id))) \
         and ($4 or not exists (select 1 from rights_requests where rights_requests.case_id = cases.id \
         and not exists (select 1 from rights_steps where rights_steps.request_id = rights_requests.id and state in ('done', 'refused')))) \
         order by cases.id",
        actor.organisation.0, now, only.map(|case| case.0), also_asked => fetch_all
    )?;
    let mut found: Vec<Kept> = Vec::new();
    for row in rows {
        let ended_at = row.taken_back_at.map_or(row.valid_until, |at| at.min(row.valid_until)).min(now);
        // What was kept for the support is kept for it no longer than that lasts, whatever else she let be kept.
        let closed_at = row.closed_at.map(|at| row.carrying_closed_at.map_or(at, |carrying| carrying.max(at)));
        let ended_at = closed_at.map_or(ended_at, |closed_at| closed_at.min(ended_at));
        match found.last_mut().filter(|last| last.case.0 == row.id) {
            Some(last) => last.ended_at = last.ended_at.max(ended_at),
            None => {
                let tag = case_tag(&row.audit_key);
                found.push(Kept {
                    case: CaseId(row.id),
                    mark: mark(&tag),
                    team: row.team,
                    ended_at,
                    until: ended_at,
                    tag,
                });
            }
        }
    }
    for kept in &mut found {
        kept.until = retention_end(kept.ended_at);
    }
    found.sort_by_key(|kept| kept.until);
    Ok(found)
}

impl Vault {
    /// The organisation's cases that are closed or without a live consent to keep them, and without an open request, the one to be erased
    /// soonest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn kept_without_consent(&self, actor: &Actor) -> Result<Option<Vec<Kept>>> {
        if !actor.may(Action::ProposeErasure) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        kept(reading.conn(), actor, self.now(), None, false).await.map(Some)
    }

    /// Proposes to erase a case whose time is over: a request like any other, which another person must approve.
    /// `None` when it is not hers, or its time is not over.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn propose_erasure(&self, actor: &Actor, case: CaseId) -> Result<Option<RequestId>> {
        if !actor.may(Action::ProposeErasure) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        let kept = kept(writing.conn(), actor, now, Some(case), false).await?.pop();
        let Some(kept) = kept.filter(|kept| may_be_proposed(kept.until, now)) else {
            // A second click: it was proposed already.
            return self.proposed(&mut writing, actor, case).await;
        };
        let id = self.new_id();
        let asked = Asked { right: Right::Erase, via: Via::RetentionEnd, received_on: self.today(), words: None };
        self.put_request(&mut writing, By::Staff(actor), case, id, &asked, None, now).await?;
        self.note(&mut writing, Some(actor), &right_asked(kept.tag)).await?;
        writing.commit().await?;
        Ok(Some(RequestId(id)))
    }

    /// Whether the time for keeping a case is still over: between proposing and approving it may have begun again.
    pub(super) async fn still_due(&self, conn: Conn<'_>, actor: &Actor, case: CaseId) -> Result<bool> {
        let now = self.now();
        Ok(kept(conn, actor, now, Some(case), true).await?.iter().any(|kept| may_be_proposed(kept.until, now)))
    }

    async fn proposed(
        &self,
        writing: &mut crate::engine::Writing,
        actor: &Actor,
        case: CaseId,
    ) -> Result<Option<RequestId>> {
        let Some(open) = self.open_request(writing, case, Right::Erase).await? else { return Ok(None) };
        Ok(self.request_within(writing.conn(), actor, open).await?.map(|request| request.id))
    }
}
