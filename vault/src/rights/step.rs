use super::list::note_column;
use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::change;
use crate::error::Result;
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::id::RequestId;
use domain::rights::{Move, RightState};

impl Vault {
    /// Moves a request on, or gives it more time once. With the proof of its case a note can be kept; without it only
    /// what is coded, by who decides on requests. What cannot follow, and a second click, changes nothing. `None` when
    /// the actor may not.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn move_request(
        &self,
        actor: &Actor,
        casework: Option<&Opened<segment::Casework>>,
        id: RequestId,
        what: &Move,
    ) -> Result<Option<RightState>> {
        let mut writing = self.database.write().await?;
        let Some(before) = self.request_within(writing.conn(), actor, id).await? else { return Ok(None) };
        self.lock_case(writing.conn(), before.case_id).await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let allowed = match casework {
            Some(proof) => {
                proof.case() == before.case_id
                    && actor.may(Action::RecordRights)
                    && self.still_holds(writing.conn(), actor, proof.newest_key()).await?
            }
            None => actor.may(Action::DecideErasure) && !actor.awaits_admission(),
        };
        if !allowed {
            return Ok(None);
        }
        // Read again behind the lock: who came first wins.
        let Some(request) = self.request_within(writing.conn(), actor, id).await? else { return Ok(None) };
        let now = self.now();
        let state = request.standing.state;
        let (changed, state) = match what {
            Move::Extend(reason) if !state.is_over() => {
                let added = change!(
                    writing.conn(),
                    "insert into rights_extensions (request_id, reason, extended_by, extended_at) values ($1, $2, $3, $4) \
                     on conflict (request_id) do nothing",
                    id.0,
                    reason.code(),
                    actor.account.0,
                    now
                )?;
                (added, state)
            }
            Move::Become { state: next, refusal, note } if state.may_become(request.right).contains(next) => {
                let number = request.number + 1;
                let (key, sealed) = match (casework, note) {
                    (Some(proof), Some(note)) => {
                        let plain = zeroize::Zeroizing::new(serde_json::to_vec(note).expect("words are plain data"));
                        let (key, sealed) = proof.seal(self, "rights_steps", &note_column(number), id.0, &plain);
                        (Some(key), Some(sealed))
                    }
                    _ => (None, None),
                };
                let added = change!(
                    writing.conn(),
                    "insert into rights_steps (request_id, number, state, refusal, data_key_id, sealed, moved_by, moved_at) \
                     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (request_id, number) do nothing",
                    id.0,
                    number,
                    next.code(),
                    refusal.map(|refusal| refusal.code()),
                    key,
                    sealed,
                    actor.account.0,
                    now
                )?;
                (added, *next)
            }
            Move::Extend(_) | Move::Become { .. } => (0, state),
        };
        if changed == 0 {
            return Ok(Some(state));
        }
        let event = Event {
            reason: Reason::ClientRequest,
            basis: Basis::Right,
            cases: vec![request.tag],
            ..Event::of(Deed::RightMoved)
        };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(state))
    }
}
