use crate::Vault;
use crate::access::segment;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::Place;
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use crate::fact::Fact;
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::ReferralId;
use domain::referral::{Outcome, ReferralState};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Newest {
    number: i64,
    state: String,
    receiver_id: Uuid,
}

/// Where the answer of one event is sealed: its number is in the place, so that answers cannot be swapped.
pub(super) fn place(case: Uuid, referral: Uuid, number: i64) -> Place<'static> {
    Place {
        table: "referral_events",
        column: "sealed",
        row: referral,
        case,
        segment: Some(Segment::Packet),
        epoch: number,
    }
}

impl Vault {
    /// Records what came of a referral. A state that cannot follow the one it is in changes nothing: the second of two
    /// clicks finds it done. `None` when the packet is not open to the actor.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn answer_referral(
        &self,
        actor: &Actor,
        id: ReferralId,
        outcome: &Outcome,
    ) -> Result<Option<ReferralState>> {
        if !actor.may(Action::ReceiveReferral) {
            return Ok(None);
        }
        self.move_referral(actor, id, outcome.state(), Some(outcome)).await
    }

    /// The sender has read the answer and closes the loop.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn complete_referral(&self, actor: &Actor, id: ReferralId) -> Result<Option<ReferralState>> {
        if !actor.may(Action::Refer) {
            return Ok(None);
        }
        self.move_referral(actor, id, ReferralState::Completed, None).await
    }

    async fn move_referral(
        &self,
        actor: &Actor,
        id: ReferralId,
        to: ReferralState,
        said: Option<&Outcome>,
    ) -> Result<Option<ReferralState>> {
        let Some(mut ring) = self.open_packet(actor, id, Reason::Referral).await? else { return Ok(None) };
        let Some(proof) = ring.take::<segment::Packet>() else { return Ok(None) };
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_holds(writing.conn(), actor, proof.newest_key()).await? {
            return Ok(None);
        }
        let newest = sql!(
            writing.conn(),
            query_as::<Newest>,
            "select referral_events.number, referral_events.state, referrals.receiver_id from referral_events \
             join referrals on referrals.id = referral_events.referral_id \
             where referrals.id = $1 order by referral_events.number desc limit 1",
            id.0 => fetch_one
        )?;
        if said.is_some() && newest.receiver_id != actor.organisation.0 {
            return Ok(None);
        }
        let state = ReferralState::from_code(&newest.state).map_err(|_| Error::Inconsistent("referral_events"))?;
        if !state.may_become().contains(&to) {
            return Ok(Some(state));
        }
        let number = newest.number + 1;
        let sealed = said.map(|outcome| {
            let body = zeroize::Zeroizing::new(serde_json::to_vec(outcome).expect("an outcome is plain data"));
            let (_, _, key) = proof.keys().next().expect("a packet has one key");
            key.seal(place(ring.case().0, id.0, number), &body, self.entropy.as_ref())
        });
        let added = change!(
            writing.conn(),
            "insert into referral_events (referral_id, number, state, sealed, moved_by, moved_at) values ($1, $2, $3, $4, $5, $6) \
             on conflict (referral_id, number) do nothing",
            id.0,
            number,
            to.code(),
            sealed,
            actor.account.0,
            self.now()
        )?;
        if added == 0 {
            // Another was faster by a moment; the page will show what stands.
            return Ok(Some(state));
        }
        let event = Event {
            deed: Deed::ReferralMoved,
            segments: &[Segment::Packet],
            reason: Reason::Referral,
            basis: if said.is_some() { Basis::WrittenRequest } else { Basis::Consent },
            consent: None,
            cases: vec![ring.tag()],
        };
        self.note(&mut writing, Some(actor), &event).await?;
        self.count(
            &mut writing,
            &Fact { kind: "referral_state", commune: None, age_band: None, detail: Some(to.code()), quantity: 1 },
        )
        .await?;
        writing.commit().await?;
        Ok(Some(to))
    }
}
