//! `/my-day/calendar`: the address that one's own calendar reads. Made and shown once, seen how it stands, and shut.

use super::feed::address;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::Once;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::{display, display_time, local_date};
use domain::id::SubmissionId;
use leptos::prelude::*;
use vault::agenda::{KnownFeed, MadeFeed};

fn standing(l: Locale, feed: &KnownFeed) -> AnyView {
    let asked = feed.asked_at.map_or_else(|| say!(l, agenda.never_asked).to_owned(), display_time);
    view! {
        <section class="sheet pad stack">
            <h2>{say!(l, agenda.there_is)}</h2>
            <dl class="facts">
                <dt>{say!(l, agenda.made_on)}</dt><dd>{display(local_date(feed.made_at))}</dd>
                <dt>{say!(l, agenda.until)}</dt><dd>{display(local_date(feed.until))}</dd>
                <dt>{say!(l, agenda.asked_at)}</dt><dd>{asked}</dd>
            </dl>
            <p class="soft">{say!(l, agenda.asked_words)}</p>
            <form method="post" action="/my-day/calendar/end">
                <button class="button danger">{say!(l, agenda.shut)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn page(member: &Member, feed: Option<KnownFeed>, made: Option<MadeFeed>, number: SubmissionId) -> Response {
    let l = member.l;
    Page::new(say!(l, agenda.address)).show(member, move || {
        let told = made.map(|made| {
            let told = match made {
                MadeFeed::Now(token) => {
                    let address = address(&token);
                    let href = address.clone();
                    view! {
                        <p>{say!(l, agenda.once)}</p>
                        <p class="code printed"><a href=href rel="noreferrer">{address}</a></p>
                        <p class="note">{say!(l, agenda.how)}</p>
                    }
                    .into_any()
                }
                MadeFeed::Before => view! { <p>{say!(l, agenda.made_before)}</p> }.into_any(),
            };
            view! { <section class="sheet pad stack" role="status"><h2>{say!(l, agenda.ready)}</h2>{told}</section> }
        });
        let (make, again) = match feed {
            Some(_) => (say!(l, agenda.make_again), Some(say!(l, agenda.again_words))),
            None => (say!(l, agenda.make), None),
        };
        view! {
            <h1>{say!(l, agenda.address)}</h1>
            {told}
            {feed.map(|feed| standing(l, &feed))}
            <form class="sheet pad stack" method="post" action="/my-day/calendar">
                <p>{say!(l, agenda.address_words)}</p>
                <p class="note">{say!(l, agenda.outside_words)}</p>
                {again.map(|words| view! { <p class="soft">{words}</p> })}
                <Once form=number.to_string() />
                <div class="actions still">
                    <button class="button main">{make}</button>
                    <a class="button quiet" href="/my-day">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    let vault = &member.site.vault;
    let feed = vault.feed(member.actor()).await?;
    Ok(page(&member, feed, None, SubmissionId(vault.new_submission())))
}

pub async fn submit(member: Member, form: Posted<()>) -> PageResult {
    let vault = &member.site.vault;
    let made = vault.make_feed(member.actor(), form.number(vault)).await?.ok_or(Fault::NotFound)?;
    super::draw(&member).await?;
    let feed = vault.feed(member.actor()).await?;
    Ok(page(&member, feed, Some(made), SubmissionId(vault.new_submission())))
}

pub async fn end(member: Member) -> PageResult {
    member.site.vault.shut_feed(member.actor()).await?;
    Ok(Redirect::to("/my-day/calendar").into_response())
}
