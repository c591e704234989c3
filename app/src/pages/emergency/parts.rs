//! What several pages about an emergency show.

use crate::parts::chip::Tone;
use crate::parts::{Chip, section_of, section_to_any};
use crate::words::{Locale, Spoken, say};
use chrono::NaiveDate;
use domain::date::{display, display_time};
use domain::emergency::is_overdue;
use leptos::prelude::*;
use vault::emergency::{Alert, Own};

/// How far signing off is.
pub fn standing(l: Locale, alert: &Alert, today: NaiveDate) -> AnyView {
    let day = display(alert.review_by);
    let (tone, text) = match &alert.review {
        Some(review) => (Tone::Plain, review.finding.said(l).to_owned()),
        None if is_overdue(alert.review_by, false, today) => {
            (Tone::Now, say!(l, emergency.overdue, day = day).to_string())
        }
        None => (Tone::Soon, say!(l, emergency.review_by, day = day).to_string()),
    };
    view! { <Chip tone text /> }.into_any()
}

/// At the top of an officer's day: what is to be signed off.
pub fn to_review(l: Locale, alerts: &[Alert], today: NaiveDate) -> Option<AnyView> {
    let rows: Vec<_> = alerts.iter().filter(|alert| alert.review.is_none()).map(|alert| row(l, alert, today)).collect();
    section_to_any(say!(l, emergency.to_review), "/emergencies", say!(l, emergency.all), rows)
}

/// One of them in a list.
pub fn row(l: Locale, alert: &Alert, today: NaiveDate) -> AnyView {
    let small = format!("{} · {} · {}", alert.broken_by, alert.team, display_time(alert.broken_at));
    view! {
        <li>
            <div>
                <a class="row-link who" href=format!("/emergencies/{}", alert.id)>{alert.danger.said(l)}</a>
                <br /><small>{small}</small>
            </div>
            {standing(l, alert, today)}
        </li>
    }
    .into_any()
}

/// A case that is open now because its reader broke the glass.
pub fn open_now(l: Locale, own: &[Own]) -> Option<AnyView> {
    let rows: Vec<_> = own
        .iter()
        .filter_map(|own| own.case.map(|case| (case, own)))
        .map(|(case, own)| {
            let until = say!(l, emergency.open_until, at = display_time(own.over_at)).to_string();
            view! {
                <li>
                    <div><a class="row-link who" href=format!("/cases/{case}/emergency")>{own.danger.said(l)}</a></div>
                    <Chip tone=Tone::Now text=until />
                </li>
            }
        })
        .collect();
    section_of(say!(l, emergency.open_now), rows)
}
