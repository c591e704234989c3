//! `/cases/{id}/counselling/new`: one session on one screen; what is typed saves itself.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::islands::DraftKeeper;
use crate::page::Page;
use crate::pages::case::card::{card_of, safe_contact};
use crate::pages::case::{casework_and_contact_of, of_case};
use crate::parts::TextArea;
use crate::parts::form::{Choices, Count, Day, Layout, Once, Summary, Tick};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::counselling::{Attendance, CounsellingForm, CounsellingKind, Issue, ServiceGiven, Setting};
use domain::id::CaseId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::{DraftOf, Ring, segment};

async fn page(
    member: &Member,
    case: CaseId,
    mut ring: Ring,
    form: Posted<CounsellingForm>,
    problems: Problems,
    kept: Option<String>,
) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let card = card_of(vault, ring.take()).await?;
    let number = form.number(vault).to_string();
    let path = member.path.clone();
    let typed = form.typed;
    let labels = [
        ("kind", say!(l, counselling.kind)),
        ("setting", say!(l, counselling.setting)),
        ("people", say!(l, counselling.people)),
        ("asked_alone", say!(l, counselling.asked_alone)),
        ("attendance", say!(l, counselling.attendance)),
        ("held_on", say!(l, counselling.held_on)),
        ("issues", say!(l, counselling.issues)),
        ("agreed", say!(l, counselling.agreed)),
        ("services", say!(l, counselling.given)),
        ("next_on", say!(l, counselling.next_on)),
    ];
    let rejected = !problems.is_empty();
    Ok(Page::new(say!(l, counselling.record)).form(&labels, problems).with_islands().show(member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, counselling.record)}</h1>{of_case(&head.label)}</div>
            </div>
            <div class="cols">
                <form class="sheet pad stack" method="post" action=path autocomplete="off" data-draft="" data-guard=if rejected { "unsaved" } else { "" }>
                    <Summary />
                    {kept.map(|at| view! { <p class="note calm" role="status">{say!(l, counselling.draft_found, at = at).to_string()}</p> })}
                    <Once form=number />
                    <Choices<CounsellingKind> name="kind" chosen=vec![typed.kind] layout=Layout::Across />
                    <Choices<Setting> name="setting" chosen=vec![or(typed.setting, Setting::Individual.code())] layout=Layout::Tiles />
                    <div class="when with-others"><Tick name="asked_alone" checked={typed.asked_alone == "yes"} /></div>
                    <div class="when in-a-group"><Count name="people" value=typed.people max=200 /><p class="hint">{say!(l, counselling.people_hint)}</p></div>
                    <Choices<Attendance> name="attendance" chosen=vec![or(typed.attendance, Attendance::Came.code())] layout=Layout::Tiles />
                    <Choices<Issue> name="issues" chosen=typed.issues layout=Layout::Across several=true />
                    <TextArea name="agreed" value=typed.agreed hint=say!(l, counselling.agreed_hint) />
                    <Choices<ServiceGiven> name="services" chosen=typed.services layout=Layout::Across several=true />
                    <div class="inline">
                        <Day name="held_on" value=typed.held_on />
                        <Day name="next_on" value=typed.next_on hint=say!(l, counselling.next_on_hint) />
                    </div>
                    <DraftKeeper form=DraftOf::Counselling(case).form().to_owned() case=case.to_string() kept=say!(l, counselling.draft_kept).to_owned() failed=say!(l, counselling.draft_failed).to_owned() />
                    <div class="actions">
                        <button class="button main" name="intent" value="save">{say!(l, form.save)}</button>
                        <button class="button quiet" name="intent" value="draft">{say!(l, counselling.keep_draft)}</button>
                    </div>
                </form>
                <div>{safe_contact(l, card.as_ref(), None)}<p><a href=format!("/cases/{case}")>{say!(l, form.back_to_case)}</a></p></div>
            </div>
        }
        .into_any()
    }))
}

/// What was chosen, or what is chosen when nothing is said.
fn or(chosen: String, nothing: &str) -> String {
    if chosen.is_empty() { nothing.to_owned() } else { chosen }
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let casework = ring.take::<segment::Casework>().ok_or(Fault::NotFound)?;
    let draft = member.site.vault.draft(member.actor(), &casework, DraftOf::Counselling(case)).await?;
    let (form, kept) = match draft {
        Some((body, at)) => (Posted::read(&body), Some(domain::date::display_time(at))),
        None => {
            let mut form = Posted::<CounsellingForm>::read("");
            form.typed.held_on = domain::date::display(member.site.vault.today());
            (form, None)
        }
    };
    page(&member, case, ring, form, Problems::none(), kept).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<CounsellingForm>) -> PageResult {
    let (case, mut ring) = casework_and_contact_of(&member, &id).await?;
    let vault = &member.site.vault;
    let back = format!("/cases/{case}");
    if form.intent == "draft" {
        vault.keep_draft(member.actor(), DraftOf::Counselling(case), &form.body).await?;
        return Ok(Redirect::to(&back).into_response());
    }
    let session = match form.typed.check(vault.today()) {
        Ok(session) => session,
        Err(problems) => return page(&member, case, ring, form, problems, None).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    vault.record_counselling(member.actor(), &mut ring, &session, number).await?.ok_or(Fault::NotFound)?;
    vault.drop_draft(member.actor(), DraftOf::Counselling(case)).await?;
    Ok(Redirect::to(&back).into_response())
}
