//! `/covers`: who covers whom, until when; ending one before its day, and beginning another.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::colleagues::colleagues;
use crate::pages::consent::parts::last_day;
use crate::parts::Chip;
use crate::parts::chip::Tone;
use crate::parts::form::Summary;
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Locale, say};
use axum::response::{IntoResponse, Redirect, Response};
use domain::cover::Standing;
use domain::date::{display, display_time, local_date};
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use serde::Deserialize;
use vault::cover::Kept;

#[derive(Default, Deserialize)]
pub struct EndForm {
    #[serde(default)]
    cover: String,
}

fn standing(l: Locale, kept: &Kept) -> AnyView {
    let (tone, text) = match (kept.standing, &kept.ended) {
        (Standing::Runs, _) => (Tone::Live, say!(l, cover.runs).to_owned()),
        (Standing::ToCome, _) => (Tone::Soon, say!(l, cover.to_come).to_owned()),
        (Standing::Ended, Some((by, at))) => {
            (Tone::None, say!(l, cover.ended_by, who = by.clone(), at = display_time(*at)).to_string())
        }
        _ => (Tone::None, say!(l, cover.over).to_owned()),
    };
    view! { <Chip tone text /> }.into_any()
}

fn row(l: Locale, kept: &Kept) -> AnyView {
    let people = format!("{} → {}", kept.absent, kept.colleague);
    let days = say!(l, cover.span, from = display(local_date(kept.from)), until = last_day(kept.until)).to_string();
    let cases = say!(l, cover.cases_count, n = kept.cases).to_string();
    let given = say!(l, cover.given_by, who = kept.given_by.clone(), at = display_time(kept.given_at)).to_string();
    let end = matches!(kept.standing, Standing::Runs | Standing::ToCome).then(|| {
        let label = format!("{}: {people}", say!(l, cover.end));
        view! {
            <form method="post" action="/covers">
                <button class="button quiet" name="cover" value=kept.id.to_string() aria-label=label>{say!(l, cover.end)}</button>
            </form>
        }
    });
    view! {
        <li>
            <div><strong>{people.clone()}</strong><br /><small>{format!("{days} · {cases} · {given}")}</small></div>
            <div>{standing(l, kept)}{end}</div>
        </li>
    }
    .into_any()
}

async fn page(member: &Member, problems: Problems) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let covers = vault.covers(member.actor()).await?.ok_or(Fault::NotFound)?;
    let colleagues = colleagues(member).await?;
    let labels = [("cover", say!(l, cover.title))];
    Ok(Page::new(say!(l, cover.title)).form(&labels, problems).show(member, move || {
        let rows: Vec<_> = covers.iter().map(|kept| row(l, kept)).collect();
        let away: Vec<_> = colleagues
            .into_iter()
            .map(|colleague| {
                let path = format!("/covers/new/{}", colleague.account);
                view! { <li><div><a class="row-link who" href=path>{colleague.name}</a></div></li> }
            })
            .collect();
        view! {
            <div class="head">
                <div><h1>{say!(l, cover.title)}</h1><small>{say!(l, cover.words)}</small></div>
                <div><a class="button quiet" href="/supervision">{say!(l, form.back)}</a></div>
            </div>
            <Summary />
            <div class="cols">
                <section class="sheet" id="cover">
                    <header><h2>{say!(l, cover.all)}</h2></header>
                    {rows_or(rows, say!(l, cover.none))}
                </section>
                <section class="sheet">
                    <header><h2>{say!(l, cover.who_is_away)}</h2></header>
                    <ul class="rows">{away}</ul>
                </section>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    page(&member, Problems::none()).await
}

pub async fn submit(member: Member, form: Posted<EndForm>) -> PageResult {
    let ended = match form.typed.cover.parse() {
        Ok(cover) => member.site.vault.end_cover(member.actor(), cover).await?,
        Err(_) => None,
    };
    match ended {
        Some(()) => Ok(Redirect::to("/covers").into_response()),
        // Over by itself, or ended by another meanwhile: what there is now is shown.
        None => page(&member, Problems::at("cover", Problem::NotAChoice)).await,
    }
}
