//! `/cases/{id}/reopening`: a closed case is opened again, after she was asked again; where her yes to services is missing,
//! the way to ask for it.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::pages::case::{casework_of, of_case};
use crate::pages::consent::parts::{ConsentChips, is_live};
use crate::parts::form::{Once, Summary, Tick};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::closure::ReopeningForm;
use domain::consent::Purpose;
use domain::id::CaseId;
use domain::problem::{Problem, Problems};
use leptos::prelude::*;
use vault::closure::Reopened;
use vault::{Opened, Ring, segment};

async fn page(member: &Member, (case, mut ring): (CaseId, Ring), asked: bool, problems: Problems) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let head = vault.case_head(&ring.take::<segment::Label>().ok_or(Fault::NotFound)?).await?;
    if head.closed_at.is_none() {
        return Ok(Redirect::to(&format!("/cases/{case}")).into_response());
    }
    let casework: Opened<segment::Casework> = ring.take().ok_or(Fault::NotFound)?;
    let consents = vault.consents(&casework).await?;
    let served = is_live(&consents, Purpose::Services);
    let (now, number) = (vault.now(), vault.new_submission().to_string());
    let labels = [("asked", say!(l, closure.asked))];
    Ok(Page::new(say!(l, closure.reopen)).form(&labels, problems).show(member, move || {
        let base = format!("/cases/{case}");
        let ask = (!served).then(|| view! {
            <section class="note warm stack">
                <p>{say!(l, closure.ask_first)}</p>
                <p><a class="button main" href=format!("{base}/consents/services")>{say!(l, closure.ask_services)}</a></p>
            </section>
        });
        let form = served.then(|| view! {
            <form class="sheet pad stack" method="post" action=format!("{base}/reopening") autocomplete="off">
                <Summary />
                <Once form=number />
                <Tick name="asked" checked=asked />
                <div class="actions">
                    <button class="button main">{say!(l, closure.reopen)}</button>
                    <a class="button quiet" href=base.clone()>{say!(l, form.cancel)}</a>
                </div>
            </form>
        });
        view! {
            <div class="head"><div><h1>{say!(l, closure.reopen)}</h1>{of_case(&head.label)}</div></div>
            <section class="sheet pad stack">
                <p>{say!(l, closure.reopen_words)}</p>
                <h2>{say!(l, closure.consents)}</h2>
                <ConsentChips consents base=format!("{base}/consents") now />
                <p><a href=format!("{base}/consents")>{say!(l, closure.ask_renewal)}</a></p>
            </section>
            {ask}
            {form}
        }
        .into_any()
    }))
}

pub async fn show(member: Member, Path(id): Path<String>) -> PageResult {
    let opened = casework_of(&member, &id).await?;
    page(&member, opened, false, Problems::none()).await
}

pub async fn submit(member: Member, Path(id): Path<String>, form: Posted<ReopeningForm>) -> PageResult {
    let (case, mut ring) = casework_of(&member, &id).await?;
    if let Err(problems) = form.typed.check() {
        return page(&member, (case, ring), false, problems).await;
    }
    match member.site.vault.reopen_case(member.actor(), &mut ring).await?.ok_or(Fault::NotFound)? {
        Reopened::Now => Ok(Redirect::to(&format!("/cases/{case}")).into_response()),
        Reopened::NotServed => {
            let opened = casework_of(&member, &id).await?;
            page(&member, opened, true, Problems::at("asked", Problem::NotServed)).await
        }
    }
}
