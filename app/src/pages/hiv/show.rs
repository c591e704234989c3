//! `/cases/{id}/article-30`: opened on the letter of a live consent, and only by whom it names.

use super::facts::{Read, body, labels};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::list::reason;
use crate::pages::case::of_case;
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::Action;
use domain::consent::Segment;
use domain::hiv::HivFactsForm;
use domain::id::CaseId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::case::CaseHead;
use vault::hiv::OpenHiv;

async fn open(member: &Member, case: &str) -> Result<(CaseId, CaseHead, OpenHiv), Fault> {
    let case = case.parse().map_err(|_| Fault::NotFound)?;
    let vault = &member.site.vault;
    if !vault.holds_hiv(member.actor(), case).await? {
        return Err(Fault::NotFound);
    }
    let ring = vault.open_case(member.actor(), case, &[Segment::Label], reason(member)).await?;
    // What concerns HIV is no part of an emergency.
    let ring = ring.filter(|ring| !ring.in_an_emergency());
    let head = vault.case_head(&ring.and_then(|mut ring| ring.take()).ok_or(Fault::NotFound)?).await?;
    let open = vault.open_hiv(member.actor(), case).await?.ok_or(Fault::NotFound)?;
    Ok((case, head, open))
}

async fn page(
    member: &Member,
    (case, head, open): (CaseId, CaseHead, OpenHiv),
    form: Posted<HivFactsForm>,
    problems: Problems,
) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let read = Read::of(member, open).await?;
    let (path, base) = (member.path.clone(), format!("/cases/{case}"));
    let may_record = member.actor().may(Action::RecordHiv);
    Ok(Page::new(say!(l, hiv.title)).form(&labels(l), problems).show(member, move || {
        let form = may_record.then_some((form.typed, number, path));
        view! {
            <div class="head">
                <div>
                    <h1>{say!(l, hiv.title)}</h1>
                    {of_case(&head.label)}
                </div>
                <div>
                    <a class="button" href=format!("{base}/article-30/consent")>{say!(l, hiv.consent)}</a>
                    <a class="button quiet" href=base.clone()>{say!(l, form.back_to_case)}</a>
                </div>
            </div>
            {body(l, read, form)}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(case): Path<String>) -> PageResult {
    let open = open(&member, &case).await?;
    page(&member, open, Posted::read(""), Problems::none()).await
}

pub async fn submit(member: Member, Path(case): Path<String>, posted: Posted<HivFactsForm>) -> PageResult {
    let opened = open(&member, &case).await?;
    let vault = &member.site.vault;
    let facts = match posted.typed.check(vault.today()) {
        Ok(facts) => facts,
        Err(problems) => return page(&member, opened, posted, problems).await,
    };
    let number = posted.form.ok_or(Fault::NotFound)?;
    vault.record_hiv(member.actor(), &opened.2, &facts, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&member.path).into_response())
}
