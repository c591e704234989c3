//! `/rights`: every request one may know of, by the day it is due. What cannot be opened is named by its mark alone.

use super::parts::{standing, whose};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::parts::{rows_or, section_of};
use crate::visit::Member;
use crate::words::{Spoken, say};
use domain::access::Action;
use domain::date::display;
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use vault::case::Found;
use vault::rights::Request;

/// Requests that are over, shown below the open ones.
const OVER: usize = 20;

pub async fn show(member: Member) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let today = vault.today();
    let requests = vault.requests(member.actor()).await?.ok_or(Fault::NotFound)?;
    let (mut open, mut over): (Vec<_>, Vec<_>) =
        requests.into_iter().partition(|request| !request.standing.state.is_over());
    open.sort_by_key(|request| request.standing.turn());
    over.truncate(OVER);
    let named: HashSet<_> = open.iter().chain(&over).filter_map(|request| request.case).collect();
    let choose = |all: Vec<vault::case::Listed>| {
        let rows: Vec<_> = all.into_iter().filter(|row| named.contains(&row.case)).collect();
        Found { total: rows.len(), rows }
    };
    // Only the cases that this page names are opened for it, and audited; the officer opens none.
    let found = vault.list_cases(member.actor(), reason(&member), choose).await?;
    let aliases: HashMap<_, _> = found
        .into_iter()
        .flat_map(|found| found.rows)
        .map(|row| (row.case, row.label.alias.as_str().to_owned()))
        .collect();
    let decides = member.actor().may(Action::DecideErasure);
    let records = member.actor().may(Action::RecordRights);
    Ok(Page::new(say!(l, nav.rights)).show(&member, move || {
        let row = |request: &Request| {
            let alias = request.case.and_then(|case| aliases.get(&case));
            let link = match request.case.filter(|_| records) {
                Some(case) => format!("/cases/{case}/rights/{}", request.id),
                None => format!("/rights/{}", request.id),
            };
            let small = format!(
                "{} · {} {}",
                request.team,
                say!(l, rights.received_on),
                display(request.received_on)
            );
            view! {
                <li>
                    <div>
                        <a class="row-link who" href=link>{request.right.said(l)}" · "{whose(request, alias.map(String::as_str))}</a>
                        <br /><small>{small}</small>
                    </div>
                    {standing(l, request, today)}
                </li>
            }
        };
        let (open, over): (Vec<_>, Vec<_>) = (open.iter().map(row).collect(), over.iter().map(row).collect());
        view! {
            <div class="head">
                <div><h1>{say!(l, nav.rights)}</h1><small>{say!(l, rights.about)}</small></div>
                {decides.then(|| view! { <div><a class="button" href="/erasures">{say!(l, erasure.title)}</a></div> })}
            </div>
            <section class="sheet">
                <header><h2>{say!(l, rights.open)}</h2></header>
                {rows_or(open, say!(l, rights.none))}
            </section>
            {section_of(say!(l, rights.over), over)}
        }
        .into_any()
    }))
}
