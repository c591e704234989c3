//! `/referrals/{id}`: where it stands, what was told, what came of it; closing the loop.

use super::preview::PacketFacts;
use super::{outcome, state_chip};
use crate::fault::{Fault, PageResult};
use crate::page::Page;
use crate::pages::progress;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::date::{display, display_time, local_date};
use domain::referral::ReferralState;
use leptos::prelude::*;

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let l = member.l;
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let followed = member.site.vault.referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    let progress = progress::section(&member, id).await?;
    let may_refer = member.actor().may(Action::Refer);
    Ok(Page::new(say!(l, referral.title)).show(&member, move || {
        let standing = followed.standing;
        let base = format!("/referrals/{id}");
        let completes = may_refer && standing.state.may_become().contains(&ReferralState::Completed);
        let sees = say!(l, referral.sees, organisation = followed.other.clone()).to_string();
        let came = followed.outcome.as_ref().map(|said| view! { <section class="sheet pad stack"><h2>{say!(l, referral.came_of_it)}</h2>{outcome(l, said)}</section> });
        view! {
            <div class="cols">
            <div>
            <section class="sheet case-head">
                <div class="head">
                    <div><h1>{say!(l, referral.title)}" → "{followed.other.clone()}</h1><small class="code">{followed.packet.code.as_str().to_owned()}</small></div>
                    <div>
                        {may_refer.then(|| view! { <a class="button" href=format!("{base}/slip")>{say!(l, referral.slip)}</a> })}
                        {completes.then(|| view! { <form method="post" action=format!("{base}/completion")><button class="button main">{say!(l, referral.complete)}</button></form> })}
                    </div>
                </div>
                <p>{state_chip(l, standing.state)}</p>
                <dl class="facts">
                    <dt>{say!(l, referral.issued_at)}</dt><dd>{display_time(standing.issued_at)}</dd>
                    <dt>{say!(l, referral.expected_by)}</dt><dd>{display(local_date(standing.expected_by - chrono::TimeDelta::seconds(1)))}</dd>
                    <dt>{say!(l, referral.moved_at)}</dt><dd>{display_time(standing.moved_at)}</dd>
                </dl>
                {followed.case.map(|case| view! { <p><a href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></p> })}
            </section>
            {came}
            {progress}
            </div>
                <div><section class="preview"><h2>{sees}</h2><PacketFacts packet=followed.packet /></section></div>
            </div>
        }
        .into_any()
    }))
}

pub async fn complete(member: Member, Path(id): Path<String>) -> PageResult {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.complete_referral(member.actor(), id).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/referrals/{id}")).into_response())
}
