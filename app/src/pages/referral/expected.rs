//! `/expected`: the receiver's desk. What is late, what is to be answered, who comes today, who is expected, whom to tell
//! about; what must be stopped; and finding a slip by its code.

use super::walk_in::matches;
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
use domain::date::{display, local_date};
use domain::problem::{Problem, Problems};
use domain::referral::{Desk, Mover};
use leptos::prelude::*;
use serde::Deserialize;
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
    let age = (today - local_date(followed.standing.issued_at)).num_days();
    small.push(say!(l, referral.age, n = age).to_string());
    let chip = match followed.due.filter(|due| due.whose == Mover::Receiver) {
        Some(due) => {
            let tone = match due.late(today) {
                1.. => Tone::Now,
                _ if due.on == today => Tone::Soon,
                _ => Tone::Plain,
            };
            view! { <Chip tone text=due_words(l, due, today) /> }.into_any()
        }
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

/// The parts of the desk that have something in them, in their order, each with the oldest duty first; `asked` for is the
/// whole of one.
fn parts(l: Locale, referrals: &[Followed], asked: Option<Desk>, today: NaiveDate) -> Vec<AnyView> {
    let part_of = |one: &Followed| Desk::of(one.standing.state, one.due, today);
    Desk::ALL
        .iter()
        .filter(|desk| asked.is_none_or(|asked| asked == **desk))
        .filter_map(|desk| {
            let mut here: Vec<_> = referrals.iter().filter(|one| part_of(one) == *desk).collect();
            if *desk == Desk::Answered {
                here.truncate(ANSWERED);
            } else {
                here.sort_by_key(|one| (one.due.map(|due| due.on), one.standing.expected_by));
            }
            let (in_all, most) = (here.len(), if asked.is_some() { usize::MAX } else { SHOWN });
            let rows: Vec<_> = here.into_iter().take(most).map(|one| row(l, one, today)).collect();
            let rest = (in_all > most).then(|| {
                let path = format!("/expected?part={}", desk.code());
                view! { <p class="pad"><a href=path>{say!(l, list.see_all, n = in_all).to_string()}</a></p> }
            });
            (!rows.is_empty()).then(|| {
                view! { <section class="sheet"><header><h2>{desk.said(l)}</h2></header><ul class="rows">{rows}</ul>{rest}</section> }
                    .into_any()
            })
        })
        .collect()
}

/// What the desk knows.
struct Known {
    expected: Expected,
    walk_ins: Vec<WalkedIn>,
}

fn page(member: &Member, known: Known, asked: Option<Desk>, typed: String, problems: Problems) -> Response {
    let Known { expected, walk_ins } = known;
    let l = member.l;
    let today = member.site.vault.today();
    let labels = [("code", say!(l, referral.code_on_slip))];
    Page::new(say!(l, nav.expected)).form(&labels, problems).show(member, move || {
        let parts = parts(l, &expected.referrals, asked, today);
        let nobody = parts.is_empty().then(|| view! { <div class="sheet empty"><p>{say!(l, referral.none_expected)}</p></div> });
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
            <div class="cols">
                <div>{matches(l, &walk_ins, &expected.referrals)}{nobody}{parts}</div>
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
            </div>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Query(which): Query<Which>) -> PageResult {
    let expected = member.site.vault.expected(member.actor()).await?.ok_or(Fault::NotFound)?;
    let walk_ins = member.site.vault.walk_ins(member.actor()).await?;
    let asked = Desk::from_code(&which.part).ok();
    Ok(page(&member, Known { expected, walk_ins }, asked, String::new(), Problems::none()))
}

pub async fn find(member: Member, form: Posted<FindForm>) -> PageResult {
    let expected = member.site.vault.expected(member.actor()).await?.ok_or(Fault::NotFound)?;
    let found = ClientCode::parse(&form.typed.code).and_then(|code| {
        // Newest first; the one still expected before one that is done.
        let mut same: Vec<_> = expected.referrals.iter().filter(|followed| followed.packet.code == code).collect();
        same.sort_by_key(|followed| !followed.standing.state.is_expected());
        same.first().map(|followed| followed.standing.id).ok_or(Problem::NotAChoice)
    });
    match found {
        Ok(id) => Ok(Redirect::to(&format!("/expected/{id}")).into_response()),
        Err(problem) => {
            let walk_ins = member.site.vault.walk_ins(member.actor()).await?;
            Ok(page(&member, Known { expected, walk_ins }, None, form.typed.code, Problems::at("code", problem)))
        }
    }
}
