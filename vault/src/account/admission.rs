use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::Carrier;
use crate::engine::{change, sql};
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
    /// Whether they still wait for the team's keys, or to be admitted to their role.
    pub waits: bool,
    /// The mark of their public key, to be compared with what their own screen says before a key is given.
    pub mark: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    role: String,
    public_key: Vec<u8>,
    keys: i64,
    admissions: i64,
}

#[derive(sqlx::FromRow)]
struct Candidate {
    role: String,
    party_id: Uuid,
    public_key: Vec<u8>,
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
            "select accounts.id, accounts.name, accounts.role, parties.public_key, count(holdings.party_id) as keys, \
             (select count(*) from admissions where admissions.account_id = accounts.id) as admissions \
             from accounts join parties on parties.id = accounts.party_id join teams on teams.id = accounts.team_id \
             join holdings on holdings.account_id = accounts.id \
             and holdings.party_id in (accounts.party_id, teams.desk_party_id, teams.lead_party_id) \
             where accounts.team_id = $1 and accounts.role <> 'system' group by accounts.id, accounts.name, accounts.role, parties.public_key",
            actor.team.0 => fetch_all
        )?;
        rows.into_iter()
            .map(|row| {
                let role = Role::from_code(&row.role).map_err(|_| Error::Inconsistent("accounts"))?;
                let wanted = 1 + i64::from(role.holds_desk()) + i64::from(role.holds_lead());
                Ok(Member {
                    account: AccountId(row.id),
                    name: row.name,
                    role,
                    waits: row.keys < wanted || (role.acts_only_when_admitted() && row.admissions == 0),
                    mark: crate::crypt::key_mark(&row.public_key),
                })
            })
            .collect()
    }

    /// Gives a member of one's own team the keys their role holds, sealed to the public key whose mark the two compared on their
    /// screens; and to somebody who lost her key pair those of the cases she carries, made again from the lead's under the same
    /// consents. Whose role holds no key but acts only when admitted is admitted by who holds the keys. Where another key stands
    /// in its place by now nothing is given: she waits as before, and the page shows the mark of now.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn admit(&self, actor: &Actor, account: AccountId, mark: &str) -> Result<Option<()>> {
        if !actor.may(Action::AdmitMember) {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        let carried = self.carried_by(&mut writing, account).await?;
        let parties = self.lock_team(&mut writing, actor.team).await?;
        // A session that ended holds its keys as long as its last request lasts.
        if !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        let candidate = sql!(
            writing.conn(),
            query_as::<Candidate>,
            "select accounts.role, accounts.party_id, parties.public_key \
             from accounts join parties on parties.id = accounts.party_id where accounts.id = $1 and accounts.team_id = $2 and accounts.role <> 'system' \
             and not exists (select 1 from account_closures where account_closures.account_id = accounts.id)",
            account.0, actor.team.0 => fetch_optional
        )?;
        let Some(candidate) = candidate else { return Ok(None) };
        let role = Role::from_code(&candidate.role).map_err(|_| Error::Inconsistent("accounts"))?;
        if !parties.could_be_given_by(actor, role) || actor.awaits_admission() {
            return Ok(None);
        }
        if mark != crate::crypt::key_mark(&candidate.public_key) {
            return Ok(Some(()));
        }
        if role.acts_only_when_admitted() {
            change!(
                writing.conn(),
                "insert into admissions (account_id, admitted_by, admitted_at) values ($1, $2, $3) on conflict (account_id) do nothing",
                account.0,
                actor.account.0,
                self.now()
            )?;
        }
        for key in parties.of_role(role).filter_map(|party| actor.key_of(party)) {
            self.give_key(&mut writing, actor, account.0, &candidate.public_key, key).await?;
        }
        if role.holds_duty() {
            self.give_duty(&mut writing, actor, account, &candidate.public_key).await?;
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::MemberAdmitted)).await?;
        let party = PartyId(candidate.party_id);
        let carrier = Carrier { role, party, public_key: candidate.public_key };
        for case in carried {
            self.share_case(&mut writing, actor, case, &carrier).await?;
        }
        writing.commit().await?;
        Ok(Some(()))
    }
}
