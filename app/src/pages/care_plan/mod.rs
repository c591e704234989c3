//! The care plan: what stands, another version, what is different for who approves it.

pub mod change;
pub mod decision;
mod difference;
mod form;
pub mod mark;
pub mod my_day;
mod parts;
pub mod show;
pub mod version;

use crate::fault::Fault;
use crate::pages::case::list::reason;
use crate::visit::Member;
use domain::consent::Segment;
use domain::id::CaseId;
use vault::Ring;

/// The case of an address, opened as far as its plans need.
pub async fn open(member: &Member, id: &str) -> Result<(CaseId, Ring), Fault> {
    let case = id.parse().map_err(|_| Fault::NotFound)?;
    let segments = [Segment::Label, Segment::Contact, Segment::Casework];
    let ring =
        member.site.vault.open_case(member.actor(), case, &segments, reason(member)).await?.ok_or(Fault::NotFound)?;
    Ok((case, ring))
}
