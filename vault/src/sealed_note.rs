//! Sealed notes: each under a key of its own that is wrapped to its author and to nobody else, under the client's consent to
//! have her data kept. Nobody can give that key again: with the author's key pair the note is lost.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::audit::Event;
use crate::case::WrapGrant;
use crate::crypt::{DataKey, Place};
use crate::engine::{change, sql};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::audit::{Deed, Reason};
use domain::consent::Segment;
use domain::id::{CaseId, ConsentId, SealedNoteId, SubmissionId};
use domain::sealed_note::SealedNote;
use uuid::Uuid;

/// That there is a note, as its author sees it in her list.
pub struct Written {
    /// Its id.
    pub id: SealedNoteId,
    /// When it was written.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct WrittenRow {
    id: Uuid,
    written_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Row {
    data_key_id: Uuid,
    sealed: Vec<u8>,
    written_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Grant {
    consent_id: Uuid,
    valid_until: DateTime<Utc>,
}

impl Vault {
    /// Seals a note to its author. A second post of the same form gives the first one's note. `None` when the case is not
    /// open to her any more, or the client stopped being supported.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn write_sealed_note(
        &self,
        actor: &Actor,
        ring: &Ring,
        casework: &Opened<segment::Casework>,
        note: &SealedNote,
        form: SubmissionId,
    ) -> Result<Option<SealedNoteId>> {
        if !actor.may(Action::KeepSealedNotes) || casework.case() != ring.case() {
            return Ok(None);
        }
        let (case, id) = (ring.case(), self.new_id());
        let mut writing = self.database.write().await?;
        let now = self.now();
        self.lock_case(writing.conn(), case).await?;
        // The note lives as long as the consent that opens the case to its author, and opens while the case does.
        let grant = sql!(
            writing.conn(),
            query_as::<Grant>,
            "select held_wraps.consent_id, consents.valid_until from held_wraps join consents on consents.id = held_wraps.consent_id \
             where held_wraps.account_id = $1 and held_wraps.data_key_id = $2 and held_wraps.purpose <> 'emergency' \
             and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3 order by consents.valid_until desc limit 1",
            actor.account.0, casework.newest_key(), now => fetch_optional
        )?;
        let Some(grant) = grant else { return Ok(None) };
        if !self.still_served(writing.conn(), case).await? {
            return Ok(None);
        }
        if let Some(earlier) = crate::submission::claim(&mut writing, actor, form, id, now).await? {
            return Ok(Some(SealedNoteId(earlier)));
        }
        let key = DataKey::random(self.entropy.as_ref());
        let key_id = self.keep_key(&mut writing, case, Segment::SealedNote, None, 1, &key).await?;
        let consent = ConsentId(grant.consent_id);
        let to_author = WrapGrant {
            case,
            segment: Segment::SealedNote,
            key: key_id,
            epoch: 1,
            consent,
            from: now,
            until: grant.valid_until,
        };
        self.wrap_to_self(&mut writing, actor, &to_author, &key).await?;
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(note).expect("a note is plain data"));
        let place = Place {
            table: "sealed_notes",
            column: "sealed",
            row: id,
            case: case.0,
            segment: Some(Segment::SealedNote),
            epoch: 1,
        };
        change!(
            writing.conn(),
            "insert into sealed_notes (id, case_id, data_key_id, sealed, written_by, written_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            case.0,
            key_id,
            key.seal(place, &plain, self.entropy.as_ref()),
            actor.account.0,
            now
        )?;
        let event = ring.event(Deed::Recorded, &[Segment::SealedNote], Reason::Support);
        self.note(&mut writing, Some(actor), &Event { consent: Some(consent), ..event }).await?;
        writing.commit().await?;
        Ok(Some(SealedNoteId(id)))
    }

    /// The actor's own sealed notes on a case, newest first: when each was written, and nothing of what it says. Nobody
    /// else's are counted, and nobody else counts hers.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn own_sealed_notes(&self, actor: &Actor, ring: &Ring) -> Result<Vec<Written>> {
        if !actor.may(Action::KeepSealedNotes) {
            return Ok(Vec::new());
        }
        let mut reading = self.database.read().await?;
        let rows = sql!(
            reading.conn(),
            query_as::<WrittenRow>,
            "select sealed_notes.id, sealed_notes.written_at from sealed_notes \
             join held_wraps on held_wraps.data_key_id = sealed_notes.data_key_id \
             where held_wraps.account_id = $1 and sealed_notes.case_id = $2 \
             and held_wraps.valid_from <= $3 and held_wraps.valid_until > $3 order by sealed_notes.id desc",
            actor.account.0, ring.case().0, self.now() => fetch_all
        )?;
        Ok(rows.into_iter().map(|row| Written { id: SealedNoteId(row.id), at: row.written_at }).collect())
    }

    /// Opens one sealed note for its author; the look is durable before the key is opened. `None` for everybody else.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn open_sealed_note(
        &self,
        actor: &Actor,
        case: CaseId,
        note: SealedNoteId,
    ) -> Result<Option<(SealedNote, DateTime<Utc>)>> {
        let Some(mut ring) = self.open_note_key(actor, case, note).await? else { return Ok(None) };
        let proof = ring.take::<segment::SealedNote>().ok_or(Error::Inconsistent("sealed_notes"))?;
        let mut reading = self.database.read().await?;
        let row = sql!(
            reading.conn(),
            query_as::<Row>,
            "select data_key_id, sealed, written_at from sealed_notes where id = $1",
            note.0 => fetch_optional
        )?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((proof.read("sealed_notes", note.0, row.data_key_id, &row.sealed)?, row.written_at)))
    }
}
