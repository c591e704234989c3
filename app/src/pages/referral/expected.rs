//! `/expected`: the receiver's desk. What is late, what is to be answered, who comes today, who is expected, whom to tell
//! about; what must be stopped; and finding a slip by its code.

use super::walk_in::{matches, waiting};
use super::{due_words, state_chip};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::{Input, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::client::ClientCode;
use domain::date::{days_since, display, local_date};
use domain::problem::{Problem, Problems};
use domain::referral::{Desk, Due, OnDesk, meant_by_slip};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::HashSet;
use vault::referral::{Expected, Followed, WalkedIn};

/// Answered ones that are still shown; the others are found by their code.
const ANSWERED: usize = 20;
/// Of each other part: a whole day's work at a busy clinic. The rest of a part is one step away.
const SHOWN: usize = 40;

/// The one part that an address asks for; all of them, each from its beginning, when it names none.
#[derive(Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    part: String,
}

#[derive(Default, Deserialize)]
pub struct FindForm {
    #[serde(default)]
    code: String,
}

fn row(l: Locale, followed: &Followed, today: NaiveDate) -> impl IntoView + use<> {
    let name = followed.packet.alias.clone().map(|alias| view! { " "<span class="who">{alias}</span> });
    let mut small = vec![followed.packet.service.said(l).to_owned()];
    small.extend(followed.packet.needs.iter().map(|need| need.said(l).to_owned()));
    let age = days_since(followed.standing.issued_at, today);
    small.push(say!(l, referral.age, n = age).to_string());
    let chip = match followed.due.filter(Due::is_the_receivers) {
        Some(due) => view! { <Chip tone=Tone::of_day(due.timing(today)) text=due_words(l, due, today) /> }.into_any(),
        None => state_chip(l, followed.standing.state).into_any(),
    };
    view! {
        <li>
            <div>
                <a class="row-link code" href=format!("/expected/{}", followed.standing.id)>{followed.packet.code.as_str().to_owned()}</a>{name}
                <br /><small>{small.join(" · ")}</small>
            </div>
            {chip}
        </li>
    }
}

/// What is shown of a part of the desk.
fn of_part(referrals: &[Followed], part: Desk, today: NaiveDate) -> Vec<&Followed> {
    let on_desk =
        |one: &&Followed| OnDesk { state: one.standing.state, due: one.due, expected_by: one.standing.expected_by };
    let mut here = part.choose(referrals, on_desk, today);
    if part == Desk::Answered {
        here.truncate(ANSWERED);
    }
    here
}

/// What a page shows of a desk.
struct Known {
    /// The part that was asked for; all of them, each from its beginning, when none was.
    asked: Option<Desk>,
    /// How many there are of each part.
    in_all: Vec<(Desk, usize)>,
    expected: Expected,
    walk_ins: Vec<WalkedIn>,
}

impl Known {
    /// Asks for no more than is shown: what nobody sees is not noted as seen.
    async fn ask(member: &Member, asked: Option<Desk>) -> Result<Self, Fault> {
        let (vault, today) = (&member.site.vault, member.site.vault.today());
        let walk_ins = vault.walk_ins(member.actor()).await?;
        let mut in_all = Vec::new();
        let choose = |all: Vec<Followed>| {
            let mut shown: HashSet<_> = waiting(&walk_ins, &all).map(|(_, followed)| followed.standing.id).collect();
            for part in Desk::ALL.iter().filter(|part| asked.is_none_or(|asked| asked == **part)) {
                let here = of_part(&all, *part, today);
                in_all.push((*part, here.len()));
                shown.extend(here.iter().take(most(asked)).map(|one| one.standing.id));
            }
            all.into_iter().filter(|one| shown.contains(&one.standing.id)).collect()
        };
        let expected = vault.expected(member.actor(), choose).await?.ok_or(Fault::NotFound)?;
        Ok(Self { asked, in_all, expected, walk_ins })
    }

