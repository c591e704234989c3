//! On My day of a supervisor: the coded plans that another organisation asks her about.

use super::{between, standing_chip};
use crate::fault::Fault;
use crate::parts::section_of;
use crate::visit::Member;
use crate::words::say;
use leptos::prelude::*;

/// The section, where something waits.
pub async fn requests(member: &Member) -> Result<Option<AnyView>, Fault> {
    let l = member.l;
    let requests = member.site.vault.coded_plans_to_decide(member.actor()).await?;
    let rows: Vec<_> = requests
        .iter()
        .map(|request| {
            let (title, small) = between(l, request);
            let path = format!("/coded-plans/{}", request.id);
            view! {
                <li>
                    <div><a class="row-link who" href=path>{title}</a><br /><small>{small}</small></div>
                    {standing_chip(l, request)}
                </li>
            }
        })
        .collect();
    Ok(section_of(say!(l, coded_plan.to_us), rows))
}
