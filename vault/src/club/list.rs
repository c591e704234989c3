//! The door of a club's list. Its key pair is made by who leads the club, in her own session, and held by her; the register's
//! keepers name her and never hold it. When nobody holds it any more, a list is begun afresh, empty.

use super::registry::{leads, lock_club};
use crate::Vault;
use crate::access::committed_key;
use crate::account::new_party;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{DataKey, PartyKey, Place};
use crate::engine::{Writing, change, sql};
use crate::error::{Error, Result};
use domain::access::{Action, may_open};
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::{AccountId, ClubId, PartyId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Proof that the list of one club was opened for who leads it, with the audit event already on disk. No `Clone`, no
/// `Debug`, no `Serialize`, no way to make one outside this module.
pub struct OpenedList {
    club: ClubId,
    list: PartyId,
    number: i64,
    key: DataKey,
}

/// How the actor stands to a club's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// She does not lead the club.
    NotHers,
    /// She leads it, and holds the key.
    Open,
    /// She leads it; another holds the key and can give it to her.
    Waits,
    /// She leads it, and there is no list yet.
    NotBegun,
    /// She leads it, and nobody holds the key of its list any more.
    Lost,
}

/// What came of giving a list's key to the key whose mark was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyGiven {
    /// She holds it.
    Now,
    /// Another key stands in its place by now: nothing was given.
    OtherKey,
}

/// A club the actor leads.
#[derive(sqlx::FromRow)]
pub struct Leading {
    club_id: Uuid,
    /// Its name.
    pub name: String,
}

impl Leading {
    /// The club.
    #[must_use]
    pub const fn club(&self) -> ClubId {
        ClubId(self.club_id)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    party_id: Uuid,
    number: i64,
    commitment: Vec<u8>,
    sealed: Vec<u8>,
}

/// What an event about a list says: a look or a change under the members' own yes. Which club, it does not say.
pub(super) fn event(deed: Deed) -> Event<'static> {
    Event { segments: &[Segment::Group], reason: Reason::Support, basis: Basis::Consent, ..Event::of(deed) }
}

fn place_in<'a>(club: ClubId, number: i64, table: &'static str, column: &'a str, row: Uuid) -> Place<'a> {
    Place { table, column, row, case: club.0, segment: Some(Segment::Group), epoch: number }
}

impl OpenedList {
    /// The club.
    #[must_use]
    pub const fn club(&self) -> ClubId {
        self.club
    }

    pub(super) const fn list(&self) -> PartyId {
        self.list
    }

    pub(super) fn place<'a>(&self, table: &'static str, column: &'a str, row: Uuid) -> Place<'a> {
        place_in(self.club, self.number, table, column, row)
    }

    /// Seals a body under the list's own key.
    pub(super) fn write<T: Serialize>(&self, vault: &Vault, table: &'static str, row: Uuid, body: &T) -> Vec<u8> {
        let plain = Zeroizing::new(serde_json::to_vec(body).expect("bodies are plain data"));
        self.key.seal(self.place(table, "sealed", row), &plain, vault.entropy.as_ref())
    }

    pub(super) fn read<T: DeserializeOwned>(&self, table: &'static str, row: Uuid, sealed: &[u8]) -> Result<T> {
        let plain = self.key.open(self.place(table, "sealed", row), sealed).ok_or(Error::Inconsistent(table))?;
        serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent(table))
    }
}