    /// The parts that have something in them, in their order.
    fn parts(&self, l: Locale, today: NaiveDate) -> Vec<AnyView> {
        let part = |(part, in_all): &(Desk, usize)| {
            let most = most(self.asked);
            let here = of_part(&self.expected.referrals, *part, today);
            let rows: Vec<_> = here.into_iter().take(most).map(|one| row(l, one, today)).collect();
            let rest = (*in_all > most).then(|| {
                let path = format!("/expected?part={}", part.code());
                view! { <p class="pad"><a href=path>{say!(l, list.see_all, n = *in_all).to_string()}</a></p> }
            });
            view! { <section class="sheet"><header><h2>{part.said(l)}</h2></header><ul class="rows">{rows}</ul>{rest}</section> }
                .into_any()
        };
        self.in_all.iter().filter(|(_, in_all)| *in_all > 0).map(part).collect()
    }
}

/// How many of a part are shown.
fn most(asked: Option<Desk>) -> usize {
    if asked.is_some() { usize::MAX } else { SHOWN }
}

fn page(member: &Member, known: Known, typed: String, problems: Problems) -> Response {
    let l = member.l;
    let today = member.site.vault.today();
    let labels = [("code", say!(l, referral.code_on_slip))];
    Page::new(say!(l, nav.expected)).form(&labels, problems).show(member, move || {
        let parts = known.parts(l, today);
        let nobody = parts.is_empty().then(|| view! { <div class="sheet empty"><p>{say!(l, referral.none_expected)}</p></div> });
        let Known { expected, walk_ins, .. } = known;
        let notices: Vec<_> = expected
            .notices
            .iter()
            .map(|notice| {
                let words = say!(l, referral.stop_notice, sent = display(local_date(notice.issued_at)), by = display(local_date(notice.stop_by))).to_string();
                view! { <li><div>{words}</div></li> }
            })
            .collect();
        let has_notices = !notices.is_empty();
        view! {
            <div class="head">
                <h1>{say!(l, nav.expected)}</h1>
                <div><a class="button" href="/expected/walk-in">{say!(l, referral.walk_in)}</a></div>
            </div>
            <div class="cols flip">
                <div>
                    <form class="sheet pad stack" method="post" action="/expected">
                        <Summary />
                        <Input name="code" value=typed class="code" hint=say!(l, contact.code_hint) />
                        <div class="actions still"><button class="button main">{say!(l, referral.find)}</button></div>
                    </form>
                    {has_notices.then(|| view! {
                        <section class="sheet"><header><h2>{say!(l, referral.stop_notices)}</h2></header><ul class="rows">{notices}</ul></section>
                    })}
                </div>
                <div>{matches(l, &walk_ins, &expected.referrals)}{nobody}{parts}</div>
            </div>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Query(which): Query<Which>) -> PageResult {
    let known = Known::ask(&member, Desk::from_code(&which.part).ok()).await?;
    Ok(page(&member, known, String::new(), Problems::none()))
}

pub async fn find(member: Member, form: Posted<FindForm>) -> PageResult {
    let found = match ClientCode::parse(&form.typed.code) {
        Ok(code) => {
            let of_this_code = |all: Vec<Followed>| {
                let same = all.into_iter().filter(|followed| followed.packet.code == code);
                meant_by_slip(same, |followed| followed.standing.state).into_iter().collect::<Vec<_>>()
            };
            let expected = member.site.vault.expected(member.actor(), of_this_code).await?.ok_or(Fault::NotFound)?;
            expected.referrals.first().map(|followed| followed.standing.id).ok_or(Problem::NotAChoice)
        }
        Err(problem) => Err(problem),
    };
    match found {
        Ok(id) => Ok(Redirect::to(&format!("/expected/{id}")).into_response()),
        Err(problem) => {
            let known = Known::ask(&member, None).await?;
            Ok(page(&member, known, form.typed.code, Problems::at("code", problem)))
        }
    }
}
