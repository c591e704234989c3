//! `/clubs/{club}/list`: who lets the club list her, what it did, what it saved; for who leads it and holds its key.

use super::{head, kept};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::consent::parts::{last_day, live_tone};
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, Spoken, dong, say};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use domain::club::{Book, MeetingState};
use domain::date::display;
use domain::id::AccountId;
use leptos::prelude::*;
use serde::Deserialize;
use vault::club::{Kept, KeyGiven, Lead, Listed, Met, Standing};

/// What is done by a button: a list is begun, or its key given to somebody named.
#[derive(Clone, Default, Deserialize)]
pub struct RosterForm {
    #[serde(default)]
    account: String,
    /// The mark that stood beside the button: what was compared is what the key is given to.
    #[serde(default)]
    mark: String,
}

/// The end of a yes, as a chip.
pub fn end_chip(l: Locale, until: DateTime<Utc>, now: DateTime<Utc>) -> AnyView {
    let text = say!(l, club.until, day = last_day(until)).to_string();
    view! { <Chip tone=live_tone(until, now) text /> }.into_any()
}

fn members(l: Locale, base: &str, listed: &[Listed], now: DateTime<Utc>) -> AnyView {
    let rows: Vec<_> = listed
        .iter()
        .map(|one| {
            let small = format!("{} · {} {}", one.member.role.said(l), say!(l, club.since), display(one.member.joined_on));
            view! {
                <li>
                    <div><a class="row-link who" href=format!("{base}/members/{}", one.id)>{one.member.alias.as_str().to_owned()}</a><br /><small>{small}</small></div>
                    {end_chip(l, one.until, now)}
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet">
            <header><h2>{say!(l, club.members)}</h2><a href=format!("{base}/members/new")>{say!(l, club.ask_member)}</a></header>
            {rows_or(rows, say!(l, club.nobody_listed))}
        </section>
    }
    .into_any()
}

fn meetings(l: Locale, base: &str, met: &[Met]) -> AnyView {
    let rows: Vec<_> = met
        .iter()
        .map(|one| {
            let meeting = &one.meeting;
            let heads = match meeting.state {
                MeetingState::Held => say!(l, club.heads, n = meeting.heads()).to_string(),
                state => state.said(l).to_owned(),
            };
            let topics: Vec<_> = meeting.topics.iter().map(|topic| topic.said(l)).collect();
            let topics = if topics.is_empty() { meeting.venue.said(l).to_owned() } else { topics.join(", ") };
            let tone = if meeting.state == MeetingState::Planned { Tone::Soon } else { Tone::Plain };
            view! {
                <li>
                    <div><a class="row-link who" href=format!("{base}/meetings/{}", one.id)>{display(meeting.on)}</a><br /><small>{topics}</small></div>
                    <Chip tone text=heads />
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet">
            <header><h2>{say!(l, club.meetings)}</h2><a href=format!("{base}/meetings/new")>{say!(l, club.add_meeting)}</a></header>
            {rows_or(rows, say!(l, club.no_meeting))}
        </section>
    }
    .into_any()
}

fn keys(l: Locale, path: &str, leads: &[Lead]) -> Vec<AnyView> {
    let waiting = leads.iter().filter(|lead| !lead.holds());
    waiting
        .map(|lead| {
            let words = say!(l, club.give_words, name = lead.name.clone(), mark = lead.mark()).to_string();
            view! {
                <form class="note" method="post" action=path.to_owned()>
                    <p>{words}</p>
                    <input type="hidden" name="account" value=lead.account().to_string() />
                    <input type="hidden" name="mark" value=lead.mark() />
                    <button class="button" name="intent" value="give">{say!(l, club.give)}</button>
                </form>
            }
            .into_any()
        })
        .collect()
}

/// What she sees who leads the club and has no list to open: how to come by one.
fn closed(member: &Member, kept: &Kept, standing: Standing) -> Response {
    let l = member.l;
    let path = member.path.clone();
    let mark = member.actor().key_mark();
    let (back, name) = (format!("/clubs/{}", kept.id), kept.club.name.as_str().to_owned());
    Page::new(say!(l, club.list)).show(member, move || {
        let words = match standing {
            Standing::Waits => say!(l, club.waits, mark = mark).to_string(),
            Standing::Lost => say!(l, club.lost).to_owned(),
            _ => say!(l, club.not_begun).to_owned(),
        };
        let begin = (standing != Standing::Waits).then(|| {
            let button = if standing == Standing::Lost { say!(l, club.begin_afresh) } else { say!(l, club.begin) };
            view! { <form method="post" action=path><button class="button main" name="intent" value="begin">{button}</button></form> }
        });
        view! {
            <div class="head">
                <div><h1>{say!(l, club.list)}</h1><small>{name}</small></div>
                <div><a class="button quiet" href=back>{say!(l, form.back)}</a></div>
            </div>
            <section class="sheet pad stack"><p>{words}</p>{begin}</section>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(club): Path<String>) -> PageResult {
    page(&member, &club, false).await
}

/// The list; `other_key` when its key was not given because another key stands where the compared one stood.
async fn page(member: &Member, club: &str, other_key: bool) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let kept = kept(member, club).await?;
    let standing = vault.list_standing(member.actor(), kept.id).await?;
    if standing == Standing::NotHers {
        return Err(Fault::NotFound);
    }
    if standing != Standing::Open {
        return Ok(closed(member, &kept, standing));
    }
    let list = super::opened(member, club).await?;
    let listed = vault.listed(member.actor(), &list).await?;
    let met = vault.meetings(&list).await?;
    let lines = vault.savings(&list).await?;
    let leads = vault.club_leads(member.actor(), kept.id).await?;
    let (now, path) = (vault.now(), member.path.clone());
    let status = if other_key { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(Page::new(say!(l, club.list)).status(status).show(member, move || {
        let base = format!("/clubs/{}", kept.id);
        let book = Book::of(lines.iter().map(|line| &line.saving));
        let saved = format!("{}: {}", say!(l, club.savings), dong(book.whole()));
        view! {
            {head(say!(l, club.list), &kept, base.clone(), say!(l, form.back))}
            <p class="soft">{say!(l, club.list_words)}</p>
            {other_key.then(|| view! { <p class="note warm" role="alert">{say!(l, club.other_key)}</p> })}
            {keys(l, &path, &leads)}
            <div class="cols">
                <div>{meetings(l, &base, &met)}</div>
                <div>
                    {members(l, &base, &listed, now)}
                    <section class="sheet pad stack"><p><a href=format!("{base}/savings")>{saved}</a></p></section>
                </div>
            </div>
        }
        .into_any()
    }))
}

pub async fn submit(member: Member, Path(club): Path<String>, form: Posted<RosterForm>) -> PageResult {
    let vault = &member.site.vault;
    let kept = kept(&member, &club).await?;
    if form.intent == "give" {
        let list = super::opened(&member, &club).await?;
        let account: AccountId = form.typed.account.parse().map_err(|_| Fault::NotFound)?;
        let given = vault.give_list(member.actor(), &list, account, &form.typed.mark).await?;
        if given.ok_or(Fault::NotFound)? == KeyGiven::OtherKey {
            return page(&member, &club, true).await;
        }
    } else {
        vault.begin_list(member.actor(), kept.id).await?.ok_or(Fault::NotFound)?;
    }
    Ok(Redirect::to(&format!("/clubs/{}/list", kept.id)).into_response())
}
