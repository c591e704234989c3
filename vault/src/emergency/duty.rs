//! The emergency duty of a team: a party that nobody holds who could open anything with it outside break-glass.

use crate::Vault;
use crate::account::TeamParties;
use crate::account::new_party;
use crate::actor::Actor;
use crate::crypt::{PartyKey, Place};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use domain::account::Role;
use domain::id::{AccountId, PartyId};
use uuid::Uuid;

/// The duty as whoever seals to it needs it.
#[derive(sqlx::FromRow)]
pub(super) struct Duty {
    pub(super) id: Uuid,
    pub(super) public_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct HolderRow {
    account_id: Uuid,
    role: String,
    public_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct HoldingRow {
    party_id: Uuid,
    sealed: Vec<u8>,
}

fn place(account: AccountId, party: PartyId) -> Place<'static> {
    Place { table: "duty_holdings", column: "sealed", row: party.0, case: account.0, segment: None, epoch: 0 }
}

impl Vault {
    /// The duty of a team whose keys are held still. It is made when it is first needed, and given to everybody who was
    /// admitted to the team and whose role is given it: sealing to them needs only their public keys. `None` for a team
    /// in which nobody was admitted.
    pub(super) async fn duty_of(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        parties: &TeamParties,
    ) -> Result<Option<Duty>> {
        if let Some(duty) = parties.duty() {
            let duty = sql!(
                writing.conn(),
                query_as::<Duty>,
                "select id, public_key from parties where id = $1",
                duty.0 => fetch_one
            )?;
            return Ok(Some(duty));
        }
        let Some(desk) = parties.desk() else { return Ok(None) };
        let key = self.new_duty(writing, parties).await?;
        let holders = sql!(
            writing.conn(),
            query_as::<HolderRow>,
            "select holdings.account_id, accounts.role, parties.public_key from holdings \
             join accounts on accounts.id = holdings.account_id join parties on parties.id = accounts.party_id \
             where holdings.party_id = $1",
            desk.0 => fetch_all
        )?;
        for holder in holders {
            if Role::from_code(&holder.role).is_ok_and(Role::holds_duty) {
                self.seal_duty(writing, actor, holder.account_id, &holder.public_key, &key).await?;
            }
        }
        Ok(Some(Duty { id: key.party.0, public_key: key.public().to_vec() }))
    }

    async fn new_duty(&self, writing: &mut Writing, parties: &TeamParties) -> Result<PartyKey> {
        let key = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        new_party(writing, &key, "duty", self.now()).await?;
        change!(writing.conn(), "update teams set duty_party_id = $1 where id = $2", key.party.0, parties.team())?;
        Ok(key)
    }

    async fn seal_duty(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        account: Uuid,
        public: &[u8],
        key: &PartyKey,
    ) -> Result<()> {
        let sealed = self.seal_to_party(public, place(AccountId(account), key.party), &key.secret_bytes()[..])?;
        change!(
            writing.conn(),
            "insert into duty_holdings (account_id, party_id, sealed, given_by, given_at) values ($1, $2, $3, $4, $5) \
             on conflict (account_id, party_id) do nothing",
            account,
            key.party.0,
            sealed,
            actor.account.0,
            self.now()
        )?;
        Ok(())
    }

    /// Opens the duty's key of the actor's own team, if it was given to her.
    pub(crate) async fn duty_key(&self, conn: Conn<'_>, actor: &Actor) -> Result<Option<PartyKey>> {
        let held = sql!(
            conn,
            query_as::<HoldingRow>,
            "select duty_holdings.party_id, duty_holdings.sealed from duty_holdings \
             join teams on teams.duty_party_id = duty_holdings.party_id where duty_holdings.account_id = $1 and teams.id = $2",
            actor.account.0, actor.team.0 => fetch_optional
        )?;
        let Some(held) = held else { return Ok(None) };
        let party = PartyId(held.party_id);
        let opened = actor.own_key().open_key(place(actor.account, party), &held.sealed);
        let (bytes, _) = opened.ok_or(Error::Inconsistent("duty_holdings"))?;
        Ok(Some(PartyKey::from_secret(party, &zeroize::Zeroizing::new(bytes))))
    }

    /// Gives the duty's key, if the team has one, to somebody who is admitted.
    pub(crate) async fn give_duty(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        account: AccountId,
        public: &[u8],
    ) -> Result<()> {
        match self.duty_key(writing.conn(), actor).await? {
            Some(key) => self.seal_duty(writing, actor, account.0, public, &key).await,
            None => Ok(()),
        }
    }

    /// Replaces the duty by a new one with what was sealed to it, for those who hold the old one. `false` when there is
    /// one and the actor does not hold it.
    pub(crate) async fn rotate_duty(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        parties: &TeamParties,
    ) -> Result<bool> {
        if parties.duty().is_none() {
            return Ok(true);
        }
        let Some(old) = self.duty_key(writing.conn(), actor).await? else { return Ok(false) };
        let new = self.new_duty(writing, parties).await?;
        self.rewrap(writing, &old, &new).await?;
        let holders = sql!(
            writing.conn(),
            query_as::<HolderRow>,
            "select duty_holdings.account_id, accounts.role, parties.public_key from duty_holdings \
             join accounts on accounts.id = duty_holdings.account_id join parties on parties.id = accounts.party_id \
             where duty_holdings.party_id = $1",
            old.party.0 => fetch_all
        )?;
        for holder in holders {
            self.seal_duty(writing, actor, holder.account_id, &holder.public_key, &new).await?;
        }
        change!(writing.conn(), "delete from duty_holdings where party_id = $1", old.party.0)?;
        change!(writing.conn(), "delete from parties where id = $1", old.party.0)?;
        Ok(true)
    }
}
