//! The register of clubs and who was named to lead each. No member stands in it, nor how many there are.

use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::account::Role;
use domain::audit::Deed;
use domain::club::{Club, ClubKind, ClubStanding, Frequency};
use domain::id::{AccountId, ClubId, SubmissionId};
use domain::text::{Line, Prose};
use uuid::Uuid;

/// Who can be named to lead a club: the roles that may ([`Action::LeadClub`]).
const LEADS: [Role; 2] = [Role::Facilitator, Role::SocialWorker];

/// A club as it stands in the register.
pub struct Kept {
    /// Its id.
    pub id: ClubId,
    /// The number of this version.
    pub number: i64,
    /// What is kept.
    pub club: Club,
    /// Whether it meets.
    pub standing: ClubStanding,
    /// Who wrote this version.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// Somebody named to lead a club.
#[derive(sqlx::FromRow)]
pub struct Lead {
    account_id: Uuid,
    /// Her name.
    pub name: String,
    /// Since when she is named.
    pub named_at: DateTime<Utc>,
    holds: i64,
    public_key: Vec<u8>,
}

impl Lead {
    /// Her account.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        AccountId(self.account_id)
    }

    /// Whether she holds the list's key.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.holds > 0
    }

    /// The mark of her public key, to be compared with what her own screen says before the key is given.
    #[must_use]
    pub fn mark(&self) -> String {
        crate::crypt::key_mark(&self.public_key)
    }

    pub(super) fn public_key(&self) -> &[u8] {
        &self.public_key
    }
}

/// What came of a change of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// It is kept.
    Now,
    /// Somebody else changed it meanwhile: nothing was written.
    Meanwhile,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    name: String,
    kind: String,
    host: String,
    commune: String,
    founded_on: Option<NaiveDate>,
    decision: Option<String>,
    frequency: String,
    rules: Option<String>,
    funding: Option<String>,
    standing: Option<String>,
    recorded_by: String,
    recorded_at: DateTime<Utc>,
}

impl Row {
    fn kept(self) -> Option<Kept> {
        let club = Club {
            name: Line::required(&self.name).ok()?,
            kind: ClubKind::from_code(&self.kind).ok()?,
            host: Line::required(&self.host).ok()?,
            commune: self.commune,
            founded_on: self.founded_on,
            decision: self.decision.map(|text| Line::required(&text)).transpose().ok()?,
            frequency: Frequency::from_code(&self.frequency).ok()?,
            rules: self.rules.map(|text| Prose::required(&text)).transpose().ok()?,
            funding: self.funding.map(|text| Line::required(&text)).transpose().ok()?,
        };
        Some(Kept {
            id: ClubId(self.id),
            number: self.number,
            club,
            standing: ClubStanding::from_code(self.standing.as_deref()?).ok()?,
            recorded_by: self.recorded_by,
            recorded_at: self.recorded_at,
        })
    }
}

