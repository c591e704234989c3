//! Who carries cases in one's team, as Vietnamese names are ordered: whom a page lets somebody choose from, or counts.

use crate::fault::Fault;
use crate::visit::Member;
use domain::vietnamese::NameOrder;

/// All of them; those who wait for their keys too.
pub async fn colleagues(member: &Member) -> Result<Vec<vault::account::Member>, Fault> {
    let mut colleagues = member.site.vault.members(member.actor()).await?;
    colleagues.retain(|colleague| colleague.role.carries_cases());
    NameOrder::new().sort(&mut colleagues, |colleague| &colleague.name);
    Ok(colleagues)
}

/// Those to whom a case can be given now.
pub async fn with_keys(member: &Member) -> Result<Vec<vault::account::Member>, Fault> {
    let mut colleagues = colleagues(member).await?;
    colleagues.retain(|colleague| !colleague.waits);
    Ok(colleagues)
}
