//! On My day of who coordinates: whose things ran out or are below zero, and whose it is time to count.

use super::chip;
use crate::fault::Fault;
use crate::parts::chip::Tone;
use crate::parts::{Chip, section_to_any};
use crate::visit::Member;
use crate::words::say;
use domain::access::Action;
use domain::commodity::{STORE, Standing};
use leptos::prelude::*;

/// The section, where there is something to do.
pub async fn to_see_to(member: &Member) -> Result<Option<AnyView>, Fault> {
    if !member.actor().may(Action::KeepCommodities) {
        return Ok(None);
    }
    let l = member.l;
    let vault = &member.site.vault;
    let (today, stock) = (vault.today(), vault.team_stock(member.actor()).await?.ok_or(Fault::NotFound)?);
    let store = (None, say!(l, commodity.store).to_owned());
    let everybody = stock.carriers.iter().map(|one| (Some(one.account), one.name.clone()));
    let rows: Vec<_> = [store]
        .into_iter()
        .chain(everybody)
        .filter_map(|(holder, name)| {
            let of = |standing| stock.ledger.which(holder, standing).next().and_then(|_| chip(l, standing));
            let due = stock
                .is_due(holder, today)
                .then(|| view! { <Chip tone=Tone::Soon text=say!(l, commodity.due) /> }.into_any());
            let chips: Vec<_> = [of(Standing::Below), of(Standing::Out), due].into_iter().flatten().collect();
            let path = holder.map_or_else(|| STORE.to_owned(), |account| account.to_string());
            (!chips.is_empty()).then(|| {
                view! {
                    <li>
                        <a class="row-link who" href=format!("/commodities/counts/{path}")>{name}</a>
                        <div class="chips">{chips}</div>
                    </li>
                }
            })
        })
        .collect();
    Ok(section_to_any(say!(l, commodity.title), "/commodities", say!(l, commodity.see_all), rows))
}
