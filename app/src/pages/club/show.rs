//! `/clubs/{club}`: what is kept of a club, and who leads it. The same bytes whoever comes to it.

use super::{kept, standing};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::commune;
use crate::parts::form::{Choices, Layout, Select, Summary};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Action;
use domain::club::{ClubStanding, StandingForm};
use domain::date::{display, display_time};
use domain::id::AccountId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use serde::Deserialize;
use vault::club::{Kept, Lead, Standing};

/// What is changed: by the button how it stands, or who leads it.
#[derive(Clone, Default, Deserialize)]
pub struct KeepForm {
    #[serde(flatten)]
    standing: StandingForm,
    /// Id of an account.
    #[serde(default)]
    account: String,
}

fn facts(l: Locale, kept: &Kept) -> AnyView {
    let club = &kept.club;
    let none = || say!(l, club.not_given).to_owned();
    let decision = match (&club.decision, club.founded_on) {
        (Some(number), Some(day)) => format!("{} · {}", number.as_str(), display(day)),
        (Some(number), None) => number.as_str().to_owned(),
        (None, Some(day)) => display(day),
        (None, None) => none(),
    };
    let funding = club.funding.as_ref().map_or_else(none, |text| text.as_str().to_owned());
    let rules = club.rules.as_ref().map(|rules| {
        view! { <h2>{say!(l, club.rules)}</h2><p class="prose">{rules.as_str().to_owned()}</p> }
    });
    view! {
        <dl class="facts">
            <dt>{say!(l, club.kind)}</dt><dd>{club.kind.said(l)}</dd>
            <dt>{say!(l, club.host)}</dt><dd>{club.host.as_str().to_owned()}</dd>
            <dt>{say!(l, club.commune)}</dt><dd>{commune::name(&club.commune)}</dd>
            <dt>{say!(l, club.frequency)}</dt><dd>{club.frequency.said(l)}</dd>
            <dt>{say!(l, club.founded)}</dt><dd>{decision}</dd>
            <dt>{say!(l, club.funding)}</dt><dd>{funding}</dd>
        </dl>
        {rules}
    }
    .into_any()
}

fn leads(l: Locale, path: &str, leads: &[Lead], keeps: bool) -> AnyView {
    let rows: Vec<_> = leads
        .iter()
        .map(|lead| {
            let holds = if lead.holds() { say!(l, club.holds) } else { say!(l, club.holds_not) };
            let small = format!("{} {} · {holds}", say!(l, club.named_at), display_time(lead.named_at));
            let end = keeps.then(|| {
                let label = format!("{}: {}", say!(l, club.end_lead), lead.name);
                view! {
                    <form method="post" action=path.to_owned()>
                        <input type="hidden" name="account" value=lead.account().to_string() />
                        <button class="button quiet" name="intent" value="end" aria-label=label>{say!(l, club.end_lead)}</button>
                    </form>
                }
            });
            view! { <li><div><span class="who">{lead.name.clone()}</span><br /><small>{small}</small></div>{end}</li> }
        })
        .collect();
    // Said before it is too late: with the last key goes the list.
    let alone = leads.iter().filter(|lead| lead.holds()).count() == 1;
    let alone = alone.then(|| view! { <p class="note">{say!(l, club.one_holder)}</p> });
    view! {
        <section class="sheet">
            <header><h2>{say!(l, club.leads)}</h2></header>
            {rows_or(rows, say!(l, club.no_lead))}
            {alone}
        </section>
    }
    .into_any()
}

async fn page(member: &Member, kept: Kept, form: KeepForm, problems: Problems) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let keeps = member.actor().may(Action::KeepClubs);
    let named = vault.club_leads(member.actor(), kept.id).await?;
    let facilitators: Vec<_> = vault
        .facilitators(member.actor())
        .await?
        .into_iter()
        .filter(|(account, _)| named.iter().all(|lead| lead.account() != *account))
        .map(|(account, name)| (account.to_string(), name))
        .collect();
    let leads_it = vault.list_standing(member.actor(), kept.id).await? != Standing::NotHers;
    let path = member.path.clone();
    let labels = [("standing", say!(l, club.standing)), ("account", say!(l, club.lead))];
    Ok(Page::new(kept.club.name.as_str()).form(&labels, problems).show(member, move || {
        let base = format!("/clubs/{}", kept.id);
        let recorded = format!("{} · {}", kept.recorded_by, display_time(kept.recorded_at));
        let change = keeps.then(|| view! { <a class="button" href=format!("{base}/edit")>{say!(l, club.change)}</a> });
        let list = leads_it.then(|| view! { <a class="button main" href=format!("{base}/list")>{say!(l, club.to_list)}</a> });
        let stands = keeps.then(|| {
            let chosen = vec![form.standing.standing.clone()];
            view! {
                <form class="sheet pad stack" method="post" action=path.clone()>
                    <h2>{say!(l, club.standing)}</h2>
                    <Choices<ClubStanding> name="standing" chosen layout=Layout::Across />
                    <div class="actions still"><button class="button" name="intent" value="standing">{say!(l, form.save)}</button></div>
                </form>
            }
        });
        let naming = keeps.then(|| {
            view! {
                <form class="sheet pad stack" method="post" action=path.clone()>
                    <h2>{say!(l, club.name_lead)}</h2>
                    <p class="note">{say!(l, club.name_lead_words)}</p>
                    <Select name="account" chosen=form.account options=facilitators />
                    <div class="actions still"><button class="button" name="intent" value="name">{say!(l, club.name_lead)}</button></div>
                </form>
            }
        });
        view! {
            <div class="head">
                <div><h1>{kept.club.name.as_str().to_owned()}</h1><small>{recorded}</small></div>
                <div>{list}{change}<a class="button quiet" href="/clubs">{say!(l, form.back)}</a></div>
            </div>
            <p>{standing(l, kept.standing)}</p>
            <Summary />
            <div class="cols">
                <div>
                    <section class="sheet pad stack">{facts(l, &kept)}</section>
                    <p class="soft">{say!(l, club.no_member_here)}</p>
                </div>
                <div>{leads(l, &path, &named, keeps)}{naming}{stands}</div>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(club): Path<String>) -> PageResult {
    let kept = kept(&member, &club).await?;
    let standing = StandingForm { standing: kept.standing.code().into() };
    page(&member, kept, KeepForm { standing, account: String::new() }, Problems::none()).await
}

pub async fn submit(member: Member, Path(club): Path<String>, form: Posted<KeepForm>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    let account = || {
        let account = form.typed.account.as_str();
        let missing = if account.is_empty() { Problem::Missing } else { Problem::NotAChoice };
        account.parse::<AccountId>().map_err(|_| Problems::at("account", missing))
    };
    let done = match form.intent.as_str() {
        "name" => match account() {
            Ok(account) => vault
                .name_lead(member.actor(), kept.id, account)
                .await?
                .ok_or_else(|| Problems::at("account", Problem::NotAChoice)),
            Err(problems) => Err(problems),
        },
        "end" => match account() {
            Ok(account) => vault
                .end_lead(member.actor(), kept.id, account)
                .await?
                .ok_or_else(|| Problems::at("account", Problem::NotAChoice)),
            Err(problems) => Err(problems),
        },
        _ => match form.typed.standing.check() {
            Ok(standing) => {
                Ok(vault.change_standing(member.actor(), kept.id, standing).await?.ok_or(Fault::NotFound)?)
            }
            Err(problems) => Err(problems),
        },
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/clubs/{}", kept.id)).into_response()),
        Err(problems) => page(&member, kept, form.typed, problems).await,
    }
}
