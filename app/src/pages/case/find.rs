//! Searching before a case is opened: what one may open and what it might be, closed ones too.

use super::list::reason;
use super::next_words;
use crate::fault::Fault;
use crate::pages::consent::parts::last_day;
use crate::pages::my_day::who;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::visit::Member;
use crate::words::{Locale, say};
use chrono::{DateTime, NaiveDate, Utc};
use domain::date::{display, local_date};
use domain::vietnamese::NameOrder;
use leptos::prelude::*;
use vault::case::{Found, Listed};

/// Finds shown; more are counted.
const SHOWN: usize = 5;

/// What answers a search, by the alias.
fn likely(query: &str) -> impl FnOnce(Vec<Listed>) -> Found {
    move |all| {
        let mut rows: Vec<_> = all.into_iter().filter(|row| row.label.answers(query)).collect();
        NameOrder::new().sort(&mut rows, |row| row.label.alias.as_str());
        let total = rows.len();
        rows.truncate(SHOWN);
        Found { rows, total }
    }
}

/// The cases that might be hers; nothing for an empty search.
pub async fn find(member: &Member, query: &str) -> Result<Option<Found>, Fault> {
    if query.trim().is_empty() {
        return Ok(None);
    }
    Ok(member.site.vault.list_cases(member.actor(), reason(member), likely(query)).await?)
}

/// Until when a case is carried in a colleague's place.
pub fn covered(l: Locale, until: DateTime<Utc>) -> AnyView {
    view! { <Chip tone=Tone::Soon text=say!(l, cover.until_day, day = last_day(until)).to_string() /> }.into_any()
}

/// How a case in a list stands: closed, or what is next and how soon somebody looks in.
fn chips(l: Locale, row: &Listed, today: NaiveDate) -> AnyView {
    if let Some(at) = row.closed_at {
        let text = say!(l, closure.closed_on, day = display(local_date(at))).to_string();
        return view! { <Chip tone=Tone::None text /> }.into_any();
    }
    let next = row.label.first_due().map(|next| {
        view! { <Chip tone=Tone::of_day(next.timing(today)) text=next_words(l, next, today) /> }
    });
    let risk = row.label.risk.map(|level| crate::pages::risk::chip(l, level));
    let covered = row.covered_until.map(|until| covered(l, until));
    view! { <span class="chips">{risk}" "{covered}" "{next}</span> }.into_any()
}

/// A case in a list.
pub fn row(l: Locale, row: &Listed, today: NaiveDate) -> AnyView {
    view! { <li><div>{who(row.case, &row.label)}</div>{chips(l, row, today)}</li> }.into_any()
}

/// What was found, before the form is filled in.
pub fn finds(l: Locale, found: Found, today: NaiveDate) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="note calm" role="status">{say!(l, intake.found_none)}</p> }.into_any();
    }
    let more = found.total.saturating_sub(found.rows.len());
    let more = (more > 0).then(|| view! { <p class="soft">{say!(l, intake.found_more, n = more).to_string()}</p> });
    let rows: Vec<_> = found.rows.iter().map(|listed| row(l, listed, today)).collect();
    view! { <div role="status" class="stack"><h2>{say!(l, intake.found)}</h2><ul class="rows">{rows}</ul>{more}</div> }
        .into_any()
}
