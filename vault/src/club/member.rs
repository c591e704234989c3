//! Who is on a list. Each line has a key of its own, which exists only in a wrap under her yes: without a live one there is
//! no row and no plaintext. Taking it back deletes wrap and line; the entry of the ledger stays, and leads to nobody.

use super::list::{OpenedList, event};
use super::tie::{Body, Tie};
use crate::Vault;
use crate::access::committed_key;
use crate::actor::Actor;
use crate::crypt::{DataKey, Place};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::audit::Deed;
use domain::club::{LISTING_TEXT, Member, Until};
use domain::consent::Evidence;
use domain::id::{ClubMemberId, PartyId, SubmissionId};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Somebody on the list.
pub struct Listed {
    /// Her number on this list.
    pub id: ClubMemberId,
    /// What the list says of her.
    pub member: Member,
    /// The end of her yes.
    pub until: DateTime<Utc>,
    /// When she gave it.
    pub given_at: DateTime<Utc>,
    /// How it was given.
    pub evidence: Evidence,
    /// What ties her to a case, or looks like it.
    pub(super) tie: Option<Tie>,
}

/// How somebody's yes to be listed ends before its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListEnd {
    /// She takes it back.
    Withdrawn,
    /// She left the club.
    Left,
}

impl ListEnd {
    const fn code(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Left => "left",
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    member_id: Uuid,
    party_id: Uuid,
    sealed: Vec<u8>,
    commitment: Vec<u8>,
    wrap: Vec<u8>,
    valid_until: DateTime<Utc>,
    consent_id: Uuid,
    proof: Vec<u8>,
    given_at: DateTime<Utc>,
}

impl Row {
    fn key(&self, actor: &Actor, list: &OpenedList) -> Result<DataKey> {
        let holder = actor.key_of(PartyId(self.party_id)).ok_or(Error::Inconsistent("holdings"))?;
        let (bytes, _) = holder
            .open_key(list.place("club_wraps", "sealed", self.member_id), &self.wrap)
            .ok_or(Error::Inconsistent("club_wraps"))?;
        committed_key(bytes, &self.commitment).ok_or(Error::Inconsistent("club_wraps"))
    }

    fn body(&self, key: &DataKey, list: &OpenedList) -> Result<Body> {
        let place = list.place("club_members", "sealed", self.member_id);
        let plain = key.open(place, &self.sealed).ok_or(Error::Inconsistent("club_members"))?;
        serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent("club_members"))
    }

    fn open(&self, actor: &Actor, list: &OpenedList) -> Result<Listed> {
        let body = self.body(&self.key(actor, list)?, list)?;
        Ok(Listed {
            id: ClubMemberId(self.member_id),
            tie: body.tie(),
            member: body.member,
            until: self.valid_until,
            given_at: self.given_at,
            evidence: list.read("club_consents", self.consent_id, &self.proof)?,
        })
    }
}

fn seal(vault: &Vault, key: &DataKey, place: Place<'_>, body: &Body) -> Vec<u8> {
    let plain = Zeroizing::new(serde_json::to_vec(body).expect("a member is plain data"));
    key.seal(place, &plain, vault.entropy.as_ref())
}

impl Vault {
    async fn held_members(
        &self,
        conn: Conn<'_>,
        actor: &Actor,
        list: &OpenedList,
        only: Option<Uuid>,
    ) -> Result<Vec<Row>> {
        Ok(sql!(
            conn,
            query_as::<Row>,
            "select member_id, party_id, sealed, commitment, wrap, valid_until, consent_id, proof, given_at from held_members \
             where account_id = $1 and party_id = $2 and valid_from <= $3 and valid_until > $3 and (member_id = $4 or $4 is null) \
             order by member_id",
            actor.account.0, list.list().0, self.now(), only => fetch_all
        )?)
    }

