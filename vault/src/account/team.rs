//! A team's keys, as they stand for one change.

use crate::Vault;
use crate::actor::Actor;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::Result;
use domain::account::Role;
use domain::id::{PartyId, TeamId};
use uuid::Uuid;

/// The parties of a team.
#[derive(sqlx::FromRow)]
pub(crate) struct TeamParties {
    id: Uuid,
    lead_party_id: Option<Uuid>,
    desk_party_id: Option<Uuid>,
    duty_party_id: Option<Uuid>,
}

impl TeamParties {
    /// What every case of the team is wrapped to.
    pub(crate) fn lead(&self) -> Option<PartyId> {
        self.lead_party_id.map(PartyId)
    }

    /// What others send to the team is sealed to.
    pub(crate) fn desk(&self) -> Option<PartyId> {
        self.desk_party_id.map(PartyId)
    }

    /// What cases are wrapped to for an emergency.
    pub(crate) fn duty(&self) -> Option<PartyId> {
        self.duty_party_id.map(PartyId)
    }

    /// The team itself.
    pub(crate) const fn team(&self) -> Uuid {
        self.id
    }

    /// Lead and desk, as far as they exist.
    pub(crate) fn both(&self) -> impl Iterator<Item = PartyId> {
        self.lead().into_iter().chain(self.desk())
    }

    /// Those that a role holds.
    pub(crate) fn of_role(&self, role: Role) -> impl Iterator<Item = PartyId> {
        let lead = self.lead().filter(|_| role.holds_lead());
        lead.into_iter().chain(self.desk().filter(|_| role.holds_desk()))
    }

    /// Whether the actor could give all that the role holds: nobody can give a key they do not hold.
    pub(crate) fn could_be_given_by(&self, actor: &Actor, role: Role) -> bool {
        self.of_role(role).all(|party| actor.key_of(party).is_some())
    }
}

impl Vault {
    /// Holds a team's keys still for this transaction and reads them: what is sealed to a team and a rotation of its keys
    /// happen one after the other. Who locks a case too locks the case first.
    pub(crate) async fn lock_team(&self, writing: &mut Writing, team: TeamId) -> Result<TeamParties> {
        change!(writing.conn(), "update teams set name = name where id = $1", team.0)?;
        self.team_parties(writing.conn(), team).await
    }

    /// A team's keys as they stand.
    pub(super) async fn team_parties(&self, conn: Conn<'_>, team: TeamId) -> Result<TeamParties> {
        Ok(sql!(
            conn,
            query_as::<TeamParties>,
            "select id, lead_party_id, desk_party_id, duty_party_id from teams where id = $1",
            team.0 => fetch_one
        )?)
    }

    /// Whether somebody who held keys of one's team left since they were made.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn rotation_is_due(&self, actor: &Actor) -> Result<bool> {
        let mut reading = self.database.read().await?;
        let left = sql!(
            reading.conn(),
            query_scalar::<String>,
            "select accounts.role from account_closures join accounts on accounts.id = account_closures.account_id \
             join teams on teams.id = accounts.team_id \
             join parties on parties.id = teams.lead_party_id or parties.id = teams.desk_party_id \
             where teams.id = $1 and account_closures.closed_at > parties.created_at",
            actor.team.0 => fetch_all
        )?;
        let mut roles = left.iter().filter_map(|role| Role::from_code(role).ok());
        Ok(roles.any(|role| role.holds_lead() || role.holds_desk()))
    }
}
