//! `/cases/{id}/risk/snooze`: a look that is due is put off, with its reason.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_of, next_words, of_case};
use crate::parts::TextArea;
use crate::parts::form::{Input, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use domain::risk::{SnoozeForm, may_be_put_off};
use leptos::prelude::*;
use vault::case::CaseHead;
use vault::{Opened, segment};

fn page(member: &Member, case: CaseId, head: CaseHead, form: Posted<SnoozeForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let today = member.site.vault.today();
    let number = form.number(&member.site.vault).to_string();
    let labels = [("days", say!(l, risk.days)), ("reason", say!(l, risk.reason))];
    Ok(Page::new(say!(l, risk.snooze_title)).form(&labels, problems).show(member, move || {
        let due = head.label.next.map(|next| next_words(l, next, today));
        view! {
            <div class="head"><div><h1>{say!(l, risk.snooze_title)}</h1>{of_case(&head.label)}</div></div>
            <form class="sheet pad stack" method="post" action=format!("/cases/{case}/risk/snooze") autocomplete="off" data-guard="">
                <p>{due}</p>
                <p class="soft">{say!(l, risk.snooze_words)}</p>
                <Summary />
                <Once form=number />
                <Input name="days" value=form.typed.days class="short" inputmode="numeric" />
                <TextArea name="reason" value=form.typed.reason hint=say!(l, risk.reason_hint) />
                <div class="actions">
                    <button class="button main">{say!(l, risk.snooze)}</button>
                    <a class="button quiet" href=format!("/cases/{case}")>{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

/// The case with nothing due any more: a colleague was there, or it was put off before.
fn nothing_due(case: CaseId) -> Response {
    Redirect::to(&format!("/cases/{case}/risk")).into_response()
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let (case, mut ring) = casework_of(&member, &id).await?;
    let label: Opened<segment::Label> = ring.take().ok_or(Fault::NotFound)?;
    let head = member.site.vault.case_head(&label).await?;
    if !may_be_put_off(head.label.next, member.site.vault.today()) {
        return Ok(nothing_due(case));
    }
    page(&member, case, head, Posted::read(""), Problems::none())
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<SnoozeForm>) -> PageResult {
    let vault = &member.site.vault;
    let (case, mut ring) = casework_of(&member, &id).await?;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    let snooze = match form.typed.check(head.label.risk, vault.today()) {
        Ok(snooze) => snooze,
        Err(problems) => return page(&member, case, head, form, problems),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let (case, mut ring) = casework_of(&member, &id).await?;
    match vault.put_off(member.actor(), &mut ring, &snooze, number).await? {
        Some(()) => Ok(nothing_due(case)),
        None if may_be_put_off(head.label.next, vault.today()) => {
            page(&member, case, head, form, Problems::at("days", Problem::NotServed))
        }
        None => Ok(nothing_due(case)),
    }
}
