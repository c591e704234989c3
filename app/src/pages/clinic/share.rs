//! `/expected/{id}/clinic/results/{entry}`: the client, who is there, lets one result be told to the team that keeps her case.

use super::test_words;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::compartment::{Desk, head};
use crate::pages::consent::parts::{AnswerForm, answer_labels};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::clinic::{ClinicEntry, Test};
use domain::consent::{Purpose, Renewal, RenewalForm};
use domain::id::OrganisationId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;
use vault::segment;

struct Asked {
    desk: Desk<segment::Health>,
    entry: Uuid,
    test: Test,
}

/// What stood on the page beside the question.
#[derive(Default, Deserialize)]
struct Shown {
    /// Who she was told would be told.
    #[serde(default)]
    to: String,
}

async fn asked(member: &Member, referral: &str, entry: &str) -> Result<Asked, Fault> {
    let entry = entry.parse().map_err(|_| Fault::NotFound)?;
    let desk = Desk::open(member, referral).await?;
    let entries = member.site.vault.clinic_entries(&desk.proof).await?;
    match entries.into_iter().find(|one| one.id == entry).map(|one| one.body) {
        Some(ClinicEntry::Test(test)) => Ok(Asked { desk, entry, test }),
        _ => Err(Fault::NotFound),
    }
}

async fn page(member: &Member, asked: Asked, form: RenewalForm, problems: Problems) -> PageResult {
    let l = member.l;
    let (to, home) = member.site.vault.home_of_compartment(&asked.desk.proof).await?;
    let number = member.site.vault.new_submission().to_string();
    let (path, back) = (member.path.clone(), format!("/expected/{}/clinic", asked.desk.referral));
    let organisation = member.actor().organisation_name().to_owned();
    Ok(Page::new(say!(l, clinic.share)).form(&answer_labels(l), problems).show(member, move || {
        let named = say!(l, clinic.share_to, organisation = home).to_string();
        view! {
            {head(l, say!(l, clinic.share), &asked.desk.standing, back.clone())}
            <section class="preview"><h2>{named}</h2><p>{test_words(l, &asked.test)}</p></section>
            <AnswerForm form number path back purpose=Purpose::SharedResult organisation to=to.to_string() />
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path((referral, entry)): Path<(String, String)>) -> PageResult {
    let asked = asked(&member, &referral, &entry).await?;
    let form = RenewalForm::blank(Purpose::SharedResult, member.site.vault.now());
    page(&member, asked, form, Problems::none()).await
}

pub async fn submit(
    member: Member,
    Path((referral, entry)): Path<(String, String)>,
    posted: Posted<RenewalForm>,
) -> PageResult {
    let vault = &member.site.vault;
    let asked = asked(&member, &referral, &entry).await?;
    let shown: Option<OrganisationId> = Posted::<Shown>::read(&posted.body).typed.to.parse().ok();
    let checked = posted.typed.check(Purpose::SharedResult, member.actor().name(), vault.now());
    let (home, _) = vault.home_of_compartment(&asked.desk.proof).await?;
    if shown != Some(home) && !matches!(checked, Ok(Renewal::NotNow)) {
        // Her yes was about the organisation that kept the case then: about this one she is asked.
        let form = RenewalForm::blank(Purpose::SharedResult, vault.now());
        let mut response = page(&member, asked, form, Problems::at("answer", Problem::Missing)).await?;
        *response.status_mut() = StatusCode::CONFLICT;
        return Ok(response);
    }
    let answer = match checked {
        Ok(answer) => answer,
        Err(problems) => return page(&member, asked, posted.typed, problems).await,
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    // After a no there is nothing to be told, and nothing to be written down of a question about one result.
    vault.share_result(member.actor(), asked.desk.referral, asked.entry, home, &answer, number).await?;
    Ok(Redirect::to(&format!("/expected/{}/clinic", asked.desk.referral)).into_response())
}
