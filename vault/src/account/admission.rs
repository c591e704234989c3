use super::hold;
use super::session::holding_place;
use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::PartyKey;
use crate::engine::sql;
use crate::error::{Error, Result};
use domain::access::Action;
use domain::account::Role;
use domain::audit::Deed;
use domain::id::{AccountId, PartyId};
use uuid::Uuid;

/// A member of the team, as colleagues see them.
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Whether they still wait for the team's keys.
    pub waits: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    role: String,
    keys: i64,
}

#[derive(sqlx::FromRow)]
struct Candidate {
    role: String,
    public_key: Vec<u8>,
    lead_party_id: Option<Uuid>,
    desk_party_id: Option<Uuid>,
}

impl Vault {
    /// The members of one's own team.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn members(&self, actor: &Actor) -> Result<Vec<Member>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select accounts.id, accounts.name, accounts.role, count(holdings.party_id) as keys \
             from accounts join holdings on holdings.account_id = accounts.id \
             where accounts.team_id = $1 group by accounts.id, accounts.name, accounts.role",
            actor.team.0 => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let role = Role::from_code(&row.role).map_err(|_| Error::Inconsistent("accounts"))?;
                let wanted = 1 + i64::from(role.holds_desk()) + i64::from(role.holds_lead());
                Ok(Member { account: AccountId(row.id), name: row.name, role, waits: row.keys < wanted })
            })
            .collect()
    }

    /// Gives a new member of one's own team the keys their role holds, sealed to their public key.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn admit(&self, actor: &Actor, account: AccountId) -> Result<Option<()>> {
        if !actor.may(Action::AdmitMember) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let candidate = sql!(
            writing.conn(),
            query_as::<Candidate>,
            "select accounts.role, parties.public_key, teams.lead_party_id, teams.desk_party_id \
             from accounts join parties on parties.id = accounts.party_id join teams on teams.id = accounts.team_id \
             where accounts.id = $1 and accounts.team_id = $2",
            account.0, actor.team.0 => fetch_optional
        )?;
        let Some(candidate) = candidate else { return Ok(None) };
        let role = Role::from_code(&candidate.role).map_err(|_| Error::Inconsistent("accounts"))?;
        let public: [u8; 32] =
            candidate.public_key.as_slice().try_into().map_err(|_| Error::Inconsistent("parties"))?;
        let wanted = [(role.holds_lead(), candidate.lead_party_id), (role.holds_desk(), candidate.desk_party_id)];
        for party in wanted.into_iter().filter_map(|(holds, party)| holds.then_some(party).flatten()).map(PartyId) {
            // Nobody can give a key they do not hold.
            let Some(key) = actor.key_of(party) else { return Ok(None) };
            let place = holding_place(account, party);
            let sealed = PartyKey::seal_to(&public, place, &key.secret_bytes()[..], self.entropy.as_ref())
                .ok_or(Error::Inconsistent("parties"))?;
            hold(self, &mut writing, account, party, Some(sealed), actor.account).await?;
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::MemberAdmitted)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }
}
