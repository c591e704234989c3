//! What legal aid keeps in its compartment: matters, stages, papers. A stage is told back under the packet's key in the same
//! transaction, while that opens; nothing else is.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::compartment::{NewEntry, Told};
use crate::error::Result;
use crate::fact::Fact;
use domain::access::Action;
use domain::compartment::{EntryKind, Head};
use domain::consent::Segment;
use domain::id::{ReferralId, SubmissionId};
use domain::legal::{Board, LegalEntry};
use uuid::Uuid;

/// One client of the desk.
pub struct AtLegalDesk {
    /// A referral by which the desk comes to her.
    pub referral: ReferralId,
    /// Whose compartment it is.
    pub head: Head,
    /// Matters and papers.
    pub board: Board,
}

impl Vault {
    /// Everybody whose compartment opens for the desk.
    ///
    /// # Errors
    /// When the look cannot be written down: then nothing is opened.
    pub async fn legal_desk(&self, actor: &Actor) -> Result<Option<Vec<AtLegalDesk>>> {
        if !actor.may(Action::KeepLegal) {
            return Ok(None);
        }
        let Some(opened) = self.compartments(actor, Segment::Legal).await? else { return Ok(None) };
        let mut desk = Vec::with_capacity(opened.len());
        for mut one in opened {
            let Some(proof) = one.ring.take::<segment::Legal>() else { continue };
            let head = self.compartment_head(&proof).await?.head;
            desk.push(AtLegalDesk { referral: one.referral, head, board: self.legal_board(&proof).await? });
        }
        Ok(Some(desk))
    }

    /// Matters and papers as they stand.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn legal_board(&self, proof: &Opened<segment::Legal>) -> Result<Board> {
        let entries = self.compartment_entries::<_, LegalEntry>(proof, EntryKind::Legal).await?;
        Ok(Board::of(entries.into_iter().rev().map(|entry| (entry.id, entry.body))))
    }

    /// Writes an entry down; of a matter and its stages, whoever follows the referral is told stage, day and next step. `None`
    /// when the compartment's key is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_legal(
        &self,
        actor: &Actor,
        referral: ReferralId,
        ring: &Ring,
        proof: &Opened<segment::Legal>,
        entry: &LegalEntry,
        form: SubmissionId,
    ) -> Result<Option<Uuid>> {
        if !actor.may(Action::KeepLegal) {
            return Ok(None);
        }
        let progress = entry.progress();
        let packet = match progress {
            Some(_) => self.packet_to_tell_by(actor, referral).await?,
            None => None,
        };
        let fact = |kind, detail| Fact::one(kind, Some(detail));
        let fact = match entry {
            LegalEntry::Matter(matter) => Some(fact("legal_matter", matter.matter.code())),
            LegalEntry::Stage(told) => Some(fact("legal_stage", told.stage.code())),
            LegalEntry::Paper(paper) => paper.received_on.map(|_| fact("legal_paper", paper.kind.code())),
        };
        let told = packet.as_ref().zip(progress.as_ref());
        let entry = NewEntry {
            action: Action::KeepLegal,
            kind: EntryKind::Legal,
            body: entry,
            facts: fact.as_slice(),
            told: told.map(|(packet, progress)| Told { referral, packet, progress }),
        };
        self.keep_compartment_entry(actor, ring, proof, &entry, form).await
    }
}
