//! `/eligibility`: on which ground legal aid is free. About nobody: nothing is kept, and nothing travels in an address.

use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::{Choices, Layout, Summary, Tick};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::response::Response;
use domain::access::Action;
use domain::legal::{Eligibility, EligibilityForm, Ground};
use domain::problem::Problems;
use leptos::prelude::*;

/// What usually proves a ground; the centre says which it takes.
fn proves(l: Locale, ground: Ground) -> &'static str {
    match ground {
        Ground::Merit | Ground::MartyrFamily | Ground::AgentOrange => say!(l, legal.proves_merit),
        Ground::PoorHousehold | Ground::AccusedNearPoor => say!(l, legal.proves_household),
        Ground::Child | Ground::VictimYoung | Ground::AccusedYoung | Ground::Elderly => say!(l, legal.proves_age),
        Ground::EthnicMinority => say!(l, legal.proves_residence),
        Ground::Disability => say!(l, legal.proves_disability),
        Ground::DomesticViolence => say!(l, legal.proves_violence),
        Ground::Trafficked => say!(l, legal.proves_trafficking),
        Ground::Hiv => say!(l, legal.proves_hiv),
    }
}

fn found(l: Locale, found: &Eligibility) -> AnyView {
    let rows: Vec<_> = found
        .fits
        .iter()
        .map(|fit| {
            let (tone, text) = if fit.enough {
                (Tone::Live, say!(l, legal.enough))
            } else {
                (Tone::Soon, say!(l, legal.needs_difficulty))
            };
            let warns = fit.discloses.map(|tells| {
                let words = say!(l, legal.discloses, what = tells.said(l)).to_string();
                view! { <p class="note warm">{words}</p> }
            });
            let proves = proves(l, fit.ground);
            view! {
                <li><div><strong>{fit.ground.said(l)}</strong>" "<Chip tone text />{warns}<br /><small>{proves}</small></div></li>
            }
        })
        .collect();
    let sum = if found.free_without_telling() {
        say!(l, legal.free_without_telling)
    } else if found.free() {
        say!(l, legal.free)
    } else {
        say!(l, legal.not_free)
    };
    let difficulty = found
        .fits
        .iter()
        .any(|fit| fit.ground.asks_for_difficulty())
        .then(|| view! { <p class="soft">{say!(l, legal.proves_difficulty)}</p> });
    view! {
        <section class="sheet pad stack" role="status">
            <h2>{say!(l, legal.found)}</h2>
            <p>{sum}</p>
            <ul class="rows">{rows}</ul>
            {difficulty}
        </section>
    }
    .into_any()
}

fn page(member: &Member, typed: EligibilityForm, problems: Problems, answer: Option<Eligibility>) -> Response {
    let l = member.l;
    let labels = [("grounds", say!(l, legal.grounds)), ("difficulty", say!(l, legal.difficulty))];
    let back = if member.actor().may(Action::KeepLegal) { "/legal" } else { "/directory" };
    Page::new(say!(l, legal.eligibility)).form(&labels, problems).show(member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, legal.eligibility)}</h1><small>{say!(l, legal.eligibility_words)}</small></div>
                <div><a class="button quiet" href=back>{say!(l, form.back)}</a></div>
            </div>
            {answer.map(|answer| found(l, &answer))}
            <form class="sheet pad stack" method="post" action="/eligibility" autocomplete="off">
                <Summary />
                <Choices<Ground> name="grounds" chosen=typed.grounds several=true layout=Layout::Across hint=say!(l, legal.grounds_hint) />
                <Tick name="difficulty" checked=typed.difficulty == "yes" />
                <div class="actions still"><button class="button main">{say!(l, legal.look_up)}</button></div>
            </form>
            <p class="soft">{say!(l, legal.source)}</p>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    Ok(page(&member, EligibilityForm::default(), Problems::none(), None))
}

pub async fn submit(member: Member, form: Posted<EligibilityForm>) -> PageResult {
    Ok(match form.typed.check() {
        Ok(answer) => page(&member, form.typed, Problems::none(), Some(answer)),
        Err(problems) => page(&member, form.typed, problems, None),
    })
}
