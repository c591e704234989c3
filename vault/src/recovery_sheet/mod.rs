//! A team's recovery sheet: a party whose private key exists only as three shares on three papers. The team's keys are
//! sealed to it like a holding; no account holds it, so the door of the cases never opens through it (decision 0019).

mod make;
mod open;

pub use make::Made;

use crate::Vault;
use crate::actor::Actor;
use crate::crypt::{PartyKey, Place, key_mark};
use crate::engine::{Conn, Writing, change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::consent::TextVersion;
use domain::id::{AccountId, PartyId, TeamId};
use domain::recovery_sheet::{End, SheetMark};
use uuid::Uuid;

/// A sheet that is or was, as those see it who keep it or watch over it.
pub struct Sheet {
    /// The team whose keys it brings back.
    pub team: String,
    /// The mark of its public key, as it stands on the papers.
    pub mark: String,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// How it ended, by whom, when; `None` while it can be used.
    pub ended: Option<(End, String, DateTime<Utc>)>,
}

#[derive(sqlx::FromRow)]
struct Row {
    team: String,
    public_key: Vec<u8>,
    made_by: String,
    made_at: DateTime<Utc>,
    how: Option<String>,
    ended_by: Option<String>,
    ended_at: Option<DateTime<Utc>>,
}

/// A sheet that can be used.
#[derive(sqlx::FromRow)]
struct Live {
    party_id: Uuid,
    public_key: Vec<u8>,
    commitment: Vec<u8>,
}

/// Where a team's key sealed to a sheet belongs.
fn place(sheet: Uuid, party: PartyId) -> Place<'static> {
    Place { table: "recovery_sheet_holdings", column: "sealed", row: party.0, case: sheet, segment: None, epoch: 0 }
}

/// What tells papers of one sheet from those of another: it stands in every share.
fn mark_of(public: &[u8]) -> SheetMark {
    let digest = blake3::derive_key("dong-hanh 2026 mark of a public key", public);
    SheetMark::of(*digest.first_chunk().expect("4 of 32 bytes"))
}

/// What the key is compared with when it was made again.
fn commitment(secret: &[u8; 32]) -> [u8; 32] {
    blake3::derive_key("dong-hanh 2026 recovery sheet commitment", secret)
}

impl Vault {
    /// The sheets that are and were, the newest first: of one's own team for who leads it, of all the organisation's for
    /// who watches over its data.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn recovery_sheets(&self, actor: &Actor) -> Result<Option<Vec<Sheet>>> {
        let watches = actor.may(Action::SeeAudit);
        if !watches && !actor.may(Action::KeepRecoverySheet) {
            return Ok(None);
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<Row>,
            "select teams.name as team, parties.public_key, makers.name as made_by, recovery_sheets.made_at, \
             recovery_sheet_ends.how, enders.name as ended_by, recovery_sheet_ends.ended_at \
             from recovery_sheets join teams on teams.id = recovery_sheets.team_id \
             join parties on parties.id = recovery_sheets.party_id join accounts as makers on makers.id = recovery_sheets.made_by \
             left join recovery_sheet_ends on recovery_sheet_ends.sheet_id = recovery_sheets.party_id \
             left join accounts as enders on enders.id = recovery_sheet_ends.ended_by \
             where teams.organisation_id = $1 and (teams.id = $2 or $2 is null) \
             order by recovery_sheets.made_at desc, recovery_sheets.party_id desc",
            actor.organisation.0, (!watches).then_some(actor.team.0) => fetch_all
        )?;
        rows.into_iter().map(Row::sheet).collect::<Result<Vec<_>>>().map(Some)
    }

    /// The words to be read out to a client of one's own team: where its keys can be brought back with papers, she is told.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn text_to_read(&self, actor: &Actor) -> Result<TextVersion> {
        let mut reading = self.database.read().await?;
        Ok(TextVersion::to_read(live(reading.conn(), actor.team).await?.is_some()))
    }

    /// Seals one of the team's keys to its sheet.
    async fn seal_to_sheet(&self, writing: &mut Writing, sheet: &Live, key: &PartyKey) -> Result<()> {
        let at = place(sheet.party_id, key.party);
        let sealed = self.seal_to_party(&sheet.public_key, at, &key.secret_bytes()[..])?;
        change!(
            writing.conn(),
            "insert into recovery_sheet_holdings (sheet_id, party_id, sealed, given_at) values ($1, $2, $3, $4)",
            sheet.party_id,
            key.party.0,
            sealed,
            self.now()
        )?;
        Ok(())
    }

    /// A team's new key takes the place of the old one on its sheet: the papers stay good, and bring back the new one.
    pub(crate) async fn hand_over_on_sheet(
        &self,
        writing: &mut Writing,
        team: TeamId,
        old: PartyId,
        new: &PartyKey,
    ) -> Result<()> {
        if let Some(sheet) = live(writing.conn(), team).await? {
            self.seal_to_sheet(writing, &sheet, new).await?;
        }
        change!(writing.conn(), "delete from recovery_sheet_holdings where party_id = $1", old.0)?;
        Ok(())
    }

    /// Ends a sheet: a record, and what was sealed to it is gone.
    async fn end_sheet(&self, writing: &mut Writing, sheet: Uuid, how: End, by: AccountId) -> Result<()> {
        change!(
            writing.conn(),
            "insert into recovery_sheet_ends (sheet_id, how, ended_by, ended_at) values ($1, $2, $3, $4)",
            sheet,
            how.code(),
            by.0,
            self.now()
        )?;
        change!(writing.conn(), "delete from recovery_sheet_holdings where sheet_id = $1", sheet)?;
        Ok(())
    }
}

impl Row {
    fn sheet(self) -> Result<Sheet> {
        let broken = Error::Inconsistent("recovery_sheet_ends");
        let ended = match (self.how, self.ended_by, self.ended_at) {
            (None, None, None) => None,
            (Some(how), Some(by), Some(at)) => Some((End::from_code(&how).map_err(|_| broken)?, by, at)),
            _ => return Err(broken),
        };
        let mark = key_mark(&self.public_key);
        Ok(Sheet { team: self.team, mark, made_by: self.made_by, made_at: self.made_at, ended })
    }
}

async fn live(conn: Conn<'_>, team: TeamId) -> Result<Option<Live>> {
    Ok(sql!(
        conn,
        query_as::<Live>,
        "select recovery_sheets.party_id, parties.public_key, recovery_sheets.commitment \
         from recovery_sheets join parties on parties.id = recovery_sheets.party_id where recovery_sheets.team_id = $1 \
         and not exists (select 1 from recovery_sheet_ends where recovery_sheet_ends.sheet_id = recovery_sheets.party_id)",
        team.0 => fetch_optional
    )?)
}
