//! A case that goes to another organisation (decision 0028). Until it is taken the other side opens one sealed page, and the
//! old one carries the case; from then on it is the other way round, and the old side opens nothing.

mod end;
mod offer;
mod take;

pub use offer::Offered;
pub use take::Taken;

use crate::Vault;
use crate::access::{Opened, segment};
use crate::actor::Actor;
use crate::engine::{Writing, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::Reason;
use domain::id::{CaseId, TeamId, TransferId};
use domain::text::Prose;
use domain::transfer::{BackReason, Offer, Outcome, Standing, WORDS_MAX, standing};
use uuid::Uuid;

/// A team of another organisation that a case can be offered to.
pub struct Taker {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// Its organisation's name, which the client agrees to.
    pub organisation: String,
}

/// An offer as both sides see it, without a word of what is in it.
pub struct Transfer {
    /// Its id.
    pub id: TransferId,
    /// Whose case it is, or was.
    pub from: String,
    /// Who is asked.
    pub to: String,
    /// Whether the actor's team is the one that is asked.
    pub to_us: bool,
    /// Who offered it.
    pub offered_by: String,
    /// When.
    pub offered_at: DateTime<Utc>,
    /// Until when it waits.
    pub until: DateTime<Utc>,
    /// Where it stands.
    pub standing: Standing,
    /// Who ended it, and when.
    pub ended: Option<(String, DateTime<Utc>)>,
    /// Why it came back.
    pub reason: Option<BackReason>,
}

/// An offer with what it says.
pub struct OpenOffer {
    /// Where it stands.
    pub transfer: Transfer,
    /// What it says.
    pub offer: Offer,
    pub(crate) packet: Opened<segment::Packet>,
    pub(crate) tag: crate::audit::CaseTag,
}

/// What stands of an offer in the clear.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) from_team_id: Uuid,
    pub(super) to_team_id: Uuid,
    pub(super) consent_id: Uuid,
    pub(super) data_key_id: Uuid,
    pub(super) sealed: Vec<u8>,
    from_name: String,
    to_name: String,
    offered_by: String,
    offered_at: DateTime<Utc>,
    valid_until: DateTime<Utc>,
    /// Whether somebody of the team that is asked can open it still.
    opens: bool,
    /// Whether she took her yes to it back.
    taken_back: bool,
    outcome: Option<String>,
    reason: Option<String>,
    words_key: Option<Uuid>,
    words: Option<Vec<u8>>,
    ended_by: Option<String>,
    ended_at: Option<DateTime<Utc>>,
}

impl Row {
    pub(super) fn standing(&self, now: DateTime<Utc>) -> Result<Standing> {
        let outcome = self.outcome.as_deref().map(Outcome::from_code).transpose();
        let outcome = outcome.map_err(|_| Error::Inconsistent("transfer_ends"))?;
        let shut = self.taken_back || (!self.opens && now < self.valid_until);
        Ok(standing(outcome, shut, self.valid_until, now))
    }

    fn told(self, team: Option<Uuid>, now: DateTime<Utc>) -> Result<Transfer> {
        let standing = self.standing(now)?;
        let reason = self.reason.as_deref().map(BackReason::from_code).transpose();
        Ok(Transfer {
            id: TransferId(self.id),
            to_us: team == Some(self.to_team_id),
            from: self.from_name,
            to: self.to_name,
            offered_by: self.offered_by,
            offered_at: self.offered_at,
            until: self.valid_until,
            standing,
            ended: self.ended_by.zip(self.ended_at),
            reason: reason.map_err(|_| Error::Inconsistent("transfer_ends"))?,
        })
    }
}

/// Which offers are asked for: one, those of a case, or those of a team on either side.
#[derive(Clone, Copy)]
pub(super) enum Which {
    One(TransferId),
    OfCase(CaseId),
    OfTeam(TeamId),
}

