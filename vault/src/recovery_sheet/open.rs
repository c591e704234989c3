use super::{commitment, live, mark_of, place};
use crate::Vault;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{PartyKey, combine};
use crate::engine::{Writing, sql};
use crate::error::{Error, Result};
use domain::audit::Deed;
use domain::id::PartyId;
use domain::problem::{Problem, Problems};
use domain::recovery_sheet::{End, Opening};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Sealed {
    party_id: Uuid,
    public_key: Vec<u8>,
    sealed: Vec<u8>,
}

impl Vault {
    /// Brings the team's keys back to a supervisor who has none, from two papers of its sheet, and seals them to her. The
    /// sheet is used up. Nothing is shown by it: what she opens with the keys afterwards passes the ordinary door, and
    /// is what clients still agree to. A wrong try is written down too. `None` for everybody else.
    ///
    /// # Errors
    /// When the database is not available: nothing changed, the papers are still good.
    pub async fn open_recovery_sheet(&self, actor: &Actor, opening: &Opening) -> Result<Option<Result<(), Problems>>> {
        if !actor.may_open_recovery_sheet() {
            return Ok(None);
        }
        let secret = combine(&opening.shares);
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        let sheet = live(writing.conn(), actor.team).await?;
        let Some(sheet) = sheet.filter(|sheet| mark_of(&sheet.public_key) == opening.shares[0].mark()) else {
            let problem = self.whose_papers(&mut writing, actor, opening).await?;
            return self.refuse_papers(writing, actor, problem).await.map(Some);
        };
        let opens = secret
            .filter(|secret| bool::from(subtle::ConstantTimeEq::ct_eq(&commitment(secret)[..], &sheet.commitment[..])));
        let Some(secret) = opens else {
            return self.refuse_papers(writing, actor, Problem::SharesDoNotOpen).await.map(Some);
        };
        let paper = PartyKey::from_secret(PartyId(sheet.party_id), &secret);
        let held = sql!(
            writing.conn(),
            query_as::<Sealed>,
            "select recovery_sheet_holdings.party_id, parties.public_key, recovery_sheet_holdings.sealed \
             from recovery_sheet_holdings join parties on parties.id = recovery_sheet_holdings.party_id \
             where recovery_sheet_holdings.sheet_id = $1",
            sheet.party_id => fetch_all
        )?;
        self.note(&mut writing, Some(actor), &Event::of(Deed::RecoverySheetOpened)).await?;
        for row in held {
            let at = place(sheet.party_id, PartyId(row.party_id));
            let (bytes, _) = paper.open_key(at, &row.sealed).ok_or(Error::Inconsistent("recovery_sheet_holdings"))?;
            let key = PartyKey::from_secret(PartyId(row.party_id), &bytes);
            if key.public()[..] != row.public_key[..] {
                return Err(Error::Inconsistent("recovery_sheet_holdings"));
            }
            self.give_key(&mut writing, actor, actor.account.0, &actor.own_key().public(), &key).await?;
        }
        self.end_sheet(&mut writing, sheet.party_id, End::Used, actor.account).await?;
        writing.commit().await?;
        Ok(Some(Ok(())))
    }

    /// What papers these are, when they are not those of the sheet that can be used.
    async fn whose_papers(&self, writing: &mut Writing, actor: &Actor, opening: &Opening) -> Result<Problem> {
        let were = sql!(
            writing.conn(),
            query_scalar::<Vec<u8>>,
            "select parties.public_key from recovery_sheets join parties on parties.id = recovery_sheets.party_id \
             where recovery_sheets.team_id = $1",
            actor.team.0 => fetch_all
        )?;
        let known = were.iter().any(|public| mark_of(public) == opening.shares[0].mark());
        Ok(if known { Problem::OldSheet } else { Problem::ForeignSheet })
    }

    /// Writes the try down; the problem stands at both papers, for they are of one sheet and neither alone is at fault.
    async fn refuse_papers(
        &self,
        mut writing: Writing,
        actor: &Actor,
        problem: Problem,
    ) -> Result<Result<(), Problems>> {
        self.note(&mut writing, Some(actor), &Event::of(Deed::Refused)).await?;
        writing.commit().await?;
        let mut problems = Problems::at("share_1", problem);
        problems.add("share_2", problem);
        Ok(Err(problems))
    }
}
