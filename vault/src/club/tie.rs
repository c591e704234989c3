//! A member who is a client too. In her line, under her own key, stands a mark that only her case makes; in every other line
//! stands one made by chance, so that who opens the list learns nothing. Found by who opens the list and holds a key of the case.

use super::list::{OpenedList, event};
use super::member::Listed;
use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::engine::{Conn, sql};
use crate::error::Result;
use domain::access::Action;
use domain::audit::{Deed, hex};
use domain::club::Member;
use domain::id::{CaseId, ClubId, ClubMemberId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The mark in a line.
#[derive(Clone, Copy)]
pub(super) struct Tie([u8; 32]);

/// What is sealed of a member. A line of before this has no mark.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    #[serde(flatten)]
    pub(super) member: Member,
    #[serde(default)]
    tie: String,
}

/// A line of a club that is of a client.
pub struct Tied {
    /// The club.
    pub club: ClubId,
    /// Its name.
    pub name: String,
    /// Her line.
    pub listed: Listed,
}

#[derive(sqlx::FromRow)]
struct HeldRow {
    case_id: Uuid,
    audit_key: Vec<u8>,
}

impl Tie {
    /// Of nobody.
    pub(super) fn of_nobody(vault: &Vault) -> Self {
        Self(vault.random())
    }

    /// Of a case, in one line. With the audit key of an erased case it is gone that this was hers.
    fn of(audit_key: &[u8], member: ClubMemberId) -> Self {
        let key = blake3::derive_key("dong-hanh 2026 club member who is a client", audit_key);
        Self(*blake3::keyed_hash(&key, member.0.as_bytes()).as_bytes())
    }

    fn is(&self, other: &Self) -> bool {
        bool::from(subtle::ConstantTimeEq::ct_eq(&self.0[..], &other.0[..]))
    }
}

impl Body {
    pub(super) fn new(member: Member, tie: Tie) -> Self {
        Self { member, tie: hex::write(&tie.0) }
    }

    pub(super) fn tie(&self) -> Option<Tie> {
        hex::read(&self.tie).map(Tie)
    }
}

impl Vault {
    /// The cases that the actor holds a key of the work for, without opening one.
    async fn held_audit_keys(&self, conn: Conn<'_>, actor: &Actor) -> Result<Vec<HeldRow>> {
        Ok(sql!(
            conn,
            query_as::<HeldRow>,
            "select distinct case_id, audit_key from held_wraps where account_id = $1 and valid_from <= $2 and valid_until > $2 \
             and segment = 'casework' and purpose <> 'emergency'",
            actor.account.0, self.now() => fetch_all
        )?)
    }

    /// Ties a line to a case, as she says. `None` when either key is not held any more, or there is no live line.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn tie_member(
        &self,
        actor: &Actor,
        list: &OpenedList,
        member: ClubMemberId,
        casework: &Opened<segment::Casework>,
    ) -> Result<Option<()>> {
        if !actor.may(Action::TieMember) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), casework.case()).await?;
        if !self.still_holds(writing.conn(), actor, casework.newest_key()).await? {
            return Ok(None);
        }
        let held = self.held_audit_keys(writing.conn(), actor).await?;
        let Some(case) = held.iter().find(|row| row.case_id == casework.case().0) else { return Ok(None) };
        let tie = Tie::of(&case.audit_key, member);
        if !self.write_tie(&mut writing, actor, (list, member), tie).await? {
            return Ok(None);
        }
        // As with every deed of a list, without the case: who reads the audit must not find the one by the other.
        self.note(&mut writing, Some(actor), &event(Deed::ConsentRecorded)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Unties a line from a case that the actor holds a key of. `None` when it is not tied to one.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn untie_member(&self, actor: &Actor, list: &OpenedList, member: ClubMemberId) -> Result<Option<()>> {
        let Some(listed) = self.listed_member(actor, list, member).await? else { return Ok(None) };
        if self.case_of_member(actor, &listed).await?.is_none() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.write_tie(&mut writing, actor, (list, member), Tie::of_nobody(self)).await? {
            return Ok(None);
        }
        self.note(&mut writing, Some(actor), &event(Deed::ConsentWithdrawn)).await?;
        writing.commit().await?;
        self.database.sweep_when_possible().await;
        Ok(Some(()))
    }

    /// The case that a line is tied to, for who holds a key of it too; for everybody else there is none.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn case_of_member(&self, actor: &Actor, listed: &Listed) -> Result<Option<CaseId>> {
        let Some(tie) = listed.tie.filter(|_| actor.may(Action::TieMember)) else { return Ok(None) };
        let mut reading = self.database.read().await?;
        let held = self.held_audit_keys(reading.conn(), actor).await?;
        let found = held.into_iter().find(|row| Tie::of(&row.audit_key, listed.id).is(&tie));
        Ok(found.map(|row| CaseId(row.case_id)))
    }

    /// The lines tied to a case, in the lists that the actor opens; each look at a list is written down.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn members_of_case(&self, actor: &Actor, casework: &Opened<segment::Casework>) -> Result<Vec<Tied>> {
        if !actor.may(Action::TieMember) {
            return Ok(Vec::new());
        }
        let held = {
            let mut reading = self.database.read().await?;
            self.held_audit_keys(reading.conn(), actor).await?
        };
        let Some(case) = held.into_iter().find(|row| row.case_id == casework.case().0) else { return Ok(Vec::new()) };
        let mut tied = Vec::new();
        for leading in self.clubs_led(actor).await? {
            let Some(list) = self.open_list(actor, leading.club()).await? else { continue };
            for listed in self.listed(actor, &list).await? {
                if listed.tie.is_some_and(|tie| Tie::of(&case.audit_key, listed.id).is(&tie)) {
                    tied.push(Tied { club: leading.club(), name: leading.name.clone(), listed });
                }
            }
        }
        Ok(tied)
    }
}
