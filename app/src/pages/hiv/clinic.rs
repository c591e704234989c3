//! `/expected/{id}/article-30`: the same for a clinic whose desk a consent names. It sees the code of its packet and no case.

use super::facts::{Read, body, labels};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::hiv::HivFactsForm;
use domain::id::ReferralId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::hiv::OpenHiv;
use vault::referral::Followed;

async fn open(member: &Member, referral: &str) -> Result<(Followed, OpenHiv), Fault> {
    let referral: ReferralId = referral.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    let case = vault.case_of_packet(member.actor(), referral).await?.ok_or(Fault::NotFound)?;
    if !vault.holds_hiv(member.actor(), case).await? {
        return Err(Fault::NotFound);
    }
    let followed = vault.referral(member.actor(), referral).await?.ok_or(Fault::NotFound)?;
    let open = vault.open_hiv(member.actor(), case).await?.ok_or(Fault::NotFound)?;
    Ok((followed, open))
}

async fn page(
    member: &Member,
    (followed, open): (Followed, OpenHiv),
    form: Posted<HivFactsForm>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let read = Read::of(member, open).await?;
    let path = member.path.clone();
    let back = format!("/expected/{}", followed.standing.id);
    Ok(Page::new(say!(l, hiv.title)).form(&labels(l), problems).show(member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, hiv.title)}</h1><small class="code">{followed.packet.code.as_str().to_owned()}</small></div>
                <div><a class="button quiet" href=back>{say!(l, form.back)}</a></div>
            </div>
            {body(l, read, Some((form.typed, number, path)))}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(referral): Path<String>) -> PageResult {
    let open = open(&member, &referral).await?;
    page(&member, open, Posted::read(""), Problems::none()).await
}

pub async fn submit(member: Member, Path(referral): Path<String>, posted: Posted<HivFactsForm>) -> PageResult {
    let opened = open(&member, &referral).await?;
    let vault = &member.site.vault;
    let facts = match posted.typed.check(vault.today()) {
        Ok(facts) => facts,
        Err(problems) => return page(&member, opened, posted, problems).await,
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    vault.record_hiv(member.actor(), &opened.1, &facts, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&member.path).into_response())
}
