//! Every state of a referral, with who and when and what was said; and, apart from it, what was heard.

use crate::parts::section_of;
use crate::words::{Locale, Spoken, say};
use domain::date::{display, display_time};
use domain::referral::{Answer, Following, Said};
use leptos::prelude::*;
use vault::referral::{Moved, Reported};

fn details(l: Locale, moved: &Moved) -> Vec<String> {
    let mut said: Vec<String> = moved.by.iter().cloned().collect();
    said.extend(moved.declined.map(|why| why.said(l).to_owned()));
    match &moved.said {
        Some(Said::Outcome(outcome)) => {
            said.extend(outcome.services.iter().map(|service| service.said(l).to_owned()));
            said.extend(outcome.next_on.map(|day| format!("{} {}", say!(l, referral.next_on), display(day))));
            said.extend(outcome.stopped.map(|why| why.said(l).to_owned()));
        }
        Some(Said::Followed(followed)) => {
            said.extend(followed.booked_on.map(display));
            said.extend(followed.met.map(|met| format!("{} {}", say!(l, referral.met), met.said(l))));
            said.extend(followed.why.map(|why| why.said(l).to_owned()));
        }
        None => {}
    }
    said
}

/// What it became; of a day that was moved, that it was.
fn what(l: Locale, moved: &Moved) -> &'static str {
    match &moved.said {
        Some(Said::Outcome(outcome)) if outcome.answer == Answer::Moved => outcome.answer.said(l),
        Some(Said::Followed(followed)) if followed.following == Following::Moved => followed.following.said(l),
        _ => moved.state.said(l),
    }
}

/// The states, the newest first.
pub fn history(l: Locale, moves: &[Moved]) -> AnyView {
    let rows: Vec<_> = moves
        .iter()
        .rev()
        .map(|moved| {
            let small = details(l, moved).join(" · ");
            view! {
                <li>
                    <div><strong>{what(l, moved)}</strong><br /><small>{small}</small></div>
                    <small class="soft">{display_time(moved.at)}</small>
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet">
            <header><h2>{say!(l, referral.history)}</h2></header>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}

/// What was heard: said to be weaker than what the receiver says.
pub fn reports(l: Locale, reports: &[Reported]) -> Option<AnyView> {
    let rows: Vec<_> = reports
        .iter()
        .rev()
        .map(|one| {
            let weaker = one.report.heard.is_client_reported().then(|| say!(l, referral.weaker));
            let told = one.told_by.clone().map(|who| say!(l, accompaniment.told_by, who = who).to_string());
            let written = say!(l, accompaniment.written_by, who = one.by.clone()).to_string();
            let by = if told.is_some() { written } else { one.by.clone() };
            let small =
                [told, Some(by), weaker.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            view! {
                <li>
                    <div>{one.report.heard.said(l)}<br /><small>{small}</small></div>
                    <small class="soft">{display(one.report.on)}</small>
                </li>
            }
        })
        .collect();
    section_of(say!(l, referral.heard_so_far), rows)
}
