//! On a supervisor's My day: of which cases an incident was written down lately. What happened stands on the case's page.

use crate::fault::Fault;
use crate::pages::my_day::leading;
use crate::parts::section_of;
use crate::visit::Member;
use crate::words::{Locale, say};
use domain::case::Label;
use domain::date::display_time;
use domain::id::CaseId;
use leptos::prelude::*;
use std::collections::HashMap;
use vault::incident::Lately;

/// What was written down lately, for who is to know.
pub async fn lately(member: &Member) -> Result<Vec<Lately>, Fault> {
    let vault = &member.site.vault;
    Ok(vault.incidents_lately(member.actor(), domain::incident::lately(vault.now())).await?)
}

/// The section, where there is something in it.
pub fn section(l: Locale, lately: &[Lately], labels: &HashMap<CaseId, Label>) -> Option<AnyView> {
    let rows: Vec<_> = lately
        .iter()
        .filter_map(|one| labels.get(&one.case).map(|label| (one, label)))
        .map(|(one, label)| {
            let small = format!("{} · {}", one.recorded_by, display_time(one.recorded_at));
            let path = format!("/cases/{}/incidents", one.case);
            let (alias, code) = (label.alias.as_str(), label.code.as_str());
            let named = format!("{}: {alias} {code} · {small}", say!(l, incident.title));
            view! { <li><div>{leading(path, named, label)}<br /><small>{small}</small></div></li> }
        })
        .collect();
    section_of(say!(l, incident.lately), rows)
}
