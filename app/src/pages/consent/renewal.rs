//! `/cases/{id}/consents/{consent}/renewal`: she is asked again, before it runs out.

use super::Open;
use super::parts::{AnswerForm, answer_labels, last_day, put_words, words};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::consent::{Purpose, RenewalForm};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::consent::Entry;

async fn page(member: &Member, open: &Open, entry: Entry, mut form: RenewalForm, problems: Problems) -> PageResult {
    put_words(member, &mut form.evidence).await?;
    let l = member.l;
    let number = member.site.vault.new_submission().to_string();
    let path = member.path.clone();
    let back = format!("/cases/{}/consents", open.case);
    Ok(Page::new(say!(l, consent.renew)).form(&answer_labels(l), problems).show(member, move || {
        let what = words(l, &entry);
        let day = last_day(entry.until);
        let explained = match entry.purpose {
            Purpose::Emergency => say!(l, consent.renew_emergency_words, day = day).to_string(),
            _ => say!(l, consent.renew_words, day = day).to_string(),
        };
        view! {
            <div class="head"><div><h1>{say!(l, consent.renew)}</h1><small>{what}</small></div></div>
            <p class="note">{explained}</p>
            <AnswerForm form number path back purpose=entry.purpose organisation=entry.grantee_name />
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path((case, consent)): Path<(String, String)>) -> PageResult {
    let open = Open::case(&member, &case).await?;
    let entry = open.entry(&member, &consent).await?;
    if !entry.live || !entry.purpose.is_renewed() {
        return Ok(ledger(&open));
    }
    let form = RenewalForm::blank(entry.purpose, member.site.vault.now());
    page(&member, &open, entry, form, Problems::none()).await
}

pub async fn submit(
    member: Member,
    Path((case, consent)): Path<(String, String)>,
    posted: Posted<RenewalForm>,
) -> PageResult {
    let vault = &member.site.vault;
    let open = Open::case(&member, &case).await?;
    let entry = open.entry(&member, &consent).await?;
    let answer = match posted.typed.check(entry.purpose, member.actor().name(), vault.now()) {
        Ok(answer) => answer,
        Err(problems) => return page(&member, &open, entry, posted.typed, problems).await,
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    // One that ended meanwhile is not renewed: the ledger says how it stands.
    vault.renew(member.actor(), &open.ring, &open.casework, entry.id, &answer, number).await?;
    Ok(ledger(&open))
}

fn ledger(open: &Open) -> Response {
    Redirect::to(&format!("/cases/{}/consents", open.case)).into_response()
}
