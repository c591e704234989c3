//! One's own appointments for a calendar: `/my-day/calendar.ics`, a file made inside the session, and an address that a calendar
//! asks by itself. The days stand in labels, which open with her key, and her key is only here: so what is shown at the address is
//! sealed to it with each opening of My day (decision 0045).

pub mod address;
pub mod feed;

use crate::fault::{Fault, PageResult};
use crate::pages::case::list::reason;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::agenda::{ahead, days, file};
use leptos::prelude::*;
use vault::case::{Found, Listed};

/// What is ahead in the cases one may open. What is drawn of it leaves the house: its cases are audited like a list.
async fn coming(member: &Member) -> Result<Vec<Listed>, Fault> {
    let today = member.site.vault.today();
    let coming = |all: Vec<Listed>| {
        let rows: Vec<_> = all.into_iter().filter(|row| ahead(&row.label, today).is_some()).collect();
        Found { total: rows.len(), rows }
    };
    let found = member.site.vault.list_cases(member.actor(), reason(member), coming).await?;
    Ok(found.ok_or(Fault::NotFound)?.rows)
}

/// The calendar of these cases, with something of the owner's that is the same each time.
fn drawn(member: &Member, rows: &[Listed], whose: &str) -> String {
    let vault = &member.site.vault;
    let days = days(rows.iter().filter_map(|row| ahead(&row.label, vault.today())));
    file(&days, say!(member.l, agenda.summary), whose, vault.now())
}

pub async fn download(member: Member) -> PageResult {
    let rows = coming(&member).await?;
    let file = drawn(&member, &rows, &member.actor().account().to_string());
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"calendar.ics\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, file).into_response())
}

/// With each opening of My day: the days as they are now, to the address of her calendar, where there is one.
pub async fn draw(member: &Member) -> Result<(), Fault> {
    let vault = &member.site.vault;
    let Some(feed) = vault.feed(member.actor()).await? else { return Ok(()) };
    let rows = coming(member).await?;
    let picture = drawn(member, &rows, &feed.id.to_string());
    let cases: Vec<_> = rows.iter().map(|row| row.case).collect();
    Ok(vault.draw_feed(member.actor(), feed.id, &cases, &picture).await?)
}

/// On My day: the ways to both, and what they say.
pub fn my_day(l: Locale) -> AnyView {
    view! {
        <p>
            <a href="/my-day/calendar.ics" download="calendar.ics">{say!(l, agenda.download)}</a>" · "
            <a href="/my-day/calendar">{say!(l, agenda.address)}</a><br />
            <small>{say!(l, agenda.words)}</small>
        </p>
    }
    .into_any()
}
