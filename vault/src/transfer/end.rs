use super::{OpenOffer, Which, rows};
use crate::Vault;
use crate::access::Ring;
use crate::actor::Actor;
use crate::audit::{CaseTag, Event};
use crate::engine::{Writing, change};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Basis, Deed, Reason};
use domain::consent::Segment;
use domain::id::{CaseId, TransferId};
use domain::transfer::{Outcome, SendBack, Standing};
use uuid::Uuid;

impl Vault {
    /// Sends an offer back with its reason. Who sends it back never opened more than its one page, and not that from now on.
    /// `None` when it does not wait any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn send_back(&self, actor: &Actor, open: OpenOffer, back: &SendBack) -> Result<Option<()>> {
        if !actor.may(Action::TakeTransfer) {
            return Ok(None);
        }
        let id = open.transfer.id;
        let words = back.words.as_ref().map(|words| open.packet.write(self, "transfer_ends", id.0, words));
        let (key, sealed) = words.unzip();
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), open.packet.case()).await?;
        self.lock_team(&mut writing, actor.team).await?;
        if !self.waits(&mut writing, id).await? || !self.still_here(writing.conn(), actor).await? {
            return Ok(None);
        }
        change!(
            writing.conn(),
            "insert into transfer_ends (transfer_id, outcome, reason, data_key_id, sealed, ended_by, ended_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            id.0,
            Outcome::SentBack.code(),
            back.reason.code(),
            key,
            sealed,
            actor.account.0,
            self.now()
        )?;
        shut_to_asked(&mut writing, id.0).await?;
        self.note_ended(&mut writing, actor, open.tag).await?;
        writing.commit().await?;
        Ok(Some(()))
    }

    /// Calls an offer off, for who may offer the case. `None` when none waits, or the key of the case is not held.
    ///
    /// # Errors
    /// When the database is not available: nothing was changed.
    pub async fn call_off(&self, actor: &Actor, ring: &mut Ring) -> Result<Option<()>> {
        let Some(mut work) = self.begin_work(actor, ring, Action::OfferTransfer).await? else { return Ok(None) };
        let Some(id) = self.waiting(&mut work.writing, ring.case(), work.now).await? else { return Ok(None) };
        change!(
            work.writing.conn(),
            "insert into transfer_ends (transfer_id, outcome, ended_by, ended_at) values ($1, $2, $3, $4)",
            id,
            Outcome::CalledOff.code(),
            actor.account.0,
            work.now
        )?;
        shut_to_asked(&mut work.writing, id).await?;
        self.note_ended(&mut work.writing, actor, ring.tag()).await?;
        work.writing.commit().await?;
        Ok(Some(()))
    }

    /// The offer of a case that waits for an answer, if one does.
    pub(super) async fn waiting(
        &self,
        writing: &mut Writing,
        case: CaseId,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>> {
        for row in rows(writing.conn(), Which::OfCase(case), now).await? {
            if row.standing(now)? == Standing::Waits {
                return Ok(Some(row.id));
            }
        }
        Ok(None)
    }

    /// Whether an offer still waits, asked inside the change.
    pub(super) async fn waits(&self, writing: &mut Writing, id: TransferId) -> Result<bool> {
        let now = self.now();
        match rows(writing.conn(), Which::One(id), now).await?.first() {
            Some(row) => Ok(row.standing(now)? == Standing::Waits),
            None => Ok(false),
        }
    }

    async fn note_ended(&self, writing: &mut Writing, actor: &Actor, tag: CaseTag) -> Result<()> {
        let event = Event {
            deed: Deed::TransferEnded,
            segments: &[Segment::Packet],
            reason: Reason::ClientRequest,
            basis: Basis::Consent,
            consent: None,
            cases: vec![tag],
        };
        self.note(writing, Some(actor), &event).await
    }

    /// Where she takes back what an offer hangs on, nobody opens it any more, and the keys beside it are gone. `consent`
    /// names one offer; without it every offer of the case shuts.
    pub(crate) async fn shut_offers(&self, writing: &mut Writing, case: CaseId, consent: Option<Uuid>) -> Result<()> {
        change!(
            writing.conn(),
            "delete from transfer_keys where transfer_id in (select id from transfers where case_id = $1 \
             and (consent_id = $2 or $2 is null))",
            case.0,
            consent
        )?;
        change!(
            writing.conn(),
            "delete from wraps where data_key_id in (select data_key_id from transfers where case_id = $1 \
             and (consent_id = $2 or $2 is null))",
            case.0,
            consent
        )?;
        Ok(())
    }
}

/// Who was asked opens the offer no more; the keys beside it are gone.
async fn shut_to_asked(writing: &mut Writing, transfer: Uuid) -> Result<()> {
    change!(writing.conn(), "delete from transfer_keys where transfer_id = $1", transfer)?;
    change!(
        writing.conn(),
        "delete from wraps where data_key_id = (select data_key_id from transfers where id = $1) \
         and party_id = (select teams.lead_party_id from teams join transfers on transfers.to_team_id = teams.id \
         where transfers.id = $1)",
        transfer
    )?;
    Ok(())
}
