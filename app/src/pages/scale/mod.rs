//! Screening scales: asking, what came of it, the picture over time.

pub mod correction;
mod form;
pub mod list;
pub mod new;
pub mod outcome;
pub mod safety;
pub mod show;

use crate::fault::Fault;
use crate::pages::case::list::reason;
use crate::visit::Member;
use domain::consent::Segment;
use domain::id::CaseId;
use vault::Ring;

/// The case of an address, opened as far as its scales need.
async fn open(member: &Member, id: &str) -> Result<(CaseId, Ring), Fault> {
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let segments = [Segment::Label, Segment::Contact, Segment::Casework];
    let ring =
        member.site.vault.open_case(member.actor(), case, &segments, reason(member)).await?.ok_or(Fault::NotFound)?;
    Ok((case, ring))
}
