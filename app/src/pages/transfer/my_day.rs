//! On My day of who leads a team: the cases that are offered to it, without a word of whose they are.

use super::between;
use crate::fault::Fault;
use crate::parts::chip::Tone;
use crate::parts::{Chip, section_to_any};
use crate::visit::Member;
use crate::words::say;
use domain::access::Action;
use domain::date::{display, local_date};
use domain::transfer::Standing;
use leptos::prelude::*;

/// The section, where something waits.
pub async fn offers(member: &Member) -> Result<Option<AnyView>, Fault> {
    if !member.actor().may(Action::TakeTransfer) {
        return Ok(None);
    }
    let l = member.l;
    let offers = member.site.vault.transfers(member.actor()).await?.unwrap_or_default();
    let rows: Vec<_> = offers
        .iter()
        .filter(|one| one.to_us && one.standing == Standing::Waits)
        .map(|one| {
            let (title, small) = between(l, one);
            let until = say!(l, transfer.until, day = display(local_date(one.until))).to_string();
            view! {
                <li>
                    <div><a class="row-link who" href=format!("/transfers/{}", one.id)>{title}</a><br /><small>{small}</small></div>
                    <Chip tone=Tone::Soon text=until />
                </li>
            }
        })
        .collect();
    Ok(section_to_any(say!(l, transfer.offered_to_us), "/transfers", say!(l, transfer.see_all), rows))
}
