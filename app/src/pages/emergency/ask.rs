//! `/emergency`: life or health is in danger, and the case is a colleague's.

use super::parts::open_now;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::Chip;
use crate::parts::TextArea;
use crate::parts::chip::Tone;
use crate::parts::form::{Choices, Input, Once, Summary};
use crate::parts::section_of;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::consent::Segment;
use domain::date::display_time;
use domain::emergency::{BreakForm, Danger};
use domain::id::CaseId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::emergency::{Broken, Own};

/// What is offered: what a case has today.
const OFFERED: &[Segment] = &[Segment::Contact, Segment::Identity, Segment::Casework];

fn past(l: Locale, own: &[Own]) -> Option<AnyView> {
    let rows: Vec<_> = own
        .iter()
        .filter(|own| own.case.is_none())
        .map(|own| {
            let (tone, text) = match own.finding {
                Some(finding) => (Tone::Plain, finding.said(l)),
                None => (Tone::Soon, say!(l, emergency.not_reviewed)),
            };
            view! {
                <li><div>{own.danger.said(l)}<br /><small>{display_time(own.broken_at)}</small></div><Chip tone text /></li>
            }
        })
        .collect();
    section_of(say!(l, emergency.own), rows)
}

async fn page(member: &Member, form: BreakForm, problems: Problems, nothing: bool) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let own = vault.own_emergencies(member.actor()).await?.ok_or(Fault::NotFound)?;
    let ready = vault.is_ready_for_emergency(member.actor()).await?;
    let number = vault.new_submission().to_string();
    let labels = [
        ("code", say!(l, emergency.code)),
        ("danger", say!(l, emergency.danger)),
        ("segments", say!(l, emergency.segments)),
        ("words", say!(l, emergency.words)),
    ];
    let rejected = !problems.is_empty() || nothing;
    let page = Page::new(say!(l, emergency.title)).form(&labels, problems);
    let page = if nothing { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page };
    Ok(page.show(member, move || {
        view! {
            <div class="head"><div><h1>{say!(l, emergency.title)}</h1><small>{say!(l, emergency.when)}</small></div></div>
            {nothing.then(|| view! {
                <div class="note warm" role="alert">
                    <p><strong>{say!(l, emergency.nothing)}</strong></p>
                    <p>{say!(l, emergency.nothing_words)}</p>
                </div>
            })}
            {(!ready).then(|| view! { <p class="note warm">{say!(l, emergency.not_ready)}</p> })}
            {open_now(l, &own)}
            <p class="note warm"><strong>{say!(l, emergency.call_first)}</strong></p>
            <div class="cols">
                <form class="sheet pad stack" method="post" action="/emergency" autocomplete="off" data-guard=if rejected { "unsaved" } else { "" }>
                    <Summary />
                    <Once form=number />
                    <Input name="code" value=form.code class="short" hint=say!(l, emergency.code_hint) />
                    <Choices<Danger> name="danger" chosen=vec![form.danger] />
                    <Choices<Segment> name="segments" chosen=form.segments several=true only=OFFERED hint=say!(l, emergency.segments_hint) />
                    <TextArea name="words" value=form.words hint=say!(l, emergency.words_hint) />
                    // With the button, which waits at the thumb: what follows is known before it is pressed.
                    <div class="actions">
                        <small id="follows">{say!(l, emergency.follows_short)}</small>
                        <button class="button danger" aria-describedby="follows">{say!(l, emergency.open)}</button>
                        <a class="button quiet" href="/cases">{say!(l, form.cancel)}</a>
                    </div>
                </form>
                <div class="stack">
                    <section class="note">
                        <p><strong>{say!(l, emergency.follows)}</strong></p>
                        <ul>
                            <li>{say!(l, emergency.follows_four_hours)}</li>
                            <li>{say!(l, emergency.follows_told)}</li>
                            <li>{say!(l, emergency.follows_client)}</li>
                            <li>{say!(l, emergency.follows_review)}</li>
                        </ul>
                    </section>
                    {past(l, &own)}
                </div>
            </div>
        }
        .into_any()
    }))
}

/// She carries the case, or her team's key opens it: the ordinary way is there.
fn hers(member: &Member, case: CaseId) -> Response {
    let l = member.l;
    Page::new(say!(l, emergency.title)).show(member, move || {
        view! {
            <h1>{say!(l, emergency.hers)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{say!(l, emergency.hers_words)}</p>
                <p><a class="button main" href=format!("/cases/{case}")>{say!(l, emergency.to_the_case)}</a></p>
            </section>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    page(&member, BreakForm::default(), Problems::none(), false).await
}

pub async fn submit(member: Member, posted: Posted<BreakForm>) -> PageResult {
    let asked = match posted.typed.check() {
        Ok(asked) => asked,
        Err(problems) => return page(&member, posted.typed, problems, false).await,
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    match member.site.vault.break_glass(member.actor(), &asked, number).await?.ok_or(Fault::NotFound)? {
        Broken::Open(case) => Ok(Redirect::to(&format!("/cases/{case}/emergency")).into_response()),
        Broken::Hers(case) => Ok(hers(&member, case)),
        Broken::Nothing => page(&member, posted.typed, Problems::none(), true).await,
    }
}
