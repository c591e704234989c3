//! Somebody came with a code and without a packet. Sealed to the desk of who served her, found again by nobody else, and
//! matched in memory with a packet of the same code.

use super::outcome::Meant;
use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{PartyKey, Place};
use crate::desk::open_at_desk;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::id::{ReferralId, SubmissionId};
use domain::referral::{Answer, KEPT_DAYS, Mover, Outcome, ReferralState, Said, WalkIn};
use uuid::Uuid;

/// A walk-in as its desk reads it.
pub struct WalkedIn {
    /// Its id.
    pub id: Uuid,
    /// What was written down.
    pub walk_in: WalkIn,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    party_id: Uuid,
    sealed: Vec<u8>,
    recorded_at: DateTime<Utc>,
}

fn place(id: Uuid) -> Place<'static> {
    Place::outside_cases("walk_ins", "sealed", id)
}

impl Vault {
    /// Writes down that somebody walked in. `None` when the role may not, or the team has no desk yet.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_walk_in(&self, actor: &Actor, walk_in: &WalkIn, form: SubmissionId) -> Result<Option<Uuid>> {
        if !actor.may(Action::ReceiveReferral) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        let now = self.now();
        let Some(desk) = self.own_desk(&mut writing, actor).await? else { return Ok(None) };
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(earlier));
        }
        let body = zeroize::Zeroizing::new(serde_json::to_vec(walk_in).expect("a walk-in is plain data"));
        let sealed = desk.seal(self, place(id), &body)?;
        change!(
            writing.conn(),
            "insert into walk_ins (id, team_id, party_id, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            actor.team.0,
            desk.party(),
            sealed,
            actor.account.0,
            now
        )?;
        self.count_one(&mut writing, "walk_in", None).await?;
        let event = Event { reason: Reason::Referral, basis: Basis::Anonymous, ..Event::of(Deed::Recorded) };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        Ok(Some(id))
    }

    /// The walk-ins of one's team, newest first; audited before they are opened.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn walk_ins(&self, actor: &Actor) -> Result<Vec<WalkedIn>> {
        if !actor.may(Action::ReceiveReferral) {
            return Ok(Vec::new());
        }
        let mut writing = self.database.write().await?;
        let rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "select walk_ins.id, walk_ins.party_id, walk_ins.sealed, walk_ins.recorded_at from walk_ins \
             join holdings on holdings.party_id = walk_ins.party_id and holdings.account_id = $1 \
             where walk_ins.team_id = $2 order by walk_ins.recorded_at desc, walk_ins.id desc limit 100",
            actor.account.0, actor.team.0 => fetch_all
        )?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let event = Event { reason: Reason::Referral, basis: Basis::Anonymous, ..Event::of(Deed::Listed) };
        self.note(&mut writing, Some(actor), &event).await?;
        writing.commit().await?;
        rows.into_iter()
            .map(|row| {
                let walk_in = open_at_desk(actor, row.party_id, place(row.id), &row.sealed)?;
                Ok(WalkedIn { id: row.id, walk_in, recorded_at: row.recorded_at })
            })
            .collect()
    }

    /// Takes a walk-in over into the referral whose packet has its code: that she came, and what was done, and with that the
    /// walk-in is gone. Where that cannot follow the state the referral is in, both stay as they are. `None` when either is
    /// not the actor's, or they are of two people.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn match_walk_in(&self, actor: &Actor, walk_in: Uuid, id: ReferralId) -> Result<Option<ReferralState>> {
        let found = self.walk_ins(actor).await?.into_iter().find(|one| one.id == walk_in);
        let Some(found) = found else { return Ok(None) };
        let packet = self.referral(actor, id).await?.map(|followed| followed.packet.code);
        if packet.as_ref() != Some(&found.walk_in.code) {
            return Ok(None);
        }
        let WalkIn { came_on, services, .. } = found.walk_in;
        let outcome = Outcome { services, came_on: Some(came_on), ..Outcome::of(Answer::Came) };
        let (to, said) = (outcome.state(), Said::Outcome(outcome));
        self.move_referral(actor, id, Mover::Receiver, Meant::taking_over(to, said, walk_in)).await
    }

    /// Seals the walk-ins of a desk whose keys are replaced to the new ones.
    pub(crate) async fn reseal_walk_ins(&self, writing: &mut Writing, old: &PartyKey, new: &PartyKey) -> Result<()> {
        let rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "select id, party_id, sealed, recorded_at from walk_ins where party_id = $1",
            old.party.0 => fetch_all
        )?;
        for row in rows {
            let sealed = self.reseal(place(row.id), &row.sealed, old, new)?;
            change!(
                writing.conn(),
                "update walk_ins set party_id = $1, sealed = $2 where id = $3",
                new.party.0,
                sealed,
                row.id
            )?;
        }
        Ok(())
    }

    /// Walk-ins are kept to be matched, and not longer. Gives how many went.
    pub(crate) async fn sweep_walk_ins(&self, writing: &mut Writing) -> Result<u64> {
        let days = i64::try_from(KEPT_DAYS).expect("a small constant");
        let ended = self.now() - TimeDelta::days(days);
        Ok(change!(writing.conn(), "delete from walk_ins where recorded_at <= $1", ended)?)
    }
}
