//! On My day: the cases somebody else handed over, each with its brief.

use super::find::covered;
use super::list::reason;
use crate::fault::Fault;
use crate::parts::section_of;
use crate::visit::Member;
use crate::words::say;
use domain::date::{display, local_date};
use leptos::prelude::*;
use vault::case::{Found, Listed};

/// What was handed over in the last two weeks, and what is covered now; nothing for who has none of it.
pub async fn handed_over(member: &Member) -> Result<Option<AnyView>, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let handed = vault.handed_over(member.actor()).await?;
    if handed.is_empty() {
        return Ok(None);
    }
    let named = |all: Vec<Listed>| {
        let rows: Vec<_> = all.into_iter().filter(|row| handed.iter().any(|one| one.case == row.case)).collect();
        Found { total: rows.len(), rows }
    };
    let found = vault.list_cases(member.actor(), reason(member), named).await?;
    let cases = found.map(|found| found.rows).unwrap_or_default();
    let rows: Vec<_> = handed
        .iter()
        .filter_map(|one| cases.iter().find(|row| row.case == one.case).map(|row| (one, row)))
        .map(|(one, row)| {
            let small = format!("{} · {}", one.by, display(local_date(one.at)));
            let brief = format!("/cases/{}/brief", row.case);
            let label = format!("{}: {}", say!(l, brief.title), row.label.alias.as_str());
            let until = row.covered_until.map(|until| view! { {covered(l, until)}" " });
            view! {
                <li>
                    <div>{crate::pages::my_day::who(row.case, &row.label)}<br /><small>{small}</small></div>
                    <div>{until}<a href=brief aria-label=label>{say!(l, brief.title)}</a></div>
                </li>
            }
        })
        .collect();
    Ok(section_of(say!(l, reassignment.handed_over), rows))
}
