//! `/expected/{id}/record`: the client, who is there, is asked whether the receiver may keep a record of its own; asked again
//! before it ends; and ends it.

use super::desk_page;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::consent::parts::{AnswerForm, answer_labels};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::compartment::compartment_of;
use domain::consent::{Purpose, RenewalForm, Segment, TextVersion};
use domain::id::ReferralId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::compartment::Begun;

/// Where the question belongs: the referral, the desk's segment, and whether a yes stands.
struct Asked {
    referral: ReferralId,
    segment: Segment,
    held: bool,
}

impl Asked {
    /// A first yes is asked while the packet opens; a later one while the compartment does.
    async fn of(member: &Member, referral: &str) -> Result<Self, Fault> {
        let referral = referral.parse().map_err(|_| Fault::NotFound)?;
        let segment = compartment_of(member.actor().role()).ok_or(Fault::NotFound)?;
        let vault = &member.site.vault;
        let held = vault.holds_compartment(member.actor(), referral, segment).await?;
        if !held {
            vault.referral(member.actor(), referral).await?.ok_or(Fault::NotFound)?;
        }
        Ok(Self { referral, segment, held })
    }
}

fn page(member: &Member, asked: &Asked, mut form: RenewalForm, problems: Problems) -> Response {
    let l = member.l;
    form.evidence.text = TextVersion::ToldBack.code().into();
    let number = member.site.vault.new_submission().to_string();
    let path = member.path.clone();
    let title = if asked.held { say!(l, compartment.renew) } else { say!(l, compartment.ask) };
    let place = if asked.held { desk_page(asked.segment) } else { "" };
    let back = format!("/expected/{}/{place}", asked.referral).trim_end_matches('/').to_owned();
    let end = asked.held.then(|| format!("{path}/withdrawal"));
    let organisation = member.actor().organisation_name().to_owned();
    Page::new(title).form(&answer_labels(l), problems).show(member, move || {
        let end = end.map(|end| {
            view! {
                <form class="sheet pad stack" method="post" action=end>
                    <h2>{say!(l, compartment.end)}</h2>
                    <p>{say!(l, compartment.end_words)}</p>
                    <div class="actions still"><button class="button danger">{say!(l, compartment.end)}</button></div>
                </form>
            }
        });
        view! {
            <div class="head"><div><h1>{title}</h1><small>{say!(l, compartment.words)}</small></div></div>
            <AnswerForm form number path back purpose=Purpose::Compartment organisation />
            {end}
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(referral): Path<String>) -> PageResult {
    let asked = Asked::of(&member, &referral).await?;
    let form = RenewalForm::blank(Purpose::Compartment, member.site.vault.now());
    Ok(page(&member, &asked, form, Problems::none()))
}

pub async fn submit(member: Member, Path(referral): Path<String>, posted: Posted<RenewalForm>) -> PageResult {
    let vault = &member.site.vault;
    let asked = Asked::of(&member, &referral).await?;
    let answer = match posted.typed.check(Purpose::Compartment, member.actor().name(), vault.now()) {
        Ok(answer) => answer,
        Err(problems) => return Ok(page(&member, &asked, posted.typed, problems)),
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    let begun = vault.begin_compartment(member.actor(), asked.referral, asked.segment, &answer, number).await?;
    match begun.ok_or(Fault::NotFound)? {
        Begun::Open => {
            let place = format!("/expected/{}/{}", asked.referral, desk_page(asked.segment));
            Ok(Redirect::to(&place).into_response())
        }
        Begun::NotNow => Ok(told(&member, say!(member.l, compartment.not_now))),
    }
}

pub async fn withdraw(member: Member, Path(referral): Path<String>) -> PageResult {
    let asked = Asked::of(&member, &referral).await?;
    // A second click finds it shut.
    member.site.vault.end_compartment(member.actor(), asked.referral, asked.segment).await?;
    Ok(told(&member, say!(member.l, compartment.ended)))
}

fn told(member: &Member, done: &'static str) -> Response {
    let l = member.l;
    Page::new(say!(l, compartment.title)).show(member, move || {
        view! {
            <h1>{say!(l, compartment.title)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{done}</p>
                <p><a class="button main" href="/expected">{say!(l, nav.expected)}</a></p>
            </section>
        }
        .into_any()
    })
}
