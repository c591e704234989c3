//! `/my-day/calendar.ics`: one's own appointments as a file, made inside the session. There is no address that a calendar
//! could ask again by itself: the days stand in labels, which open with her key, and her key is only here (decision 0027).

use crate::fault::{Fault, PageResult};
use crate::pages::case::list::reason;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::agenda::{days, file};
use leptos::prelude::*;
use vault::case::{Found, Listed};

pub async fn download(member: Member) -> PageResult {
    let vault = &member.site.vault;
    let today = vault.today();
    // What stands in the file leaves the house: its cases are audited like a list.
    let coming = |all: Vec<Listed>| {
        let rows: Vec<_> = all.into_iter().filter(|row| row.label.next.is_some_and(|next| next.on >= today)).collect();
        Found { total: rows.len(), rows }
    };
    let found = vault.list_cases(member.actor(), reason(&member), coming).await?.ok_or(Fault::NotFound)?;
    let days = days(found.rows.iter().filter_map(|row| row.label.next).map(|next| next.on), today);
    let whose = member.actor().account().to_string();
    let file = file(&days, say!(member.l, agenda.summary), &whose, vault.now());
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"calendar.ics\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, file).into_response())
}

/// On My day: the way to it, and what it says.
pub fn my_day(l: Locale) -> AnyView {
    view! {
        <p><a href="/my-day/calendar.ics" download="calendar.ics">{say!(l, agenda.download)}</a><br /><small>{say!(l, agenda.words)}</small></p>
    }
    .into_any()
}
