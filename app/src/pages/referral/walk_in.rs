//! `/expected/walk-in`: somebody came with a code and without a slip that is known here. Matched on the desk when a packet
//! with that code is there.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Day, Input, Layout, Once, Summary};
use crate::parts::section_of;
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::display;
use domain::id::{ReferralId, SubmissionId};
use domain::problem::Problems;
use domain::referral::{ServiceDelivered, WalkInForm};
use leptos::prelude::*;
use serde::Deserialize;
use vault::referral::{Followed, WalkedIn};

/// Which walk-in is taken over.
#[derive(Default, Deserialize)]
pub struct MatchForm {
    #[serde(default)]
    walk_in: String,
}

fn words(l: Locale, one: &WalkedIn) -> String {
    let services: Vec<_> = one.walk_in.services.iter().map(|service| service.said(l)).collect();
    format!("{} · {}", display(one.walk_in.came_on), services.join(", "))
}

/// Walk-ins for whom a packet with the same code waits.
pub fn waiting<'a>(
    walk_ins: &'a [WalkedIn],
    referrals: &'a [Followed],
) -> impl Iterator<Item = (&'a WalkedIn, &'a Followed)> {
    walk_ins.iter().filter_map(|one| {
        let waits = |followed: &&Followed| one.walk_in.fits(&followed.packet.code, followed.standing.state);
        referrals.iter().find(waits).map(|followed| (one, followed))
    })
}

/// On the desk: walk-ins for whom a packet with the same code waits, each with a button that takes it over.
pub fn matches(l: Locale, walk_ins: &[WalkedIn], referrals: &[Followed]) -> Option<AnyView> {
    let rows: Vec<_> = waiting(walk_ins, referrals)
        .map(|(one, followed)| {
            let code = one.walk_in.code.as_str().to_owned();
            let label = say!(l, referral.match_of, code = code.clone()).to_string();
            view! {
                <li>
                    <div><span class="code">{code}</span><br /><small>{words(l, one)}</small></div>
                    <form method="post" action=format!("/expected/{}/walk-in", followed.standing.id)>
                        <input type="hidden" name="walk_in" value=one.id.to_string() />
                        <button class="button" aria-label=label>{say!(l, referral.match_it)}</button>
                    </form>
                </li>
            }
        })
        .collect();
    section_of(say!(l, referral.matches), rows)
}

async fn page(member: &Member, form: WalkInForm, number: SubmissionId, problems: Problems) -> Result<Response, Fault> {
    let l = member.l;
    let walk_ins = member.site.vault.walk_ins(member.actor()).await?;
    let labels = [
        ("code", say!(l, referral.walk_in_code)),
        ("came_on", say!(l, referral.came_on)),
        ("services", say!(l, referral.delivered)),
    ];
    let number = number.to_string();
    Ok(Page::new(say!(l, referral.walk_in)).form(&labels, problems).show(member, move || {
        let rows: Vec<_> = walk_ins
            .iter()
            .map(|one| view! { <li><div><span class="code">{one.walk_in.code.as_str().to_owned()}</span><br /><small>{words(l, one)}</small></div></li> })
            .collect();
        let waiting = section_of(say!(l, referral.unmatched), rows);
        view! {
            <div class="head">
                <h1>{say!(l, referral.walk_in)}</h1>
                <div><a class="button quiet" href="/expected">{say!(l, form.back)}</a></div>
            </div>
            <form class="sheet pad stack" method="post" action="/expected/walk-in" autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <p class="soft">{say!(l, referral.walk_in_words)}</p>
                <Input name="code" value=form.code class="code" hint=say!(l, contact.code_hint) />
                <Day name="came_on" value=form.came_on hint=say!(l, referral.today_if_empty) />
                <Choices<ServiceDelivered> name="services" chosen=form.services layout=Layout::Across several=true hint=say!(l, referral.no_results) />
                <div class="actions"><button class="button main">{say!(l, referral.keep_walk_in)}</button></div>
            </form>
            {waiting}
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    let number = SubmissionId(member.site.vault.new_submission());
    page(&member, WalkInForm::default(), number, Problems::none()).await
}

pub async fn submit(member: Member, form: Posted<WalkInForm>) -> PageResult {
    let vault = &member.site.vault;
    let number = form.number(vault);
    match form.typed.check(vault.today()) {
        Ok(walk_in) => {
            vault.record_walk_in(member.actor(), &walk_in, number).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to("/expected").into_response())
        }
        Err(problems) => page(&member, form.typed, number, problems).await,
    }
}

/// A walk-in taken over into the packet of the same code.
pub async fn take_over(member: Member, Path(id): Path<String>, form: Posted<MatchForm>) -> PageResult {
    let id: ReferralId = id.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    vault.referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    // Nothing chosen takes nothing over; the packet says what stands.
    if let Ok(walk_in) = form.typed.walk_in.parse() {
        vault.match_walk_in(member.actor(), walk_in, id).await?.ok_or(Fault::NotFound)?;
    }
    Ok(Redirect::to(&format!("/expected/{id}")).into_response())
}