impl Vault {
    /// The clubs of one's organisation. `None` when the role may not see them.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn clubs(&self, actor: &Actor) -> Result<Option<Vec<Kept>>> {
        self.clubs_read(actor, None).await
    }

    /// One of them.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn club(&self, actor: &Actor, club: ClubId) -> Result<Option<Kept>> {
        Ok(self.clubs_read(actor, Some(club.0)).await?.and_then(|mut found| found.pop()))
    }

    async fn clubs_read(&self, actor: &Actor, only: Option<Uuid>) -> Result<Option<Vec<Kept>>> {
        if !actor.may(Action::SeeClubs) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select id, number, name, kind, host, commune, founded_on, decision, frequency, rules, funding, standing, recorded_by, recorded_at \
             from clubs_kept where organisation_id = $1 and (id = $2 or $2 is null) order by id",
            actor.organisation.0, only => fetch_all
        )?;
        let kept = rows.into_iter().map(|row| row.kept().ok_or(Error::Inconsistent("club_versions")));
        kept.collect::<Result<Vec<_>>>().map(Some)
    }

    /// Puts a club on the register. A second post gives what the first one made.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn keep_club(&self, actor: &Actor, club: &Club, form: SubmissionId) -> Result<Option<ClubId>> {
        if !actor.may(Action::KeepClubs) {
            return Ok(None);
        }
        let id = self.new_id();
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let now = self.now();
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(ClubId(earlier)));
        }
        change!(
            writing.conn(),
            "insert into clubs (id, organisation_id, recorded_by, recorded_at) values ($1, $2, $3, $4)",
            id,
            actor.organisation.0,
            actor.account.0,
            now
        )?;
        self.write_club_version(&mut writing, actor, ClubId(id), 1, club).await?;
        self.write_standing(&mut writing, actor, ClubId(id), ClubStanding::Running).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ClubKept)).await?;
        writing.commit().await?;
        Ok(Some(ClubId(id)))
    }

    async fn write_club_version(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        id: ClubId,
        number: i64,
        club: &Club,
    ) -> Result<u64> {
        Ok(change!(
            writing.conn(),
            "insert into club_versions (club_id, number, name, kind, host, commune, founded_on, decision, frequency, rules, funding, \
             recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (club_id, number) do nothing",
            id.0,
            number,
            club.name.as_str(),
            club.kind.code(),
            club.host.as_str(),
            club.commune.as_str(),
            club.founded_on,
            club.decision.as_ref().map(Line::as_str),
            club.frequency.code(),
            club.rules.as_ref().map(Prose::as_str),
            club.funding.as_ref().map(Line::as_str),
            actor.account.0,
            self.now()
        )?)
    }

    async fn write_standing(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        club: ClubId,
        standing: ClubStanding,
    ) -> Result<()> {
        change!(
            writing.conn(),
            "insert into club_standings (id, club_id, standing, recorded_by, recorded_at) values ($1, $2, $3, $4, $5)",
            self.new_id(),
            club.0,
            standing.code(),
            actor.account.0,
            self.now()
        )?;
        Ok(())
    }

    /// Whether the club is one of the actor's organisation, and hers to keep; holds it still for this transaction. Not for who
    /// left while this waited.
    async fn keeps(&self, writing: &mut Writing, actor: &Actor, club: ClubId) -> Result<bool> {
        if !self.stays_here(writing, actor).await? {
            return Ok(false);
        }
        Ok(lock_club(writing.conn(), actor, club).await? && actor.may(Action::KeepClubs))
    }

    /// Changes what is kept of a club, from the version it was begun from. `None` when she may not.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn change_club(
        &self,
        actor: &Actor,
        id: ClubId,
        club: &Club,
        began_from: i64,
    ) -> Result<Option<Version>> {
        let mut writing = self.database.write().await?;
        if !self.keeps(&mut writing, actor, id).await? {
            return Ok(None);
        }
        let newest = sql!(
            writing.conn(),
            query_scalar::<i64>,
            "select number from clubs_kept where id = $1",
            id.0 => fetch_one
        )?;
        if newest != began_from || self.write_club_version(&mut writing, actor, id, newest + 1, club).await? == 0 {
            return Ok(Some(Version::Meanwhile));
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::ClubKept)).await?;
        writing.commit().await?;
        Ok(Some(Version::Now))
    }

    /// Writes down that a club rests, meets again, or ended.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn change_standing(&self, actor: &Actor, id: ClubId, standing: ClubStanding) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        if !self.keeps(&mut writing, actor, id).await? {
            return Ok(None);
        }
        self.write_standing(&mut writing, actor, id, standing).await?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ClubKept)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Those of the organisation who could be named to lead a club.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn facilitators(&self, actor: &Actor) -> Result<Vec<(AccountId, String)>> {
        if !actor.may(Action::KeepClubs) {
            return Ok(Vec::new());
        }
        let mut reading = self.database.read().await?;
        let found = sql!(
            reading.conn(),
            query_as::<(Uuid, String)>,
            "select open_accounts.id, open_accounts.name from open_accounts join teams on teams.id = open_accounts.team_id \
             where teams.organisation_id = $1 and open_accounts.role in ($2, $3) order by open_accounts.id",
            actor.organisation.0, LEADS[0].code(), LEADS[1].code() => fetch_all
        )?;
        Ok(found.into_iter().map(|(account, name)| (AccountId(account), name)).collect())
    }

    /// Who is named to lead a club, and who of them holds the key of its list. Nobody for who may not see clubs.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn club_leads(&self, actor: &Actor, club: ClubId) -> Result<Vec<Lead>> {
        if !actor.may(Action::SeeClubs) {
            return Ok(Vec::new());
        }
        let mut reading = self.database.read().await?;
        leads(reading.conn(), actor, club).await
    }

    /// Names somebody to lead a club. It gives her no key: the one who holds it does, or she begins the list. `None` when
    /// she may not name, or it is not somebody to be named.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn name_lead(&self, actor: &Actor, club: ClubId, account: AccountId) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        if !self.keeps(&mut writing, actor, club).await? {
            return Ok(None);
        }
        let fits = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select open_accounts.id from open_accounts join teams on teams.id = open_accounts.team_id \
             where open_accounts.id = $1 and teams.organisation_id = $2 and open_accounts.role in ($3, $4)",
            account.0, actor.organisation.0, LEADS[0].code(), LEADS[1].code() => fetch_optional
        )?;
        if fits.is_none() {
            return Ok(None);
        }
        if leads(writing.conn(), actor, club).await?.iter().any(|lead| lead.account() == account) {
            return Ok(Some(()));
        }
        change!(
            writing.conn(),
            "insert into club_leads (id, club_id, account_id, named_by, named_at) values ($1, $2, $3, $4, $5)",
            self.new_id(),
            club.0,
            account.0,
            actor.account.0,
            self.now()
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ClubKept)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Ends that somebody leads a club; the list's key is taken from her in the same transaction. When nobody else holds it,
    /// nobody opens the list again.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn end_lead(&self, actor: &Actor, club: ClubId, account: AccountId) -> Result<Option<()>> {
        let mut writing = self.database.write().await?;
        if !self.keeps(&mut writing, actor, club).await? {
            return Ok(None);
        }
        let ended = change!(
            writing.conn(),
            "insert into club_lead_ends (lead_id, ended_by, ended_at) select lead_id, $1, $2 from clubs_led \
             where club_id = $3 and account_id = $4 on conflict (lead_id) do nothing",
            actor.account.0,
            self.now(),
            club.0,
            account.0
        )?;
        if ended == 0 {
            return Ok(None);
        }
        change!(
            writing.conn(),
            "delete from holdings where account_id = $1 and party_id in (select party_id from club_lists where club_id = $2)",
            account.0,
            club.0
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::ClubKept)).await?;
        writing.commit().await?;
        Ok(Some(()))
    }
}