impl Vault {
    /// The clubs the actor is named to lead, whether or not she holds the key.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn clubs_led(&self, actor: &Actor) -> Result<Vec<Leading>> {
        if !actor.may(Action::LeadClub) {
            return Ok(Vec::new());
        }
        let mut reading = self.database.read().await?;
        Ok(sql!(
            reading.conn(),
            query_as::<Leading>,
            "select distinct clubs_led.club_id, clubs_kept.name from clubs_led join clubs_kept on clubs_kept.id = clubs_led.club_id \
             where clubs_led.account_id = $1 order by clubs_led.club_id",
            actor.account.0 => fetch_all
        )?)
    }

    /// How the actor stands to a club's list.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn list_standing(&self, actor: &Actor, club: ClubId) -> Result<Standing> {
        if !actor.may(Action::LeadClub) {
            return Ok(Standing::NotHers);
        }
        let mut reading = self.database.read().await?;
        let leads = leads(reading.conn(), actor, club).await?;
        let Some(own) = leads.iter().find(|lead| lead.account() == actor.account) else {
            return Ok(Standing::NotHers);
        };
        if own.holds() {
            return Ok(Standing::Open);
        }
        if leads.iter().any(super::Lead::holds) {
            return Ok(Standing::Waits);
        }
        let begun = sql!(
            reading.conn(),
            query_scalar::<i64>,
            "select count(*) from club_lists where club_id = $1",
            club.0 => fetch_one
        )?;
        Ok(if begun == 0 { Standing::NotBegun } else { Standing::Lost })
    }

    /// Opens the list of a club for who leads it and holds its key; `None` for everybody else, the same as for a club that
    /// never was.
    ///
    /// # Errors
    /// When the audit event cannot be made durable: then nothing is opened.
    pub async fn open_list(&self, actor: &Actor, club: ClubId) -> Result<Option<OpenedList>> {
        let mut writing = self.database.write().await?;
        let row = match actor.may(Action::LeadClub) && may_open(actor.role, Segment::Group) {
            true => sql!(
                writing.conn(),
                query_as::<Row>,
                "select party_id, number, commitment, sealed from held_lists where account_id = $1 and club_id = $2",
                actor.account.0, club.0 => fetch_optional
            )?,
            false => None,
        };
        let Some(row) = row else {
            self.note(&mut writing, Some(actor), &Event { reason: Reason::Support, ..Event::of(Deed::Refused) })
                .await?;
            writing.commit().await?;
            return Ok(None);
        };
        self.note(&mut writing, Some(actor), &event(Deed::Opened)).await?;
        // Durable from here on; only now is a key opened.
        writing.commit().await?;
        let list = PartyId(row.party_id);
        let holder = actor.key_of(list).ok_or(Error::Inconsistent("holdings"))?;
        let place = place_in(club, row.number, "club_lists", "sealed", list.0);
        let (bytes, _) = holder.open_key(place, &row.sealed).ok_or(Error::Inconsistent("club_lists"))?;
        let key = committed_key(bytes, &row.commitment).ok_or(Error::Inconsistent("club_lists"))?;
        Ok(Some(OpenedList { club, list, number: row.number, key }))
    }

    /// Whether the actor still leads the club and holds its newest list; holds the list still for this transaction.
    pub(super) async fn still_leads(&self, writing: &mut Writing, actor: &Actor, list: &OpenedList) -> Result<bool> {
        change!(writing.conn(), "update club_lists set number = number where party_id = $1", list.list.0)?;
        let held = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select party_id from held_lists where account_id = $1 and party_id = $2",
            actor.account.0, list.list.0 => fetch_optional
        )?;
        Ok(held.is_some() && actor.may(Action::LeadClub))
    }

    /// Begins the list of a club: its first, or one afresh where nobody holds the key of the old one, of which nothing stays.
    /// `None` when the actor does not lead the club, or somebody holds the key.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn begin_list(&self, actor: &Actor, club: ClubId) -> Result<Option<()>> {
        if !actor.may(Action::LeadClub) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        // What is sealed to a key pair that she lost meanwhile would open to nobody, nor let her log in.
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        // Two who begin at once: one does, the other finds the key held.
        if !lock_club(writing.conn(), actor, club).await? {
            return Ok(None);
        }
        let leads = leads(writing.conn(), actor, club).await?;
        if leads.iter().all(|lead| lead.account() != actor.account) || leads.iter().any(super::Lead::holds) {
            return Ok(None);
        }
        let now = self.now();
        let last = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select number from club_lists where club_id = $1 order by number desc limit 1",
            club.0 => fetch_optional
        )?;
        self.forget_lists(&mut writing, actor, club).await?;
        let number = last.unwrap_or_default() + 1;
        let pair = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        new_party(&mut writing, &pair, "club", now).await?;
        self.give_key(&mut writing, actor, actor.account.0, &actor.own_key().public(), &pair).await?;
        let key = DataKey::random(self.entropy.as_ref());
        let place = place_in(club, number, "club_lists", "sealed", pair.party.0);
        change!(
            writing.conn(),
            "insert into club_lists (party_id, club_id, number, commitment, sealed, begun_by, begun_at) values ($1, $2, $3, $4, $5, $6, $7)",
            pair.party.0,
            club.0,
            number,
            &key.commitment()[..],
            pair.seal_own(place, key.bytes(), self.entropy.as_ref()),
            actor.account.0,
            now
        )?;
        self.note(&mut writing, Some(actor), &event(Deed::ClubListBegun)).await?;
        writing.commit().await?;
        self.database.sweep_when_possible().await;
        Ok(Some(()))
    }

    /// Deletes what nobody can open any more of a club's earlier lists. That there were yeses stays, with their end.
    async fn forget_lists(&self, writing: &mut Writing, actor: &Actor, club: ClubId) -> Result<()> {
        // Whoever adds to one of them in this moment, and does not lead the club any more, is done before, or adds nothing.
        change!(writing.conn(), "update club_lists set number = number where club_id = $1", club.0)?;
        change!(
            writing.conn(),
            "insert into club_consent_ends (consent_id, how, ended_by, ended_at) select id, 'lost', $1, $2 from club_consents \
             where list_id in (select party_id from club_lists where club_id = $3) on conflict (consent_id) do nothing",
            actor.account.0,
            self.now(),
            club.0
        )?;
        change!(
            writing.conn(),
            "delete from club_wraps where party_id in (select party_id from club_lists where club_id = $1)",
            club.0
        )?;
        change!(
            writing.conn(),
            "delete from club_members where list_id in (select party_id from club_lists where club_id = $1)",
            club.0
        )?;
        change!(
            writing.conn(),
            "delete from club_meetings where list_id in (select party_id from club_lists where club_id = $1)",
            club.0
        )?;
        change!(
            writing.conn(),
            "delete from club_savings where list_id in (select party_id from club_lists where club_id = $1)",
            club.0
        )?;
        change!(
            writing.conn(),
            "delete from holdings where party_id in (select party_id from club_lists where club_id = $1)",
            club.0
        )?;
        Ok(())
    }

    /// Gives the list's key to somebody who was named beside the actor, sealed to the public key whose mark the two compared on
    /// their screens. Where another stands in its place by now nothing is given. `None` when the actor does not hold it, or she
    /// was not named.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn give_list(
        &self,
        actor: &Actor,
        list: &OpenedList,
        account: AccountId,
        mark: &str,
    ) -> Result<Option<KeyGiven>> {
        let mut writing = self.database.write().await?;
        // Nobody leaves or comes back with a new key between the look at hers and the giving.
        writing.lock_teams_of(actor.organisation.0, None).await?;
        // Nor is a lead ended.
        if !lock_club(writing.conn(), actor, list.club).await? || !self.still_leads(&mut writing, actor, list).await? {
            return Ok(None);
        }
        let leads = leads(writing.conn(), actor, list.club).await?;
        let Some(lead) = leads.iter().find(|lead| lead.account() == account) else { return Ok(None) };
        if mark != lead.mark() {
            return Ok(Some(KeyGiven::OtherKey));
        }
        let key = actor.key_of(list.list).ok_or(Error::Inconsistent("holdings"))?;
        self.give_key(&mut writing, actor, account.0, lead.public_key(), key).await?;
        self.note(&mut writing, Some(actor), &event(Deed::ClubKeyGiven)).await?;
        writing.commit().await?;
        Ok(Some(KeyGiven::Now))
    }
}
