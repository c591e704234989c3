use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::id::{CaseId, RequestId, SubmissionId};
use domain::rights::{Asked, Right, RightState};
use uuid::Uuid;

/// Who files a request.
pub enum Asker<'a> {
    /// A colleague, for the client, with the number of the form.
    Staff(&'a Actor, SubmissionId),
    /// The client herself, on her own page. A second click finds the request that is open.
    Client,
}

impl Vault {
    /// Files a request about a case that was opened: by a colleague who holds its key, or by the client herself. Her
    /// words are sealed under the casework key; without its proof none are kept. `None` when the asker may not.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn file_request(
        &self,
        asker: Asker<'_>,
        ring: &Ring,
        casework: Option<&Opened<segment::Casework>>,
        asked: &Asked,
    ) -> Result<Option<RequestId>> {
        let case = ring.case();
        if casework.is_some_and(|proof| proof.case() != case) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), case).await?;
        let now = self.now();
        let id = self.new_id();
        let actor = match asker {
            Asker::Staff(actor, form) => {
                let Some(proof) = casework else { return Ok(None) };
                if !actor.may(Action::RecordRights)
                    || !self.still_holds(writing.conn(), actor, proof.newest_key()).await?
                {
                    return Ok(None);
                }
                if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
                    return Ok(Some(RequestId(earlier)));
                }
                Some(actor)
            }
            Asker::Client => {
                // Her page may still be open when the case was erased.
                let kept = sql!(
                    writing.conn(),
                    query_scalar::<Uuid>,
                    "select id from cases where id = $1",
                    case.0 => fetch_optional
                )?;
                if kept.is_none() {
                    return Ok(None);
                }
                if let Some(open) = self.open_request(&mut writing, case, asked.right).await? {
                    return Ok(Some(open));
                }
                None
            }
        };
        let sealed = match (casework, &asked.words) {
            (Some(proof), Some(words)) => Some(proof.write(self, "rights_requests", id, words)),
            _ => None,
        };
        self.put_request(&mut writing, actor, case, id, asked, sealed, now).await?;
        let event = Event {
            reason: Reason::ClientRequest,
            basis: Basis::Right,
            cases: vec![ring.tag()],
            ..Event::of(Deed::RightAsked)
        };
        self.note(&mut writing, actor, &event).await?;
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
        actor: Option<&Actor>,
        case: CaseId,
        id: Uuid,
        asked: &Asked,
        sealed: Option<(Uuid, Vec<u8>)>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (key, sealed) = sealed.unzip();
        let by = actor.map(|actor| actor.account.0);
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
            by,
            now
        )?;
        change!(
            writing.conn(),
            "insert into rights_steps (request_id, number, state, moved_by, moved_at) values ($1, 1, $2, $3, $4)",
            id,
            RightState::Received.code(),
            by,
            now
        )?;
        Ok(())
    }
}
