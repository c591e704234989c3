//! What was told and is not written to a referral yet: on the referral's page, on My day, and at the desk of contacts.

use super::told;
use crate::pages::referral::about;
use crate::words::{Locale, say};
use domain::case::Label;
use domain::id::CaseId;
use leptos::prelude::*;
use std::collections::HashMap;
use vault::accompaniment::Told;
use vault::referral::Followed;

fn fits(one: &Told, followed: &Followed) -> bool {
    followed.case.is_some() && one.accompaniment.fits(&followed.packet.code, followed.standing.state)
}

fn row(l: Locale, one: &Told, followed: &Followed, name: String) -> AnyView {
    let label = say!(l, accompaniment.write_of, who = name.clone()).to_string();
    let id = followed.standing.id;
    view! {
        <li>
            <div><a class="row-link who" href=format!("/referrals/{id}")>{name}" → "{followed.other.clone()}</a><br /><small>{told(l, one)}</small></div>
            <form method="post" action=format!("/referrals/{id}/accompaniments")>
                <input type="hidden" name="accompaniment" value=one.id.to_string() />
                <button class="button" aria-label=label>{say!(l, accompaniment.write)}</button>
            </form>
        </li>
    }
    .into_any()
}

fn section(l: Locale, rows: Vec<AnyView>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet">
                <header><h2>{say!(l, accompaniment.waiting)}</h2></header>
                <p class="pad soft">{say!(l, accompaniment.weaker)}</p>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// Of one referral, on its page.
pub fn of_one(l: Locale, all: &[Told], followed: &Followed) -> Option<AnyView> {
    let code = followed.packet.code.as_str();
    let rows = all.iter().filter(|one| fits(one, followed)).map(|one| row(l, one, followed, code.to_owned()));
    section(l, rows.collect())
}

/// Of every referral that she follows, on My day.
pub fn of_all(l: Locale, all: &[Told], open: &[Followed], labels: &HashMap<CaseId, Label>) -> Option<AnyView> {
    let pairs = all.iter().flat_map(|one| open.iter().filter(|followed| fits(one, followed)).map(move |it| (one, it)));
    let rows = pairs.map(|(one, followed)| row(l, one, followed, about(followed, labels)));
    section(l, rows.collect())
}

/// All of it, at the desk of contacts: only who carries the case finds the referral.
pub fn at_desk(l: Locale, all: &[Told]) -> Option<AnyView> {
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            let code = one.accompaniment.code.as_str().to_owned();
            view! { <li><div><span class="code">{code}</span><br /><small>{told(l, one)}</small></div></li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet">
                <header><h2>{say!(l, accompaniment.at_desk)}</h2></header>
                <p class="pad soft">{say!(l, accompaniment.at_desk_words)}</p>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    })
}