impl Vault {
    /// The teams of other organisations that keep cases and where somebody leads: who can be asked to take one.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn takers(&self, actor: &Actor) -> Result<Vec<Taker>> {
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<TakerRow>,
            "select teams.id, teams.name, organisations.name as organisation from teams \
             join organisations on organisations.id = teams.organisation_id \
             where organisations.kind = 'social_work' and organisations.id <> $1 \
             and exists (select 1 from holdings where holdings.party_id = teams.lead_party_id) \
             order by organisations.name, teams.name",
            actor.organisation.0 => fetch_all
        )?;
        let taker = |row: TakerRow| Taker { team: TeamId(row.id), name: row.name, organisation: row.organisation };
        Ok(rows.into_iter().map(taker).collect())
    }

    /// The lead of the team that is asked, both teams' keys held still. `None` where nobody holds it, or it is one's own
    /// organisation's.
    pub(crate) async fn lead_elsewhere(
        &self,
        writing: &mut Writing,
        actor: &Actor,
        team: TeamId,
    ) -> Result<Option<Lead>> {
        let lead = sql!(
            writing.conn(),
            query_scalar::<Uuid>,
            "select teams.id from teams join organisations on organisations.id = teams.organisation_id \
             where teams.id = $1 and organisations.kind = 'social_work' and organisations.id <> $2",
            team.0, actor.organisation.0 => fetch_optional
        )?;
        if lead.is_none() {
            return Ok(None);
        }
        for locked in [actor.team.min(team), actor.team.max(team)] {
            self.lock_team(writing, locked).await?;
        }
        if !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        Ok(sql!(
            writing.conn(),
            query_as::<Lead>,
            "select teams.organisation_id, parties.id as party_id, parties.public_key from teams \
             join parties on parties.id = teams.lead_party_id where teams.id = $1 \
             and exists (select 1 from holdings where holdings.party_id = teams.lead_party_id)",
            team.0 => fetch_optional
        )?)
    }

    /// What was offered by one's team and to it, the newest first: between whom, when, and what came of it. Nothing of it
    /// says whose case it is. `None` for who may not.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn transfers(&self, actor: &Actor) -> Result<Option<Vec<Transfer>>> {
        if !actor.may(Action::TakeTransfer) {
            return Ok(None);
        }
        let now = self.now();
        let mut reading = self.database.read().await?;
        let rows = rows(reading.conn(), Which::OfTeam(actor.team), now).await?;
        rows.into_iter().map(|row| row.told(Some(actor.team.0), now)).collect::<Result<_>>().map(Some)
    }

    /// The newest offer of a case, for who works on it, with what was said when it came back.
    ///
    /// # Errors
    /// When the database is not available, or the look cannot be written down.
    pub async fn transfer_of(
        &self,
        actor: &Actor,
        proof: &Opened<segment::Casework>,
    ) -> Result<Option<(Transfer, Option<Prose<WORDS_MAX>>)>> {
        let now = self.now();
        let newest = {
            let mut reading = self.database.read().await?;
            rows(reading.conn(), Which::OfCase(proof.case()), now).await?.into_iter().next()
        };
        let Some(row) = newest else { return Ok(None) };
        let words = match (row.words_key, &row.words) {
            (Some(key), Some(sealed)) => {
                let opened = self.open_one_packet(actor, row.id, Reason::Support).await?;
                opened.map(|(packet, _)| packet.read("transfer_ends", row.id, key, sealed)).transpose()?
            }
            _ => None,
        };
        Ok(Some((row.told(None, now)?, words)))
    }

    /// Opens an offer to one's team: its one page and nothing of the case. `None` for one that is not to the actor's team, or
    /// that she cannot open: answered before, called off, or taken back.
    ///
    /// # Errors
    /// When the look cannot be written down: then nothing is opened.
    pub async fn open_offer(&self, actor: &Actor, id: TransferId) -> Result<Option<OpenOffer>> {
        if !actor.may(Action::TakeTransfer) {
            return Ok(None);
        }
        let now = self.now();
        let row = {
            let mut reading = self.database.read().await?;
            rows(reading.conn(), Which::One(id), now).await?.into_iter().next()
        };
        let Some(row) = row.filter(|row| row.to_team_id == actor.team.0) else { return Ok(None) };
        if row.standing(now)? != Standing::Waits {
            return Ok(None);
        }
        let Some((packet, tag)) = self.open_one_packet(actor, id.0, Reason::Support).await? else { return Ok(None) };
        let offer = packet.read("transfers", id.0, row.data_key_id, &row.sealed)?;
        Ok(Some(OpenOffer { transfer: row.told(Some(actor.team.0), now)?, offer, packet, tag }))
    }
}

/// Whom something is sealed to that goes to another organisation.
#[derive(sqlx::FromRow)]
pub(crate) struct Lead {
    pub(crate) organisation_id: Uuid,
    pub(crate) party_id: Uuid,
    pub(crate) public_key: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct TakerRow {
    id: Uuid,
    name: String,
    organisation: String,
}

/// The offers that are asked for, the newest first.
pub(super) async fn rows(conn: crate::engine::Conn<'_>, which: Which, now: DateTime<Utc>) -> Result<Vec<Row>> {
    let (one, case, team) = match which {
        Which::One(id) => (Some(id.0), None, None),
        Which::OfCase(case) => (None, Some(case.0), None),
        Which::OfTeam(team) => (None, None, Some(team.0)),
    };
    Ok(sql!(
        conn,
        query_as::<Row>,
        "select transfers.id, transfers.from_team_id, transfers.to_team_id, transfers.consent_id, \
         transfers.data_key_id, transfers.sealed, giving.name as from_name, taking.name as to_name, offering.name as offered_by, \
         transfers.offered_at, consents.valid_until, \
         exists (select 1 from held_wraps where held_wraps.data_key_id = transfers.data_key_id \
         and held_wraps.party_id = asked.lead_party_id and held_wraps.valid_from <= $4 and held_wraps.valid_until > $4) as opens, \
         exists (select 1 from consents as ending where ending.ends = consents.id and ending.decision = 'withdrawn') as taken_back, \
         transfer_ends.outcome, transfer_ends.reason, transfer_ends.data_key_id as words_key, transfer_ends.sealed as words, \
         ending.name as ended_by, transfer_ends.ended_at \
         from transfers join teams as offered on offered.id = transfers.from_team_id \
         join organisations as giving on giving.id = offered.organisation_id \
         join teams as asked on asked.id = transfers.to_team_id \
         join organisations as taking on taking.id = asked.organisation_id \
         join accounts as offering on offering.id = transfers.offered_by \
         join consents on consents.id = transfers.consent_id \
         left join transfer_ends on transfer_ends.transfer_id = transfers.id \
         left join accounts as ending on ending.id = transfer_ends.ended_by \
         where (transfers.id = $1 or $1 is null) and (transfers.case_id = $2 or $2 is null) \
         and (transfers.from_team_id = $3 or transfers.to_team_id = $3 or $3 is null) \
         order by transfers.offered_at desc, transfers.id desc limit 100",
        one, case, team, now => fetch_all
    )?)
}
