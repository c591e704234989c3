use crate::Vault;
use crate::access::segment;
use crate::actor::{Actor, By};
use crate::audit::{CaseTag, Event};
use crate::crypt::{DataKey, Place};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use chrono::NaiveDate;
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::{CaseId, ReferralId};
use domain::referral::{Followed, Mover, Outcome, ReferralState, Said};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Newest {
    pub(super) number: i64,
    state: String,
    sealed: Option<Vec<u8>>,
    pub(super) receiver_id: Uuid,
    pub(super) sender_id: Uuid,
}

impl Newest {
    pub(super) fn state(&self) -> Result<ReferralState> {
        ReferralState::from_code(&self.state).map_err(|_| Error::Inconsistent("referral_events"))
    }

    /// The day it set, if it did.
    fn day(&self, case: CaseId, referral: ReferralId, key: &DataKey) -> Result<Option<NaiveDate>> {
        let Some(sealed) = &self.sealed else { return Ok(None) };
        let plain = key.open(place(case.0, referral.0, self.number), sealed);
        let said = plain.and_then(|plain| serde_json::from_slice::<Said>(&plain).ok());
        Ok(said.ok_or(Error::Inconsistent("referral_events"))?.booked_on())
    }
}

/// A move that is about to be made: of which referral, by whom, to what, and what is sealed with it.
pub(super) struct Moving<'a> {
    pub(super) referral: ReferralId,
    pub(super) case: CaseId,
    pub(super) tag: CaseTag,
    pub(super) by: By<'a>,
    pub(super) mover: Mover,
    pub(super) to: ReferralState,
    pub(super) said: Option<(&'a DataKey, Said)>,
}

/// What somebody means to make of a referral.
pub(super) struct Meant {
    to: ReferralState,
    said: Said,
    /// A walk-in of the team that is taken over: it goes with the move, and only with it.
    taken_over: Option<Uuid>,
    /// The number of the newest event that was read, where that must still be the newest.
    version: Option<i64>,
}

impl Meant {
    /// Whatever was read before.
    pub(super) const fn now(to: ReferralState, said: Said) -> Self {
        Self { to, said, taken_over: None, version: None }
    }

    /// With a walk-in.
    pub(super) const fn taking_over(to: ReferralState, said: Said, walk_in: Uuid) -> Self {
        Self { to, said, taken_over: Some(walk_in), version: None }
    }
}

