//! Who went with a client tells whether they arrived. Sealed to the desk of her team, found again by nobody else, and written
//! by who carries the case to the referral of the same code: matched in memory, for whoever tells it holds no key.

use crate::Vault;
use crate::actor::{Actor, By};
use crate::audit::Event;
use crate::contact::keep::Arrival;
use crate::crypt::{PartyKey, Place, filled_up};
use crate::desk::{Desk, open_at_desk};
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use crate::referral::Source;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Action;
use domain::accompaniment::{Accompaniment, KEPT_DAYS};
use domain::audit::{Basis, Deed, Reason};
use domain::date::local_date;
use domain::id::{AccountId, ContactId, ReferralId, SubmissionId};
use uuid::Uuid;

/// Bytes that what is sealed is filled up to: its length does not tell whether they arrived.
const PADDED_TO: usize = 128;

/// What was told, as the desk reads it.
pub struct Told {
    /// Its id.
    pub id: Uuid,
    /// What.
    pub accompaniment: Accompaniment,
    /// By whom.
    pub by: String,
    /// When it came in.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    party_id: Uuid,
    sealed: Vec<u8>,
    name: String,
    told_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct SealedRow {
    id: Uuid,
    sealed: Vec<u8>,
}

fn place(id: Uuid) -> Place<'static> {
    Place::outside_cases("accompaniments", "sealed", id)
}

impl Vault {
    /// Writes down what is told on a page. `None` when the role may not, or the team has no desk yet.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn tell_accompaniment(
        &self,
        actor: &Actor,
        told: &Accompaniment,
        form: SubmissionId,
    ) -> Result<Option<Uuid>> {
        if !actor.may(Action::LogContact) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        let now = self.now();
        let Some(desk) = self.own_desk(&mut writing, actor).await? else { return Ok(None) };
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(earlier));
        }
        let arrival = Arrival { id: ContactId(id), by: By::Staff(actor), account: actor.account, at: now };
        self.keep_accompaniment(&mut writing, &desk, &arrival, told).await?;
        writing.commit().await?;
        Ok(Some(id))
    }

    /// Seals and stores it with its audit event. `false` when this number came before, or was written to a referral since:
    /// nothing was written.
    pub(crate) async fn keep_accompaniment(
        &self,
        writing: &mut Writing,
        desk: &Desk,
        arrival: &Arrival<'_>,
        told: &Accompaniment,
    ) -> Result<bool> {
        let id = arrival.id.0;
        if self.is_gone(writing, id).await? {
            return Ok(false);
        }
        let body = filled_up(serde_json::to_vec(told).expect("what is told is plain data"), PADDED_TO);
        let kept = change!(
            writing.conn(),
            "insert into accompaniments (id, team_id, party_id, sealed, told_by, told_at) \
             select $1, accounts.team_id, $2, $3, accounts.id, $4 from accounts where accounts.id = $5 on conflict (id) do nothing",
            id,
            desk.party(),
            desk.seal(self, place(id), &body)?,
            arrival.at,
            arrival.account.0
        )?;
        if kept == 0 {
            return Ok(false);
        }
        let event = Event { reason: Reason::Referral, basis: Basis::Anonymous, ..Event::of(Deed::AccompanimentTold) };
        self.note_by(writing, arrival.by, &event).await?;
        Ok(true)
    }

    /// Whether what has this number was told by her.
    pub(crate) async fn told_this(&self, writing: &mut Writing, id: ContactId, account: AccountId) -> Result<bool> {
        let hers = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select count(*) from accompaniments where id = $1 and told_by = $2",
            id.0, account.0 => fetch_one
        )?;
        Ok(hers == 1)
    }

    /// What one's team was told and nobody wrote to a referral yet, the newest first; audited before it is opened.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn accompaniments(&self, actor: &Actor) -> Result<Vec<Told>> {
        if !actor.may(Action::SeeContacts) {
            return Ok(Vec::new());
        }
        let mut writing = self.database.write().await?;
        let rows = sql!(
            writing.conn(),
            query_as::<Row>,
            "select accompaniments.id, accompaniments.party_id, accompaniments.sealed, accounts.name, accompaniments.told_at \
             from accompaniments join holdings on holdings.party_id = accompaniments.party_id and holdings.account_id = $1 \
             join accounts on accounts.id = accompaniments.told_by where accompaniments.team_id = $2 \
             order by accompaniments.told_at desc, accompaniments.id desc",
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
                let accompaniment = open_at_desk(actor, row.party_id, place(row.id), &row.sealed)?;
                Ok(Told { id: row.id, accompaniment, by: row.name, at: row.told_at })
            })
            .collect()
    }

    /// Writes what was told to a referral whose packet has its code, as the word of who told it, and with that it is gone from
    /// the desk. It moves nothing: whether she came is for the receiver to say, and where it says so, both stay as they are. `None`
    /// when either is not open to the actor, or they are of two people.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn settle_accompaniment(&self, actor: &Actor, told: Uuid, id: ReferralId) -> Result<Option<()>> {
        if !actor.may(Action::Refer) {
            return Ok(None);
        }
        let Some(followed) = self.referral(actor, id).await? else { return Ok(None) };
        let found = self.accompaniments(actor).await?.into_iter().find(|one| one.id == told);
        // The second of two clicks finds it done.
        let Some(found) = found else { return Ok(Some(())) };
        let (packet, standing) = (&followed.packet, &followed.standing);
        if packet.code != found.accompaniment.code {
            return Ok(None);
        }
        let report = found.accompaniment.report(local_date(standing.issued_at));
        self.write_report(actor, id, &report, Source::Told { id: told, by: found.by }).await
    }

    /// Takes it from the desk; its number stays, so that no phone brings it back. `false` when a colleague was faster.
    pub(crate) async fn take_accompaniment(&self, writing: &mut Writing, actor: &Actor, told: Uuid) -> Result<bool> {
        let taken =
            change!(writing.conn(), "delete from accompaniments where id = $1 and team_id = $2", told, actor.team.0)?;
        if taken == 1 {
            change!(writing.conn(), "insert into contacts_gone (id) values ($1) on conflict (id) do nothing", told)?;
        }
        Ok(taken == 1)
    }

    /// Seals what a desk was told to the keys that replace its own.
    pub(crate) async fn reseal_accompaniments(
        &self,
        writing: &mut Writing,
        old: &PartyKey,
        new: &PartyKey,
    ) -> Result<()> {
        let rows = sql!(
            writing.conn(),
            query_as::<SealedRow>,
            "select id, sealed from accompaniments where party_id = $1",
            old.party.0 => fetch_all
        )?;
        for row in rows {
            change!(
                writing.conn(),
                "update accompaniments set party_id = $1, sealed = $2 where id = $3",
                new.party.0,
                self.reseal(place(row.id), &row.sealed, old, new)?,
                row.id
            )?;
        }
        Ok(())
    }

    /// What could not be written to a referral is not kept longer. Gives how many went.
    pub(crate) async fn sweep_accompaniments(&self, writing: &mut Writing) -> Result<u64> {
        let ended = self.now() - TimeDelta::days(KEPT_DAYS);
        change!(
            writing.conn(),
            "insert into contacts_gone (id) select id from accompaniments where told_at <= $1 on conflict (id) do nothing",
            ended
        )?;
        Ok(change!(writing.conn(), "delete from accompaniments where told_at <= $1", ended)?)
    }
}
