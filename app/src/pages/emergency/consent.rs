//! `/cases/{id}/consents/emergency`: she is asked whether a colleague may open her case when life is in danger.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::pages::consent::parts::{AnswerForm, answer_labels};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::consent::{Purpose, RenewalForm, Segment};
use domain::id::CaseId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::{Opened, Ring, segment};

async fn open(member: &Member, case: &str) -> Result<(CaseId, Ring, Opened<segment::Casework>), Fault> {
    let case = case.parse().map_err(|_| Fault::NotFound)?;
    let segments = Segment::OF_A_NEW_CASE;
    let ring = member.site.vault.open_case(member.actor(), case, segments, reason(member)).await?;
    let mut ring = ring.ok_or(Fault::NotFound)?;
    let casework = ring.take().ok_or(Fault::NotFound)?;
    Ok((case, ring, casework))
}

fn page(member: &Member, case: CaseId, form: RenewalForm, problems: Problems) -> Response {
    let l = member.l;
    let number = member.site.vault.new_submission().to_string();
    let path = member.path.clone();
    let back = format!("/cases/{case}/consents");
    let organisation = member.actor().organisation_name().to_owned();
    Page::new(say!(l, consent.ask_emergency)).form(&answer_labels(l), problems).show(member, move || {
        view! {
            <div class="head"><h1>{say!(l, consent.ask_emergency)}</h1></div>
            <AnswerForm form number path back purpose=Purpose::Emergency organisation />
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let (case, ..) = open(&member, &case).await?;
    let form = RenewalForm::blank(Purpose::Emergency, member.site.vault.now());
    Ok(page(&member, case, form, Problems::none()))
}

pub async fn submit(member: Member, Path(case): Path<String>, posted: Posted<RenewalForm>) -> PageResult {
    let vault = &member.site.vault;
    let (case, ring, casework) = open(&member, &case).await?;
    let answer = match posted.typed.check(Purpose::Emergency, member.actor().name(), vault.now()) {
        Ok(answer) => answer,
        Err(problems) => return Ok(page(&member, case, posted.typed, problems)),
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    // Where a yes still stands nothing is added: the ledger shows it, and renews it.
    vault.answer_on_emergency(member.actor(), &ring, &casework, &answer, number).await?;
    Ok(Redirect::to(&format!("/cases/{case}/consents")).into_response())
}
