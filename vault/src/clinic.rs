//! What a clinic keeps in its compartment: tests and visits, counted as facts without a code, a day or a name.

use crate::Vault;
use crate::access::{Opened, Ring, segment};
use crate::actor::Actor;
use crate::compartment::{Entry, NewEntry};
use crate::error::Result;
use crate::fact::Fact;
use domain::access::Action;
use domain::clinic::{ClinicEntry, TestResult};
use domain::compartment::{EntryKind, Head};
use domain::consent::Segment;
use domain::id::{ReferralId, SubmissionId};
use uuid::Uuid;

/// One client of the desk, with everything that was written of her.
pub struct AtClinic {
    /// A referral by which the desk comes to her.
    pub referral: ReferralId,
    /// Whose compartment it is.
    pub head: Head,
    /// What was written, the newest first.
    pub entries: Vec<Entry<ClinicEntry>>,
}

impl Vault {
    /// What the clinic wrote, the newest first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn clinic_entries(&self, proof: &Opened<segment::Health>) -> Result<Vec<Entry<ClinicEntry>>> {
        self.compartment_entries(proof, EntryKind::Clinic).await
    }

    /// Everybody whose compartment opens for the desk, for who is to be called and who is due.
    ///
    /// # Errors
    /// When the look cannot be written down: then nothing is opened.
    pub async fn clinic_desk(&self, actor: &Actor) -> Result<Option<Vec<AtClinic>>> {
        if !actor.may(Action::KeepClinic) {
            return Ok(None);
        }
        let Some(opened) = self.compartments(actor, Segment::Health).await? else { return Ok(None) };
        let mut desk = Vec::with_capacity(opened.len());
        for mut one in opened {
            let Some(proof) = one.ring.take::<segment::Health>() else { continue };
            let head = self.compartment_head(&proof).await?.head;
            desk.push(AtClinic { referral: one.referral, head, entries: self.clinic_entries(&proof).await? });
        }
        Ok(Some(desk))
    }

    /// Writes a test or a visit down. `None` when the compartment's key is not held any more.
    ///
    /// # Errors
    /// When the database is not available: nothing was written.
    pub async fn record_at_clinic(
        &self,
        actor: &Actor,
        ring: &Ring,
        proof: &Opened<segment::Health>,
        entry: &ClinicEntry,
        form: SubmissionId,
    ) -> Result<Option<Uuid>> {
        let mut facts = Vec::new();
        match entry {
            ClinicEntry::Test(test) if test.result != TestResult::NotDone => {
                facts.push(Fact::one("clinic_test", Some(test.test.code())));
                if test.result == TestResult::Positive {
                    facts.push(Fact::one("clinic_positive", Some(test.test.code())));
                }
            }
            ClinicEntry::Test(_) => {}
            ClinicEntry::Visit(visit) => {
                facts.push(Fact::one("clinic_visit", None));
                if visit.treatment.is_some() {
                    facts.push(Fact::one("clinic_treated", None));
                }
            }
        }
        let entry =
            NewEntry { action: Action::KeepClinic, kind: EntryKind::Clinic, body: entry, facts: &facts, told: None };
        self.keep_compartment_entry(actor, ring, proof, &entry, form).await
    }
}
