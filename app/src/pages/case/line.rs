//! The timeline of a case: one page of what happened, the last first.

use crate::pages::counselling::list::{attendance, kind};
use crate::pages::needs::chips::tone;
use crate::pages::referral::state_chip;
use crate::pages::risk::chip;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::pager::{number, pager};
use crate::words::{Locale, Spoken, say};
use domain::case::CasePart;
use domain::counselling::{Attendance, Counselling};
use domain::date::{display, display_time};
use domain::emergency::Danger;
use domain::id::{CaseId, ReferralId};
use domain::referral::ReferralState;
use leptos::prelude::*;
use serde::Deserialize;
use vault::case::{Happened, Line, What};

/// Entries on one page.
pub const SHOWN: u32 = 20;

/// Which part of the case an address asks for, and which page of the timeline.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    page: String,
    #[serde(default)]
    part: String,
}

impl Asked {
    /// The number; nothing readable is the first.
    pub fn number(&self) -> u32 {
        number(&self.page)
    }

    /// The part, among those that are there for who looks.
    pub fn part(&self, private: bool) -> CasePart {
        CasePart::asked(&self.part, private)
    }
}

fn session(l: Locale, session: &Counselling, by: String) -> AnyView {
    let missed = (session.attendance != Attendance::Came).then(|| view! { <p>{attendance(l, session)}</p> });
    let day = format!("{} · {by}", display(session.held_on));
    let agreed = session.agreed.as_str().to_owned();
    let given: Vec<_> = session.services.iter().map(|given| given.said(l)).collect();
    let given =
        (!given.is_empty()).then(|| view! { <p class="soft">{say!(l, counselling.given)}": "{given.join(", ")}</p> });
    view! { <li><strong>{kind(l, session)}</strong>" "<small>{day}</small>{missed}<p class="prose">{agreed}</p>{given}</li> }
        .into_any()
}

fn referral(l: Locale, id: ReferralId, state: ReferralState, small: String) -> AnyView {
    view! {
        <li>
            <strong><a href=format!("/referrals/{id}")>{say!(l, referral.title)}</a></strong>" "<small>{small}</small>
            <p>{state_chip(l, state)}</p>
        </li>
    }
    .into_any()
}

/// That a receiver told how it goes on; what it told stands on the referral's page, under its own key.
fn told_back(l: Locale, id: ReferralId, small: String) -> AnyView {
    view! {
        <li><strong><a href=format!("/referrals/{id}")>{say!(l, progress.told)}</a></strong>" "<small>{small}</small></li>
    }
    .into_any()
}

/// The one who carries the case tells the client, who may have no card to see it with.
fn emergency(l: Locale, danger: Danger, small: String) -> AnyView {
    view! {
        <li>
            <strong>{say!(l, emergency.title)}</strong>" "<small>{small}</small>
            <p>{danger.said(l)}". "{say!(l, emergency.tell_her)}</p>
        </li>
    }
    .into_any()
}

/// Something with a title, a state and words.
fn plain(title: String, small: String, state: Option<AnyView>, words: Option<String>) -> AnyView {
    let state = state.map(|state| view! { <p>{state}</p> });
    let words = words.map(|words| view! { <p class="prose">{words}</p> });
    view! { <li><strong>{title}</strong>" "<small>{small}</small>{state}{words}</li> }.into_any()
}

fn entry(l: Locale, one: Happened) -> AnyView {
    let small = format!("{} · {}", display_time(one.at), one.by);
    match one.what {
        What::Session(held) => session(l, &held, one.by),
        What::Referral { id, state, receiver } => {
            referral(l, id, state, format!("{} · {receiver}", display_time(one.at)))
        }
        What::ToldBack { id, receiver } => told_back(l, id, format!("{} · {receiver}", display_time(one.at))),
        What::Emergency(danger) => emergency(l, danger, small),
        What::Need(step) => {
            let title = say!(l, needs.line, domain = step.domain.said(l)).to_string();
            let stage = view! { <Chip tone=tone(step.stage) text=step.stage.said(l) /> }.into_any();
            plain(title, small, Some(stage), step.wish.as_ref().map(|wish| wish.as_str().to_owned()))
        }
        What::Risk(one) => {
            plain(say!(l, risk.title).into(), small, Some(chip(l, one.level)), Some(one.reason.as_str().to_owned()))
        }
        What::PutOff(one) => {
            let title = say!(l, risk.put_off, day = display(one.until)).to_string();
            plain(title, small, None, Some(one.reason.as_str().to_owned()))
        }
        What::Closed(one) => {
            let words = one.words.as_ref().map(|words| words.as_str().to_owned());
            let reason = view! { <Chip tone=Tone::None text=one.reason.said(l) /> }.into_any();
            plain(say!(l, closure.closed).into(), small, Some(reason), words)
        }
        What::Before(promotion) => {
            let told = crate::pages::promotion::entry(l, &promotion);
            view! { <li><strong>{say!(l, promotion.title)}</strong>" "<small>{small}</small>{told}</li> }.into_any()
        }
        What::Reopened => plain(say!(l, closure.reopened).into(), small, None, None),
        What::Transferred { from } => plain(say!(l, transfer.transferred, who = from).to_string(), small, None, None),
    }
}

/// The section with the entries of this page, and the ways to the others.
pub fn section(l: Locale, case: CaseId, page: u32, line: Line) -> AnyView {
    let base = format!("/cases/{case}");
    let empty = line.happened.is_empty();
    let pager = pager(l, (&base, say!(l, case.timeline)), page, line.more, None);
    let entries: Vec<_> = line.happened.into_iter().map(|one| entry(l, one)).collect();
    view! {
        <section class="sheet">
            <header><h2>{say!(l, case.timeline)}</h2><a href=format!("{base}/counselling")>{say!(l, counselling.series)}</a></header>
            {empty.then(|| view! { <div class="empty"><p>{say!(l, case.timeline_empty)}</p></div> })}
            <ol class="line">{entries}</ol>
        </section>
        {pager}
    }
    .into_any()
}
