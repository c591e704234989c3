//! What a team's desk is told by who opens no case for it: contacts, walk-ins, the word of who went with a client. Sealed to the
//! desk's public key, opened by who holds the private one, and sealed anew when the team's keys are replaced.

use crate::Vault;
use crate::actor::Actor;
use crate::crypt::{PartyKey, Place};
use crate::engine::{Writing, sql};
use crate::error::{Error, Result};
use domain::id::{PartyId, TeamId};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// Whom it is sealed to.
#[derive(sqlx::FromRow)]
pub(crate) struct Desk {
    id: Uuid,
    public_key: Vec<u8>,
}

impl Desk {
    pub(crate) const fn party(&self) -> Uuid {
        self.id
    }

    pub(crate) fn seal(&self, vault: &Vault, place: Place<'_>, body: &[u8]) -> Result<Vec<u8>> {
        vault.seal_to_party(&self.public_key, place, body)
    }
}

/// Opens what was sealed to a desk that the actor holds the key of. It was audited before.
pub(crate) fn open_at_desk<T: DeserializeOwned>(
    actor: &Actor,
    party: Uuid,
    place: Place<'_>,
    sealed: &[u8],
) -> Result<T> {
    let key = actor.key_of(PartyId(party)).ok_or(Error::Inconsistent("holdings"))?;
    let (plain, _) = key.open(place, sealed).ok_or(Error::Inconsistent(place.table))?;
    serde_json::from_slice(&plain).map_err(|_| Error::Inconsistent(place.table))
}

impl Vault {
    /// The desk of the actor's own team, held still for this transaction. `None` when nobody holds it yet, or the actor's account
    /// was closed while this waited.
    pub(crate) async fn own_desk(&self, writing: &mut Writing, actor: &Actor) -> Result<Option<Desk>> {
        if !self.stays_here(writing, actor).await? {
            return Ok(None);
        }
        self.desk_of(writing, actor.team).await
    }

    /// A team's desk, if anybody holds it yet. Its team is locked by the caller, so that it is not changed meanwhile.
    pub(crate) async fn desk_of(&self, writing: &mut Writing, team: TeamId) -> Result<Option<Desk>> {
        Ok(sql!(
            writing.conn(),
            query_as::<Desk>,
            "select parties.id, parties.public_key from teams join parties on parties.id = teams.desk_party_id where teams.id = $1",
            team.0 => fetch_optional
        )?)
    }

    /// The same, sealed to the keys that replace the desk's own.
    pub(crate) fn reseal(&self, place: Place<'_>, sealed: &[u8], old: &PartyKey, new: &PartyKey) -> Result<Vec<u8>> {
        let (plain, _) = old.open(place, sealed).ok_or(Error::Inconsistent(place.table))?;
        Ok(new.seal_own(place, &plain, self.entropy.as_ref()))
    }
}