    /// Those who let the club list them, today.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn listed(&self, actor: &Actor, list: &OpenedList) -> Result<Vec<Listed>> {
        let mut reading = self.database.read().await?;
        let rows = self.held_members(reading.conn(), actor, list, None).await?;
        rows.iter().map(|row| row.open(actor, list)).collect()
    }

    /// One of them. `None` when there is no such line, or no live yes.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn listed_member(
        &self,
        actor: &Actor,
        list: &OpenedList,
        member: ClubMemberId,
    ) -> Result<Option<Listed>> {
        let mut reading = self.database.read().await?;
        let rows = self.held_members(reading.conn(), actor, list, Some(member.0)).await?;
        rows.first().map(|row| row.open(actor, list)).transpose()
    }

    /// Writes somebody on the list, with her yes. `None` when the key is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn list_member(
        &self,
        actor: &Actor,
        list: &OpenedList,
        member: &Member,
        until: &Until,
        form: SubmissionId,
    ) -> Result<Option<ClubMemberId>> {
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        if !self.still_leads(&mut writing, actor, list).await? {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(ClubMemberId(earlier)));
        }
        let holder = actor.key_of(list.list()).ok_or(Error::Inconsistent("holdings"))?;
        let key = DataKey::random(self.entropy.as_ref());
        let body = Body::new(member.clone(), Tie::of_nobody(self));
        change!(
            writing.conn(),
            "insert into club_members (id, list_id, commitment, sealed, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            list.list().0,
            &key.commitment()[..],
            seal(self, &key, list.place("club_members", "sealed", id), &body),
            actor.account.0,
            now
        )?;
        let consent = self.write_yes(&mut writing, actor, list, id, until).await?;
        change!(
            writing.conn(),
            "insert into club_wraps (member_id, party_id, consent_id, sealed, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6)",
            id,
            list.list().0,
            consent,
            holder.seal_own(list.place("club_wraps", "sealed", id), key.bytes(), self.entropy.as_ref()),
            now,
            until.end()
        )?;
        self.note(&mut writing, Some(actor), &event(Deed::ConsentRecorded)).await?;
        writing.commit().await?;
        Ok(Some(ClubMemberId(id)))
    }

    async fn write_yes(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        list: &OpenedList,
        member: Uuid,
        until: &Until,
    ) -> Result<Uuid> {
        let (id, now) = (self.new_id(), self.now());
        change!(
            writing.conn(),
            "insert into club_consents (id, list_id, member_id, method, language, text_version, valid_from, valid_until, sealed, recorded_by, recorded_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $7)",
            id,
            list.list().0,
            member,
            until.evidence.method.code(),
            until.evidence.language.code(),
            LISTING_TEXT,
            now,
            until.end(),
            list.write(self, "club_consents", id, &until.evidence),
            actor.account.0
        )?;
        Ok(id)
    }

    /// Puts a new yes in the place of the one that stands, with what the list says of her from now on. `None` when there is
    /// none that stands.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn list_again(
        &self,
        actor: &Actor,
        list: &OpenedList,
        id: ClubMemberId,
        member: &Member,
        until: &Until,
        form: SubmissionId,
    ) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        if !self.still_leads(&mut writing, actor, list).await? {
            return Ok(None);
        }
        let rows = self.held_members(writing.conn(), actor, list, Some(id.0)).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        if crate::submission::claim(&mut writing, actor, form, id.0, self.now()).await?.is_some() {
            return Ok(Some(()));
        }
        let key = row.key(actor, list)?;
        // What ties her to a case goes on: this is another question.
        let tie = row.body(&key, list)?.tie().unwrap_or_else(|| Tie::of_nobody(self));
        let body = Body::new(member.clone(), tie);
        let consent = self.write_yes(&mut writing, actor, list, id.0, until).await?;
        if until.end() < row.valid_until {
            // The earlier one lasts longer than she says now: nothing may be put back under it.
            self.end_yeses(&mut writing, actor, id.0, consent, "renewed").await?;
        }
        change!(
            writing.conn(),
            "update club_members set sealed = $1 where id = $2",
            seal(self, &key, list.place("club_members", "sealed", id.0), &body),
            id.0
        )?;
        change!(
            writing.conn(),
            "update club_wraps set consent_id = $1, valid_until = $2 where member_id = $3",
            consent,
            until.end(),
            id.0
        )?;
        self.note(&mut writing, Some(actor), &event(Deed::ConsentRecorded)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Puts another mark into a line that stands. `false` when the list is not hers any more, or there is no such line.
    pub(super) async fn write_tie(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        (list, id): (&OpenedList, ClubMemberId),
        tie: Tie,
    ) -> Result<bool> {
        if !self.still_leads(writing, actor, list).await? {
            return Ok(false);
        }
        let rows = self.held_members(writing.conn(), actor, list, Some(id.0)).await?;
        let Some(row) = rows.first() else { return Ok(false) };
        let key = row.key(actor, list)?;
        let body = Body::new(row.body(&key, list)?.member, tie);
        change!(
            writing.conn(),
            "update club_members set sealed = $1 where id = $2",
            seal(self, &key, list.place("club_members", "sealed", id.0), &body),
            id.0
        )?;
        Ok(true)
    }

    /// Ends every yes of a line but one.
    async fn end_yeses(&self, writing: &mut Writing, actor: &Actor, member: Uuid, but: Uuid, how: &str) -> Result<()> {
        change!(
            writing.conn(),
            "insert into club_consent_ends (consent_id, how, ended_by, ended_at) select id, $1, $2, $3 from club_consents \
             where member_id = $4 and id <> $5 on conflict (consent_id) do nothing",
            how,
            actor.account.0,
            self.now(),
            member,
            but
        )?;
        Ok(())
    }

    /// Takes somebody off the list: the entry, her key and her line, in one transaction. `None` when there is no such line.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn unlist(&self, actor: &Actor, list: &OpenedList, id: ClubMemberId, how: ListEnd) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        if !self.still_leads(&mut writing, actor, list).await? {
            return Ok(None);
        }
        let rows = self.held_members(writing.conn(), actor, list, Some(id.0)).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        self.end_yeses(&mut writing, actor, id.0, Uuid::nil(), how.code()).await?;
        change!(writing.conn(), "delete from club_wraps where member_id = $1", id.0)?;
        change!(writing.conn(), "delete from club_members where id = $1", id.0)?;
        self.note(&mut writing, Some(actor), &event(Deed::ConsentWithdrawn)).await?;
        writing.commit().await?;
        // The file, too, as after every withdrawal that deletes words.
        self.database.sweep_when_possible().await;
        Ok(Some(()))
    }

    /// Deletes the lines of those whose yes ran out: their keys first.
    pub(crate) async fn sweep_members(&self, writing: &mut Writing, ended: DateTime<Utc>) -> Result<u64> {
        let wraps = change!(writing.conn(), "delete from club_wraps where valid_until <= $1", ended)?;
        if wraps > 0 {
            change!(
                writing.conn(),
                "delete from club_members where not exists (select 1 from club_wraps where club_wraps.member_id = club_members.id)"
            )?;
        }
        Ok(wraps)
    }
}
