use super::{Live, commitment, live, mark_of};
use crate::Vault;
use crate::account::new_party;
use crate::actor::Actor;
use crate::audit::Event;
use crate::crypt::{PartyKey, key_mark, split};
use crate::engine::change;
use crate::error::Result;
use domain::access::Action;
use domain::audit::Deed;
use domain::id::{PartyId, SubmissionId};
use domain::recovery_sheet::{End, PAPERS, Share};

/// What came of making a sheet.
pub enum Made {
    /// The shares to print: shown now and never again.
    Now {
        /// One for each paper.
        shares: Box<[Share; PAPERS as usize]>,
        /// The mark of the sheet's key, to stand on the papers too.
        mark: String,
    },
    /// This form made one before; its shares are shown to nobody again.
    Before,
}

impl Vault {
    /// Makes a recovery sheet for the actor's team, who must hold all of its keys; the one before it opens nothing any
    /// more. The private key leaves memory with this call: it exists only in the three shares. A second post of the same
    /// form makes none.
    ///
    /// # Errors
    /// When the database is not available: the sheet before, if there was one, stands.
    pub async fn make_recovery_sheet(&self, actor: &Actor, form: SubmissionId) -> Result<Option<Made>> {
        if !actor.may(Action::KeepRecoverySheet) {
            return Ok(None);
        }
        let key = PartyKey::generate(PartyId(self.new_id()), self.entropy.as_ref());
        let secret = key.secret_bytes();
        let mut writing = self.database.write().await?;
        let parties = self.lock_team(&mut writing, actor.team).await?;
        let keys: Vec<_> = parties.both().map(|party| actor.key_of(party)).collect();
        if parties.lead().is_none()
            || keys.iter().any(Option::is_none)
            || !self.still_here(writing.conn(), actor).await?
        {
            return Ok(None);
        }
        let now = self.now();
        if crate::submission::claim(&mut writing, actor, form, key.party.0, now).await?.is_some() {
            return Ok(Some(Made::Before));
        }
        if let Some(before) = live(writing.conn(), actor.team).await? {
            self.end_sheet(&mut writing, before.party_id, End::Replaced, actor.account).await?;
        }
        new_party(&mut writing, &key, "sheet", now).await?;
        let sheet =
            Live { party_id: key.party.0, public_key: key.public().to_vec(), commitment: commitment(&secret).to_vec() };
        change!(
            writing.conn(),
            "insert into recovery_sheets (party_id, team_id, commitment, made_by, made_at) values ($1, $2, $3, $4, $5)",
            sheet.party_id,
            actor.team.0,
            sheet.commitment.as_slice(),
            actor.account.0,
            now
        )?;
        for held in keys.into_iter().flatten() {
            self.seal_to_sheet(&mut writing, &sheet, held).await?;
        }
        self.note(&mut writing, Some(actor), &Event::of(Deed::RecoverySheetMade)).await?;
        writing.commit().await?;
        let shares = Box::new(split(&secret, mark_of(&sheet.public_key), self.entropy.as_ref()));
        Ok(Some(Made::Now { shares, mark: key_mark(&sheet.public_key) }))
    }

    /// Gives the team's sheet up: its papers open nothing any more. Nothing happens where there is none.
    ///
    /// # Errors
    /// When the database is not available: it stands.
    pub async fn shut_recovery_sheet(&self, actor: &Actor) -> Result<Option<()>> {
        if !actor.may(Action::KeepRecoverySheet) || actor.awaits_admission() {
            return Ok(None);
        }
        let mut writing = self.database.write().await?;
        if !self.stays_here(&mut writing, actor).await? {
            return Ok(None);
        }
        if let Some(sheet) = live(writing.conn(), actor.team).await? {
            self.end_sheet(&mut writing, sheet.party_id, End::Shut, actor.account).await?;
            self.note(&mut writing, Some(actor), &Event::of(Deed::RecoverySheetShut)).await?;
            writing.commit().await?;
        }
        Ok(Some(()))
    }
}
