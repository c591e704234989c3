//! `/cases/{id}/consents/services`: somebody who had stopped wants to be supported again.

use super::Open;
use super::parts::{AnswerForm, answer_labels, put_words};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::consent::{Purpose, RenewalForm};
use domain::problem::Problems;
use leptos::prelude::*;

async fn page(member: &Member, open: &Open, mut form: RenewalForm, problems: Problems) -> PageResult {
    put_words(member, &mut form.evidence).await?;
    let l = member.l;
    let number = member.site.vault.new_submission().to_string();
    let path = member.path.clone();
    let back = format!("/cases/{}/consents", open.case);
    let organisation = member.actor().organisation_name().to_owned();
    Ok(Page::new(say!(l, consent.resume)).form(&answer_labels(l), problems).show(member, move || {
        view! {
            <div class="head"><h1>{say!(l, consent.resume)}</h1></div>
            <AnswerForm form number path back purpose=Purpose::Services organisation />
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let open = Open::case(&member, &case).await?;
    let form = RenewalForm::blank(Purpose::Services, member.site.vault.now());
    page(&member, &open, form, Problems::none()).await
}

pub async fn submit(member: Member, Path(case): Path<String>, posted: Posted<RenewalForm>) -> PageResult {
    let vault = &member.site.vault;
    let open = Open::case(&member, &case).await?;
    let answer = match posted.typed.check(Purpose::Services, member.actor().name(), vault.now()) {
        Ok(answer) => answer,
        Err(problems) => return page(&member, &open, posted.typed, problems).await,
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    // Where a yes still stands nothing is added: the ledger shows it.
    vault.resume_services(member.actor(), &open.ring, &open.casework, &answer, number).await?;
    Ok(Redirect::to(&format!("/cases/{}/consents", open.case)).into_response())
}
