use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::{Actor, By};
use crate::audit::{CaseTag, Event};
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::id::{CaseId, RequestId, SubmissionId};
use domain::rights::{Asked, Right, RightState};
use uuid::Uuid;

impl Vault {
    /// Files a request for the client, by a colleague who opened her case. Her words are sealed under the casework key.
    /// `None` when the colleague may not, or does not hold it any more; a second post of the form finds the first one's.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn file_request(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        asked: &Asked,
        form: SubmissionId,
    ) -> Result<Option<RequestId>> {
        let case = ring.case();
        if casework.case() != case || !actor.may(Action::RecordRights) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        if !self.still_holds(writing.conn(), actor, casework.newest_key()).await? {
            return Ok(None);
        }
        let (id, now) = (self.new_id(), self.now());
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(RequestId(earlier)));
        }
        let sealed = asked.words.as_ref().map(|words| casework.write(self, "rights_requests", id, words));
        self.put_request(&mut writing, By::Staff(actor), case, id, asked, sealed, now).await?;
        self.note(&mut writing, Some(actor), &right_asked(ring.tag())).await?;
        writing.commit().await?;
        Ok(Some(RequestId(id)))
    }

    /// The request of this kind that is not over yet.
    pub(crate) async fn open_request(
        &self,
        writing: &mut Writing,
        case: CaseId,
        right: Right,
    ) -> Result<Option<RequestId>> {
        let open = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select rights_requests.id from rights_requests where case_id = $1 and kind = $2 \
             and not exists (select 1 from rights_steps where rights_steps.request_id = rights_requests.id and state in ('done', 'refused')) \
             order by recorded_at limit 1",
            case.0, right.code() => fetch_optional
        )?;
        Ok(open.map(RequestId))
    }

    #[expect(clippy::too_many_arguments, reason = "one row, said once")]
    pub(crate) async fn put_request(
        &self,
        writing: &mut Writing,
        by: By<'_>,
        case: CaseId,
        id: Uuid,
        asked: &Asked,
        sealed: Option<(Uuid, Vec<u8>)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (key, sealed) = sealed.unzip();
        change!(
            writing.conn(),
            "insert into rights_requests (id, case_id, kind, via, received_on, data_key_id, sealed, recorded_by, recorded_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            case.0,
            asked.right.code(),
            asked.via.code(),
            asked.received_on,
            key,
            sealed,
            by.account(),
            now
        )?;
        change!(
            writing.conn(),
            "insert into rights_steps (request_id, number, state, moved_by, moved_at) values ($1, 1, $2, $3, $4)",
            id,
            RightState::Received.code(),
            by.account(),
            now
        )?;
        Ok(())
    }
}

/// That a client asked, whoever wrote it down.
pub(crate) fn right_asked(tag: CaseTag) -> Event<'static> {
    Event { reason: Reason::ClientRequest, basis: Basis::Right, cases: vec![tag], ..Event::of(Deed::RightAsked) }
}
