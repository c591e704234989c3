//! `/expected`: the clinic's desk. Who is expected, what must be stopped, and finding a slip by its code.

use super::state_chip;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::{Input, Summary};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{NaiveDate, TimeDelta};
use domain::client::ClientCode;
use domain::date::{display, local_date};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use serde::Deserialize;
use vault::referral::{Expected, Followed};

#[derive(Default, Deserialize)]
pub struct FindForm {
    #[serde(default)]
    code: String,
}

fn row(l: Locale, followed: &Followed, today: NaiveDate) -> impl IntoView + use<> {
    let by = local_date(followed.standing.expected_by - TimeDelta::seconds(1));
    let late = (today - by).num_days();
    let name = followed.packet.alias.clone().map(|alias| view! { " "<span class="who">{alias}</span> });
    let mut small = vec![followed.packet.service.said(l).to_owned()];
    small.extend(followed.packet.needs.iter().map(|need| need.said(l).to_owned()));
    let chip = if followed.standing.state.is_expected() {
        let (tone, text) = match late {
            1.. => (Tone::Now, say!(l, case.overdue, n = late).to_string()),
            0 => (Tone::Soon, say!(l, case.today).to_owned()),
            _ => (Tone::Plain, say!(l, referral.by_day, day = display(by)).to_string()),
        };
        view! { <Chip tone text /> }.into_any()
    } else {
        state_chip(l, followed.standing.state).into_any()
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

fn page(member: &Member, expected: Expected, typed: String, problems: Problems) -> Response {
    let l = member.l;
    let today = member.site.vault.today();
    let labels = [("code", say!(l, referral.code_on_slip))];
    Page::new(say!(l, nav.expected)).form(&labels, problems).show(member, move || {
        let (mut open, done): (Vec<_>, Vec<_>) = expected.referrals.iter().partition(|followed| followed.standing.state.is_expected());
        open.sort_by_key(|followed| followed.standing.expected_by);
        let open: Vec<_> = open.into_iter().map(|followed| row(l, followed, today)).collect();
        let done: Vec<_> = done.into_iter().take(20).map(|followed| row(l, followed, today)).collect();
        let list = if open.is_empty() {
            view! { <div class="empty"><p>{say!(l, referral.none_expected)}</p></div> }.into_any()
        } else {
            view! { <ul class="rows">{open}</ul> }.into_any()
        };
        let notices: Vec<_> = expected
            .notices
            .iter()
            .map(|notice| {
                let words = say!(l, referral.stop_notice, sent = display(local_date(notice.issued_at)), by = display(local_date(notice.stop_by))).to_string();
                view! { <li><div>{words}</div></li> }
            })
            .collect();
        let (has_notices, has_done) = (!notices.is_empty(), !done.is_empty());
        view! {
            <div class="head"><h1>{say!(l, nav.expected)}</h1></div>
            <div class="cols">
                <div>
                    <section class="sheet"><header><h2>{say!(l, referral.expected_now)}</h2></header>{list}</section>
                    {has_done.then(|| view! { <section class="sheet"><header><h2>{say!(l, referral.answered)}</h2></header><ul class="rows">{done}</ul></section> })}
                </div>
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

pub async fn show(member: Member) -> PageResult {
    let expected = member.site.vault.expected(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(page(&member, expected, String::new(), Problems::none()))
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
        Err(problem) => Ok(page(&member, expected, form.typed.code, Problems::at("code", problem))),
    }
}
