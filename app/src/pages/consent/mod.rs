//! Consent: asked one purpose at a time, kept in a ledger, proved on paper, taken back in one step.

pub mod again;
pub mod by_code;
pub mod evidence;
pub mod ledger;
pub mod news;
pub mod parts;
pub mod receipt;
pub mod renewal;
pub mod resumption;
pub mod withdrawal;

use crate::fault::Fault;
use crate::pages::case::casework_of;
use crate::visit::Member;
use domain::id::{CaseId, ConsentId};
use vault::consent::Entry;
use vault::{Opened, Ring, segment};

/// A case opened to look at its ledger.
struct Open {
    case: CaseId,
    ring: Ring,
    label: Opened<segment::Label>,
    casework: Opened<segment::Casework>,
}

impl Open {
    async fn case(member: &Member, case: &str) -> Result<Self, Fault> {
        let (case, mut ring) = casework_of(member, case).await?;
        let label = ring.take().ok_or(Fault::NotFound)?;
        let casework = ring.take().ok_or(Fault::NotFound)?;
        Ok(Self { case, ring, label, casework })
    }

    /// One entry of its ledger.
    async fn entry(&self, member: &Member, consent: &str) -> Result<Entry, Fault> {
        let consent: ConsentId = consent.parse().map_err(|_| Fault::NotFound)?;
        let entries = member.site.vault.consents(&self.casework).await?;
        entries.into_iter().find(|entry| entry.id == consent).ok_or(Fault::NotFound)
    }
}