/// Where what is said with one event is sealed: its number is in the place, so that answers cannot be swapped.
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
    /// Records what a receiver says. A state that cannot follow the one it is in changes nothing: the second of two clicks
    /// finds it done. `None` when the packet is not open to the actor.
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
        self.move_referral(actor, id, Mover::Receiver, Meant::now(outcome.state(), Said::Outcome(outcome.clone())))
            .await
    }

    /// The same by a system, which names the version it read: when another moved it since, nothing changes.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn answer_referral_at(
        &self,
        actor: &Actor,
        id: ReferralId,
        outcome: &Outcome,
        version: i64,
    ) -> Result<Option<ReferralState>> {
        if !actor.may(Action::ReceiveReferral) {
            return Ok(None);
        }
        let meant = Meant::now(outcome.state(), Said::Outcome(outcome.clone()));
        self.move_referral(actor, id, Mover::Receiver, Meant { version: Some(version), ..meant }).await
    }

    /// Records what the sender makes of it: a day, an end with its reason, or the loop closed with what the client said.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn follow_referral(
        &self,
        actor: &Actor,
        id: ReferralId,
        followed: &Followed,
    ) -> Result<Option<ReferralState>> {
        if !actor.may(Action::Refer) {
            return Ok(None);
        }
        let said = Said::Followed(followed.clone());
        self.move_referral(actor, id, Mover::Sender, Meant::now(followed.following.state(), said)).await
    }

    /// A move by staff who opens the packet, or by a system that does.
    pub(super) async fn move_referral(
        &self,
        actor: &Actor,
        id: ReferralId,
        mover: Mover,
        meant: Meant,
    ) -> Result<Option<ReferralState>> {
        let Meant { to, said, taken_over, version } = meant;
        let Some(mut ring) = self.open_packet(actor, id, Reason::Referral).await? else { return Ok(None) };
        let Some(proof) = ring.take::<segment::Packet>() else { return Ok(None) };
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), ring.case()).await?;
        if !self.still_holds(writing.conn(), actor, proof.newest_key()).await? {
            return Ok(None);
        }
        let newest = self.newest_event(&mut writing, id).await?;
        let own = if mover == Mover::Receiver { newest.receiver_id } else { newest.sender_id };
        if own != actor.organisation.0 {
            return Ok(None);
        }
        if version.is_some_and(|version| version != newest.number) {
            return newest.state().map(Some);
        }
        let (_, _, key) = proof.keys().next().expect("a packet has one key");
        let moving = Moving {
            referral: id,
            case: ring.case(),
            tag: ring.tag(),
            by: By::Staff(actor),
            mover,
            to,
            said: Some((key, said)),
        };
        let (stood, state) = (newest.state()?, self.move_within(&mut writing, &moving, &newest).await?);
        if let Some(walk_in) = taken_over.filter(|_| state != stood) {
            let deleted =
                change!(writing.conn(), "delete from walk_ins where id = $1 and team_id = $2", walk_in, actor.team.0)?;
            // A colleague took it over in the meantime: it is told once.
            if deleted == 0 {
                return Ok(None);
            }
        }
        writing.commit().await?;
        Ok(Some(state))
    }

    pub(super) async fn newest_event(&self, writing: &mut Writing, id: ReferralId) -> Result<Newest> {
        Ok(sql!(
            writing.conn(),
            query_as::<Newest>,
            "select referral_events.number, referral_events.state, referral_events.sealed, referrals.receiver_id, referrals.sender_id from referral_events \
             join referrals on referrals.id = referral_events.referral_id \
             where referrals.id = $1 order by referral_events.number desc limit 1",
            id.0 => fetch_one
        )?)
    }

    /// The move itself, in a transaction that holds the case still: along the table or not at all. What shuts the receiver
    /// out deletes its wraps here; what is a last word ends the slips. Gives the state it stands in.
    pub(super) async fn move_within(
        &self,
        writing: &mut Writing,
        moving: &Moving<'_>,
        newest: &Newest,
    ) -> Result<ReferralState> {
        let (state, id) = (newest.state()?, moving.referral.0);
        let fits = moving.said.as_ref().is_none_or(|(_, said)| said.fits(state));
        if !state.may_be_moved(moving.to, moving.mover) || !fits {
            return Ok(state);
        }
        let day =
            moving.said.as_ref().filter(|_| moving.to == ReferralState::Booked).and_then(|(_, said)| said.booked_on());
        if let Some((key, _)) = &moving.said
            && state == moving.to
            && newest.day(moving.case, moving.referral, key)? == day
        {
            // It stands on that day already: the second of two clicks.
            return Ok(state);
        }
        let number = newest.number + 1;
        let sealed = moving.said.as_ref().map(|(key, said)| {
            let body = zeroize::Zeroizing::new(serde_json::to_vec(said).expect("what is said is plain data"));
            key.seal(place(moving.case.0, id, number), &body, self.entropy.as_ref())
        });
        let declined = moving.said.as_ref().and_then(|(_, said)| match said {
            Said::Outcome(outcome) => outcome.declined,
            Said::Followed(_) => None,
        });
        let added = change!(
            writing.conn(),
            "insert into referral_events (referral_id, number, state, sealed, reason, moved_by, moved_at) \
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (referral_id, number) do nothing",
            id,
            number,
            moving.to.code(),
            sealed,
            declined.map(domain::referral::DeclineReason::code),
            moving.by.account(),
            self.now()
        )?;
        if added == 0 {
            // Another was faster by a moment; the page will show what stands.
            return Ok(state);
        }
        self.owe_signals(writing, id, moving.by.account()).await?;
        if moving.to.shuts_receiver_out() {
            change!(
                writing.conn(),
                "delete from wraps where data_key_id in (select data_key_id from referrals where id = $1) \
                 and consent_id in (select consent_id from referrals where id = $1)",
                id
            )?;
        }
        self.tell_day_to_card(writing, moving.case, moving.referral, number, day).await?;
        if moving.to.is_last_word() {
            self.end_slips(writing, moving.referral).await?;
        }
        let event = Event {
            deed: Deed::ReferralMoved,
            segments: &[Segment::Packet],
            reason: Reason::Referral,
            basis: if moving.mover == Mover::Receiver { Basis::WrittenRequest } else { Basis::Consent },
            consent: None,
            cases: vec![moving.tag],
        };
        self.note_by(writing, moving.by, &event).await?;
        // A day that was moved is no second booking.
        if state != moving.to {
            self.count_move(writing, moving).await?;
        }
        Ok(moving.to)
    }

    async fn count_move(&self, writing: &mut Writing, moving: &Moving<'_>) -> Result<()> {
        let (declined, why, met) = match moving.said.as_ref().map(|(_, said)| said) {
            Some(Said::Outcome(outcome)) => (outcome.declined, outcome.stopped, None),
            Some(Said::Followed(followed)) => (None, followed.why, followed.met),
            None => (None, None, None),
        };
        let counted = [
            ("referral_state", Some(moving.to.code())),
            ("referral_declined", declined.map(domain::referral::DeclineReason::code)),
            ("referral_not_completed", why.map(domain::referral::NotCompleted::code)),
            ("referral_need_met", met.map(domain::referral::NeedMet::code)),
        ];
        for (kind, detail) in counted.into_iter().filter(|(_, detail)| detail.is_some()) {
            self.count_one(writing, kind, detail).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::referral::{Answer, Followed, NeedMet, Outcome, Said};

    /// What was sealed before there were more answers is read as it was, and what the sender says is not taken for it.
    #[test]
    fn what_was_said_before_is_read() {
        let before = r#"{"arrival":"did_not_come","services":[],"next_on":null}"#;
        let read: Said = serde_json::from_str(before).expect("plain data");
        assert_eq!(read, Said::Outcome(Outcome::of(Answer::DidNotCome)));
        assert_eq!(serde_json::to_string(&read).expect("plain data"), before);
        let followed = Said::Followed(Followed::completed(NeedMet::Partly));
        let written = serde_json::to_string(&followed).expect("plain data");
        assert_eq!(serde_json::from_str::<Said>(&written).expect("plain data"), followed);
    }
}
