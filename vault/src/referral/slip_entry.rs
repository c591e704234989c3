//! Code and PIN, typed at a receiver where nobody has an account. There is no session: each look and each answer is made
//! with both. Unknown code, wrong PIN, dead slip, and one whose referral ended are one answer after the same work.

use super::Followed;
use super::outcome::Moving;
use super::slip::{Contents, TRIES, code_place, forget_code, hold_tries, tries_of};
use crate::Vault;
use crate::access::HeldWrap;
use crate::actor::By;
use crate::audit::{CaseTag, Event, case_tag};
use crate::card::CardTag;
use crate::crypt::PartyKey;
use crate::engine::{Conn, change, sql};
use crate::error::Result;
use domain::audit::{Basis, Deed, Reason};
use domain::card::{CardCode, Pin};
use domain::consent::Segment;
use domain::id::{CaseId, OrganisationId, ReferralId};
use domain::referral::{Mover, Outcome, ReferralState, Said};
use uuid::Uuid;

/// Whoever has a slip's code and PIN, for one request. Carries a private key, so it is neither `Clone` nor `Debug`.
pub struct SlipHolder {
    case: CaseId,
    case_tag: CaseTag,
    referral: ReferralId,
    receiver: OrganisationId,
    key: PartyKey,
    code_tag: CardTag,
}

/// What an answer on a slip came to.
pub enum OnSlip {
    /// It stands here; after a last word the slip opens nothing any more.
    Stands(ReferralState),
    /// The slip ended meanwhile.
    Ended,
}

#[derive(sqlx::FromRow)]
struct CodeRow {
    salt: Vec<u8>,
    sealed: Vec<u8>,
}

impl Vault {
    /// Opens a slip for one request. A try is written down before it is looked at, so that ten at once are ten; a right PIN
    /// takes them back, and after [`TRIES`] the code is dead. For a guess beyond the limit of the network no PIN is handed
    /// over: nothing is counted then.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn open_slip(&self, code: &CardCode, tag: CardTag, pin: Option<&Pin>) -> Result<Option<SlipHolder>> {
        let mut writing = self.database.write().await?;
        if pin.is_some() {
            // Something is written each time: a commit that waits for the disk takes longer, and would tell a code that lives.
            hold_tries(writing.conn()).await?;
        }
        let row = sql!(
            writing.conn(),
            query_as::<CodeRow>,
            "select salt, sealed from slip_codes where tag = $1",
            &tag.0[..] => fetch_optional
        )?;
        let tries = tries_of(writing.conn(), &tag.0).await?;
        let mut counted = false;
        if pin.is_some() {
            // The first number stands already when the code is dead, and nothing takes one when there is no code.
            let number = if tries < TRIES { tries + 1 } else { 1 };
            counted = change!(
                writing.conn(),
                "insert into slip_tries (tag, number) select tag, $2 from slip_codes where tag = $1 on conflict (tag, number) do nothing",
                &tag.0[..],
                number
            )? == 1;
        }
        writing.commit().await?;
        let salt = row.as_ref().and_then(|row| row.salt.as_slice().try_into().ok()).unwrap_or([0; 16]);
        let key = self.card_key(code, pin, salt).await?;
        let contents = row
            .filter(|_| counted)
            .and_then(|row| key.open(code_place(&tag.0), &row.sealed))
            .and_then(|plain| Contents::from_bytes(&plain));
        let party = contents.as_ref().map_or(Uuid::nil(), |contents| contents.party.0);
        let mut writing = self.database.write().await?;
        let live = self.audit_key_of_slip(writing.conn(), party).await?;
        let (Some(contents), Some(audit_key)) = (contents, live) else { return Ok(None) };
        // One that is counted in this moment would stay behind, and its number be taken for good.
        hold_tries(writing.conn()).await?;
        change!(writing.conn(), "delete from slip_tries where tag = $1", &tag.0[..])?;
        writing.commit().await?;
        Ok(Some(SlipHolder {
            case: contents.case,
            case_tag: case_tag(&audit_key),
            referral: contents.referral,
            receiver: contents.receiver,
            key: PartyKey::from_secret(contents.party, &contents.secret),
            code_tag: tag,
        }))
    }

    /// What makes her case's tag, if the slip still holds a live wrap: asked before every look and inside every answer.
    async fn audit_key_of_slip(&self, conn: Conn<'_>, party: Uuid) -> Result<Option<Vec<u8>>> {
        Ok(sql!(
            conn,
            query_scalar::<Vec<u8>>,
            "select audit_key from slip_wraps where party_id = $1 and valid_from <= $2 and valid_until > $2 limit 1",
            party, self.now() => fetch_optional
        )?)
    }

    /// The packet of a slip. Written down before it is opened.
    ///
    /// # Errors
    /// When the look cannot be written down: then nothing is opened.
    pub async fn packet_of_slip(&self, holder: &SlipHolder) -> Result<Option<Followed>> {
        let mut writing = self.database.write().await?;
        if self.audit_key_of_slip(writing.conn(), holder.key.party.0).await?.is_none() {
            return Ok(None);
        }
        let event = Event {
            deed: Deed::PacketOpened,
            segments: &[Segment::Packet],
            reason: Reason::Referral,
            basis: Basis::WrittenRequest,
            consent: None,
            cases: vec![holder.case_tag],
        };
        self.note_by(&mut writing, By::Slip(holder.receiver), &event).await?;
        writing.commit().await?;
        self.packet_on_slip(&holder.key, holder.referral, holder.receiver).await
    }

    /// An answer on a slip, by the same table as at a desk. After a last word the code is gone.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn answer_on_slip(&self, holder: &SlipHolder, outcome: &Outcome) -> Result<OnSlip> {
        let mut writing = self.database.write().await?;
        self.lock_case(writing.conn(), holder.case).await?;
        hold_tries(writing.conn()).await?;
        let wrap = sql!(
            writing.conn(),
            query_as::<HeldWrap>,
            "select wrap_id, party_id, sealed, consent_id, purpose, data_key_id, case_id, segment, epoch, commitment, audit_key \
             from slip_wraps where party_id = $1 and referral_id = $2 and valid_from <= $3 and valid_until > $3",
            holder.key.party.0, holder.referral.0, self.now() => fetch_optional
        )?;
        let Some(wrap) = wrap else { return Ok(OnSlip::Ended) };
        let (_, key) = wrap.open_with(&holder.key, self, &mut Vec::new())?;
        let newest = self.newest_event(&mut writing, holder.referral).await?;
        let moving = Moving {
            referral: holder.referral,
            case: holder.case,
            tag: holder.case_tag,
            by: By::Slip(holder.receiver),
            mover: Mover::Receiver,
            to: outcome.state(),
            said: Some((&key, Said::Outcome(outcome.clone()))),
        };
        let state = self.move_within(&mut writing, &moving, &newest).await?;
        if state.is_last_word() {
            forget_code(&mut writing, &holder.code_tag.0).await?;
        }
        writing.commit().await?;
        Ok(OnSlip::Stands(state))
    }
}
