use crate::Vault;
use crate::actor::Actor;
use crate::case::Term;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::Deed;
use domain::case::NotGiven;
use domain::cover::Cover;
use domain::id::{AccountId, CaseId, CoverId, PartyId, SubmissionId};
use uuid::Uuid;

/// What came of giving a cover.
pub struct GivenCover {
    /// The cover; none when no case of it could be given.
    pub cover: Option<CoverId>,
    /// The cases that could not be given, each with its reason.
    pub not: Vec<(CaseId, NotGiven)>,
}

impl Vault {
    /// Gives a colleague of the team cases of somebody who is away, for the days of the cover: a record, and wraps that
    /// begin and end with it, but never end after the client's yes. What cannot be given is told with its reason: another
    /// carries it, a cover of it stands already, the client is not served any more, or nobody of the team opens it. `None`
    /// when the actor may not, or when the colleague is not of the team, waits for its keys, or is who is away. A second
    /// post of the same form finds the first one's cover.
    ///
    /// # Errors
    /// When the database is not available: nothing was given.
    pub async fn give_cover(
        &self,
        actor: &Actor,
        absent: AccountId,
        cover: &Cover,
        form: SubmissionId,
    ) -> Result<Option<GivenCover>> {
        if !actor.may(Action::GiveCover) || cover.colleague == absent {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let now = self.now();
        for case in &cover.cases {
            self.lock_case(writing.conn(), *case).await?;
        }
        self.lock_team(&mut writing, actor.team).await?;
        let Some(carrier) = self.carrier(writing.conn(), actor, cover.colleague).await? else { return Ok(None) };
        let id = self.new_id();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(GivenCover { cover: Some(CoverId(earlier)), not: Vec::new() }));
        }
        let (mut not, mut to_give) = (Vec::new(), Vec::new());
        for case in &cover.cases {
            match self.why_not_covered(&mut writing, actor, absent, *case).await? {
                Some(reason) => not.push((*case, reason)),
                None => to_give.push(*case),
            }
        }
        if to_give.is_empty() {
            return Ok(Some(GivenCover { cover: None, not }));
        }
        let (from, until) = cover.span(now);
        self.keep_cover(&mut writing, actor, (id, absent, cover.colleague), (from, until)).await?;
        let term = Term { cover: id, from, until };
        let (mut tags, mut segments) = (Vec::new(), Vec::new());
        for case in to_give {
            forget_earlier(&mut writing, case, carrier.party).await?;
            match self.hand_on(&mut writing, actor, case, &carrier, Some(&term)).await? {
                Some(handed) => {
                    change!(writing.conn(), "insert into cover_cases (cover_id, case_id) values ($1, $2)", id, case.0)?;
                    tags.push(handed.tag);
                    segments.extend(handed.segments);
                }
                // Her yes ends before the cover begins.
                None => not.push((case, NotGiven::NoKey)),
            }
        }
        if tags.is_empty() {
            // Nothing was given, so nothing is kept.
            return Ok(Some(GivenCover { cover: None, not }));
        }
        segments.sort_unstable();
        segments.dedup();
        self.note_handed(&mut writing, actor, Deed::CoverGiven, &segments, tags).await?;
        writing.commit().await?;
        Ok(Some(GivenCover { cover: Some(CoverId(id)), not }))
    }

    async fn keep_cover(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        (id, absent, colleague): (Uuid, AccountId, AccountId),
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<()> {
        change!(
            writing.conn(),
            "insert into covers (id, team_id, absent_id, colleague_id, from_at, until_at, given_by, given_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            actor.team.0,
            absent.0,
            colleague.0,
            from,
            until,
            actor.account.0,
            self.now()
        )?;
        Ok(())
    }

    /// Why a case cannot be covered, if so.
    async fn why_not_covered(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        absent: AccountId,
        case: CaseId,
    ) -> Result<Option<NotGiven>> {
        if let Some(reason) = self.why_not(writing.conn(), actor, absent, case).await? {
            return Ok(Some(reason));
        }
        if self.is_covered(writing.conn(), case).await? {
            return Ok(Some(NotGiven::Covered));
        }
        let served = self.still_served(writing.conn(), case).await?;
        Ok((!served).then_some(NotGiven::NotServed))
    }

    /// Whether a cover of the case runs or is to come.
    async fn is_covered(&self, conn: Conn<'_>, case: CaseId) -> Result<bool> {
        let covered = sql!(
            conn,
            query_scalar::<Uuid>,
            "select covers.id from cover_cases join covers on covers.id = cover_cases.cover_id \
             where cover_cases.case_id = $1 and covers.until_at > $2 and not exists (select 1 from cover_ends \
             where cover_ends.cover_id = covers.id and cover_ends.case_id = cover_cases.case_id) limit 1",
            case.0, self.now() => fetch_optional
        )?;
        Ok(covered.is_some())
    }
}

/// What is left of an earlier cover by the same colleague, until it is swept, gives way: of each key there is one wrap.
async fn forget_earlier(writing: &mut Writing, case: CaseId, colleague: PartyId) -> Result<()> {
    change!(
        writing.conn(),
        "delete from wraps where cover_id is not null and party_id = $1 \
         and data_key_id in (select id from data_keys where case_id = $2)",
        colleague.0,
        case.0
    )?;
    Ok(())
}
