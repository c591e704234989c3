//! `/card/end` and `/calendar`: out of her page, onto one that anybody might have open.

use crate::fault::PageResult;
use crate::page::Page;
use crate::visit::{Holder, Visit, without_card};
use crate::words::say;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::CookieJar;
use chrono::{Datelike, NaiveDate};
use domain::date::week_of;
use leptos::prelude::*;

/// The neutral page.
pub const CALENDAR: &str = "/calendar";

pub async fn end(holder: Holder, jar: CookieJar) -> PageResult {
    holder.site.vault.end_card_session(holder.card()).await?;
    let mut answer = (without_card(jar), Redirect::to(CALENDAR)).into_response();
    // What the browser kept of the pages goes too. Her pages put nothing into its storage; what waits there to be sent, on the
    // phone of a volunteer who lent it to her, is not theirs to clear.
    let clear = HeaderValue::from_static("\"cache\"");
    answer.headers_mut().insert(HeaderName::from_static("clear-site-data"), clear);
    Ok(answer)
}

/// The weeks of a month, Monday first; days of other months are left out.
fn weeks(today: NaiveDate) -> Vec<Vec<Option<NaiveDate>>> {
    let first = today.with_day(1).expect("every month has a first day");
    let days: Vec<_> =
        week_of(first).iter_days().take(42).map(|day| (day.month() == today.month()).then_some(day)).collect();
    days.chunks(7).filter(|week| week.iter().any(Option::is_some)).map(<[_]>::to_vec).collect()
}

pub async fn calendar(visit: Visit) -> PageResult {
    let l = visit.l;
    let today = visit.site.vault.today();
    let title = say!(l, card.month, month = today.format("%m/%Y").to_string()).to_string();
    Ok(Page::plain(title.clone()).show(&visit, move || {
        let names: Vec<_> =
            say!(l, card.weekdays).split(' ').map(|name| view! { <th scope="col">{name}</th> }).collect();
        let rows: Vec<_> = weeks(today)
            .into_iter()
            .map(|week| {
                let days: Vec<_> = week
                    .into_iter()
                    .map(|day| {
                        let current = (day == Some(today)).then_some("date");
                        view! { <td aria-current=current>{day.map(|day| day.day())}</td> }
                    })
                    .collect();
                view! { <tr>{days}</tr> }
            })
            .collect();
        view! {
            <h1>{title}</h1>
            <div class="sheet pad"><table class="month"><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table></div>
        }
        .into_any()
    }))
}

#[cfg(test)]
mod tests {
    use super::weeks;
    use chrono::NaiveDate;

    #[test]
    fn every_day_once_and_monday_first() {
        for (year, month, days, rows) in [(2026, 11, 30, 6), (2027, 2, 28, 4), (2028, 2, 29, 5), (2026, 12, 31, 5)] {
            let month = weeks(NaiveDate::from_ymd_opt(year, month, 15).expect("a day"));
            assert_eq!(month.len(), rows, "{year}");
            assert_eq!(month.iter().flatten().flatten().count(), days, "{year}");
        }
        let november = weeks(NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"));
        assert!(november[0][6].is_some() && november[0][5].is_none(), "the first was a Sunday");
    }
}
