use super::{NewMember, hold, new_party};
use crate::Vault;
use crate::audit::Event;
use crate::crypt::PartyKey;
use crate::engine::{Writing, change, sql};
use crate::error::Result;
use domain::account::{FirstRun, RecoveryCode, Role};
use domain::audit::Deed;
use domain::id::{OrganisationId, PartyId, TeamId};
use domain::organisation::OrganisationKind;
use domain::problem::{Problem, Problems};
use uuid::Uuid;

/// What the first run made: codes to print and put away, shown once.
pub struct Begun {
    /// The supervisor's recovery code.
    pub supervisor_recovery: RecoveryCode,
    /// The administrator's recovery code.
    pub administrator_recovery: RecoveryCode,
}

impl Vault {
    /// Whether anybody has an account yet.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn is_set_up(&self) -> Result<bool> {
        let mut reading = self.database.read().await?;
        Ok(sql!(reading.conn(), query_scalar::<Uuid>, "select id from accounts limit 1" => fetch_optional)?.is_some())
    }

    /// Creates the first organisation, its team with its keys, its supervisor, and an administrator who holds none of them.
    ///
    /// # Errors
    /// When the database is not available. A deployment that is set up already is a problem at `organisation`.
    pub async fn set_up(&self, first: &FirstRun) -> Result<Result<Begun, Problems>> {
        let supervisor = self.new_member(first.password.as_str()).await?;
        let administrator = self.new_member(first.administrator_password.as_str()).await?;
        let mut writing = self.database.write().await?;
        if sql!(writing.conn(), query_scalar::<Uuid>, "select id from accounts limit 1" => fetch_optional)?.is_some() {
            return Ok(Err(Problems::at("organisation", Problem::Taken)));
        }
        let organisation =
            self.add_organisation(&mut writing, OrganisationKind::SocialWork, first.organisation.as_str(), "").await?;
        let team = self.add_team(&mut writing, organisation, first.team.as_str()).await?;
        let people = [
            (&supervisor, first.username.as_str(), first.name.as_str(), Role::Supervisor, "username"),
            (
                &administrator,
                first.administrator.as_str(),
                first.administrator.as_str(),
                Role::Administrator,
                "administrator",
            ),
        ];
        for (member, username, name, role, field) in people {
            if let Err(problems) = self.enrol(&mut writing, member, team, (username, name, role), field).await? {
                return Ok(Err(problems));
            }
        }
        self.give_first_keys(&mut writing, team, &supervisor, Role::Supervisor).await?;
        self.note(&mut writing, None, &Event::of(Deed::SetUp)).await?;
        writing.commit().await?;
        Ok(Ok(Begun { supervisor_recovery: supervisor.recovery(), administrator_recovery: administrator.recovery() }))
    }

    pub(crate) async fn add_organisation(
        &self,
        writing: &mut Writing,
        kind: OrganisationKind,
        name: &str,
        address: &str,
    ) -> Result<OrganisationId> {
        let id = self.new_id();
        change!(
            writing.conn(),
            "insert into organisations (id, kind, name, address, created_at) values ($1, $2, $3, $4, $5)",
            id,
            kind.code(),
            name,
            address,
            self.now()
        )?;
        Ok(OrganisationId(id))
    }

    pub(crate) async fn add_team(
        &self,
        writing: &mut Writing,
        organisation: OrganisationId,
        name: &str,
    ) -> Result<TeamId> {
        let id = self.new_id();
        change!(
            writing.conn(),
            "insert into teams (id, organisation_id, name, created_at) values ($1, $2, $3, $4)",
            id,
            organisation.0,
            name,
            self.now()
        )?;
        Ok(TeamId(id))
    }

    /// Makes a team's keys that do not exist yet and that this role holds. Whoever comes later is admitted by a holder:
    /// an administrator can invite a second supervisor, but not open anything through her.
    pub(crate) async fn give_first_keys(
        &self,
        writing: &mut Writing,
        team: TeamId,
        member: &NewMember,
        role: Role,
    ) -> Result<()> {
        let parties = self.lock_team(writing, team).await?;
        if role.holds_lead() && parties.lead().is_none() {
            let key = self.first_key(writing, "lead", member).await?;
            change!(writing.conn(), "update teams set lead_party_id = $1 where id = $2", key.0, team.0)?;
        }
        if role.holds_desk() && parties.desk().is_none() {
            let key = self.first_key(writing, "desk", member).await?;
            change!(writing.conn(), "update teams set desk_party_id = $1 where id = $2", key.0, team.0)?;
        }
        Ok(())
    }

    async fn first_key(&self, writing: &mut Writing, kind: &'static str, member: &NewMember) -> Result<PartyId> {
        let key = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        new_party(writing, &key, kind, self.now()).await?;
        let place = super::session::holding_place(member.account, key.party);
        let sealed = member.key.seal_own(place, &key.secret_bytes()[..], self.entropy.as_ref());
        hold(self, writing, member.account, key.party, Some(sealed), member.account).await?;
        Ok(key.party)
    }
}
