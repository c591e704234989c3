//! What several pages say of recovery sheets.

use crate::parts::chip::{Chip, Tone};
use crate::words::{Locale, Spoken, say};
use chrono::{DateTime, Utc};
use domain::date::{display, display_time, local_date};
use domain::recovery_sheet::{End, is_news};
use leptos::prelude::*;
use vault::recovery_sheet::Sheet;

/// One row for each sheet, with how it ended; `team` names the team too.
#[component]
pub fn SheetRows(sheets: Vec<Sheet>, #[prop(optional)] team: bool) -> impl IntoView {
    let l: Locale = expect_context();
    let rows: Vec<_> = sheets
        .into_iter()
        .map(|sheet| {
            let made = say!(l, recovery_sheet.made_by, at = display_time(sheet.made_at), name = sheet.made_by).to_string();
            let made = if team { format!("{} · {made}", sheet.team) } else { made };
            let (chip, ended) = match sheet.ended {
                None => (view! { <Chip tone=Tone::Live text=say!(l, recovery_sheet.live) /> }, None),
                Some((how, by, at)) => {
                    let tone = if how == End::Used { Tone::Soon } else { Tone::None };
                    let words = say!(l, recovery_sheet.ended_by, at = display_time(at), name = by).to_string();
                    (view! { <Chip tone text=how.said(l) /> }, Some(view! { <br /><small>{words}</small> }))
                }
            };
            view! { <li><div>{made}{ended}<br /><small>{say!(l, account.key_mark)}": "<span class="code printed">{sheet.mark}</span></small></div>{chip}</li> }
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }
}

/// That sheets were used lately, for everybody who must know.
#[component]
pub fn UsedLately(sheets: Vec<(String, String, DateTime<Utc>)>) -> impl IntoView {
    let l: Locale = expect_context();
    let notes: Vec<_> = sheets
        .into_iter()
        .map(|(team, name, at)| {
            let day = display(local_date(at));
            let words = say!(l, recovery_sheet.used_news, day = day, name = name, team = team).to_string();
            view! { <p class="note warm" role="alert">{words}</p> }
        })
        .collect();
    (!notes.is_empty()).then_some(notes)
}

/// Team, person and time of each use that is still news.
pub fn used_lately(sheets: &[Sheet], now: DateTime<Utc>) -> Vec<(String, String, DateTime<Utc>)> {
    let used = |sheet: &Sheet| match &sheet.ended {
        Some((End::Used, by, at)) if is_news(*at, now) => Some((sheet.team.clone(), by.clone(), *at)),
        _ => None,
    };
    sheets.iter().filter_map(used).collect()
}
