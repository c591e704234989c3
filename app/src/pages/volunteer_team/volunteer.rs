//! `/volunteers/{account}`: a volunteer's pledge, without which she logs no contact, and what she sets out to do.

use super::month;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Day, Input, Select, Summary, Tick};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::display;
use domain::id::AccountId;
use domain::problem::Problems;
use domain::volunteer_team::{MonthForm, PLEDGE_TEXT, PledgeForm, months};
use leptos::prelude::*;
use serde::Deserialize;
use vault::volunteer_team::{Planned, Volunteer};

/// What is written down: by the button her pledge, or a month.
#[derive(Clone, Default, Deserialize)]
pub struct VolunteerForm {
    #[serde(flatten)]
    pledge: PledgeForm,
    #[serde(flatten)]
    month: MonthForm,
}

fn page(
    member: &Member,
    volunteer: Volunteer,
    planned: Vec<Planned>,
    form: VolunteerForm,
    problems: Problems,
) -> Response {
    let l = member.l;
    let labels = [
        ("signed_on", say!(l, volunteer.signed_on)),
        ("witness", say!(l, volunteer.witness)),
        ("signed", say!(l, volunteer.signed)),
        ("month", say!(l, volunteer.month)),
        ("contacts", say!(l, volunteer.contacts)),
        ("days", say!(l, volunteer.days)),
    ];
    let options: Vec<_> =
        months(member.site.vault.today()).into_iter().map(|code| (code.clone(), month(&code))).collect();
    let path = member.path.clone();
    Page::new(volunteer.name.clone()).form(&labels, problems).show(member, move || {
        let asks = volunteer.text_version.as_deref() != Some(PLEDGE_TEXT);
        let stands = volunteer.signed_on.map(|day| {
            let words = match volunteer.witness.as_deref() {
                Some(witness) if !witness.is_empty() => {
                    say!(l, volunteer.stands, day = display(day), witness = witness.to_owned()).to_string()
                }
                _ => say!(l, volunteer.before_pledges).to_owned(),
            };
            view! { <section class="sheet pad stack"><h2>{say!(l, volunteer.pledge)}</h2><p>{words}</p></section> }
        });
        let pledge = asks.then(|| {
            let PledgeForm { signed_on, witness, signed } = form.pledge.clone();
            view! {
                <form class="sheet pad stack" method="post" action=path.clone() autocomplete="off" data-guard="">
                    <h2>{say!(l, volunteer.sign)}</h2>
                    <p class="readout">{say!(l, volunteer.pledge_2026_11)}</p>
                    <Tick name="signed" checked=signed == "yes" />
                    <Day name="signed_on" value=signed_on />
                    <Input name="witness" value=witness hint=say!(l, volunteer.witness_hint) />
                    <div class="actions still"><button class="button main" name="intent" value="pledge">{say!(l, volunteer.save_pledge)}</button></div>
                </form>
            }
        });
        let rows: Vec<_> = planned
            .iter()
            .map(|one| {
                let says = say!(l, volunteer.planned, contacts = one.contacts, days = one.days).to_string();
                view! { <li><span class="who">{month(&one.month)}</span><small>{says}</small></li> }
            })
            .collect();
        let MonthForm { month: chosen, contacts, days } = form.month;
        view! {
            <div class="head">
                <div><h1>{volunteer.name.clone()}</h1></div>
                <div><a class="button quiet" href="/volunteers">{say!(l, form.back)}</a></div>
            </div>
            <Summary />
            <div class="cols">
                <div>{stands}{pledge}</div>
                <div>
                    <section class="sheet"><header><h2>{say!(l, volunteer.months)}</h2></header>{rows_or(rows, say!(l, volunteer.nothing_planned))}</section>
                    <form class="sheet pad stack" method="post" action=path.clone() autocomplete="off">
                        <h2>{say!(l, volunteer.set_month)}</h2>
                        <Select name="month" chosen options />
                        <div class="inline">
                            <Input name="contacts" value=contacts inputmode="numeric" class="short" />
                            <Input name="days" value=days inputmode="numeric" class="short" />
                        </div>
                        <div class="actions still"><button class="button" name="intent" value="month">{say!(l, form.save)}</button></div>
                    </form>
                </div>
            </div>
        }
        .into_any()
    })
}

async fn found(member: &Member, id: &str) -> Result<Volunteer, Fault> {
    let id: AccountId = id.parse().map_err(|_| Fault::NotFound)?;
    let volunteers = member.site.vault.volunteers(member.actor()).await?.ok_or(Fault::NotFound)?;
    volunteers.into_iter().find(|one| one.account() == id).ok_or(Fault::NotFound)
}

pub async fn show(member: Member, Path(account): Path<String>) -> PageResult {
    let vault = &member.site.vault;
    let volunteer = found(&member, &account).await?;
    let planned = vault.volunteer_months(member.actor(), volunteer.account()).await?;
    let mut form = VolunteerForm::default();
    form.pledge.signed_on = display(vault.today());
    let [_, this, _] = months(vault.today());
    form.month.month = this;
    Ok(page(&member, volunteer, planned, form, Problems::none()))
}

pub async fn submit(member: Member, Path(account): Path<String>, form: Posted<VolunteerForm>) -> PageResult {
    let vault = &member.site.vault;
    let (actor, today) = (member.actor(), vault.today());
    let volunteer = found(&member, &account).await?;
    let done = match form.intent.as_str() {
        "month" => match form.typed.month.check(today) {
            Ok(month) => {
                vault.plan_month(actor, volunteer.account(), &month).await?.ok_or(Fault::NotFound)?;
                Ok(())
            }
            Err(problems) => Err(problems),
        },
        _ => match form.typed.pledge.check(&volunteer.name, actor.name(), today) {
            // Signed twice is signed once.
            Ok(pledge) => {
                let _signed = vault.record_pledge(actor, volunteer.account(), &pledge).await?;
                Ok(())
            }
            Err(problems) => Err(problems),
        },
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/volunteers/{}", volunteer.account())).into_response()),
        Err(problems) => {
            let planned = vault.volunteer_months(actor, volunteer.account()).await?;
            Ok(page(&member, volunteer, planned, form.typed, problems))
        }
    }
}