/// Holds a club still for this transaction: of two who change who leads it, or who holds the key of its list, one waits. False
/// when it is none of the actor's organisation. Who locks a team too locks the team first, and who locks the list locks it last.
pub(super) async fn lock_club(conn: Conn<'_>, actor: &Actor, club: ClubId) -> Result<bool> {
    let found = change!(
        conn,
        "update clubs set recorded_by = recorded_by where id = $1 and organisation_id = $2",
        club.0,
        actor.organisation.0
    )?;
    Ok(found == 1)
}

/// Who leads a club of the actor's organisation.
pub(super) async fn leads(conn: Conn<'_>, actor: &Actor, club: ClubId) -> Result<Vec<Lead>> {
    Ok(sql!(
        conn,
        query_as::<Lead>,
        "select clubs_led.account_id, clubs_led.name, clubs_led.named_at, parties.public_key, \
         (select count(*) from held_lists where held_lists.account_id = clubs_led.account_id and held_lists.club_id = clubs_led.club_id) as holds \
         from clubs_led join parties on parties.id = clubs_led.party_id join clubs on clubs.id = clubs_led.club_id \
         where clubs_led.club_id = $1 and clubs.organisation_id = $2 order by clubs_led.lead_id",
        club.0, actor.organisation.0 => fetch_all
    )?)
}
