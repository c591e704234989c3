//! `/withdrawal`: a client tells any colleague her code and takes her yes back. One answer, whatever came of it: who writes
//! it down learns nothing of her case (decision 0018).

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Options, Summary, Tick};
use crate::visit::Member;
use crate::words::{Locale, Spoken, say};
use axum::http::StatusCode;
use axum::response::Response;
use domain::consent::{ByCodeForm, Purpose, TakenBack};
use domain::problem::Problems;
use leptos::prelude::*;

/// What each choice shuts, in general: what it shuts in this case is not hers to know.
fn choices(l: Locale) -> Vec<(String, String, String)> {
    let everything =
        (TakenBack::EVERYTHING.into(), say!(l, consent.everything).into(), say!(l, consent.shuts_all).into());
    let purposes = Purpose::ALL.iter().map(|purpose| {
        let shuts = match purpose {
            Purpose::Services => say!(l, consent.shuts_services),
            Purpose::Processing => say!(l, consent.shuts_case),
            Purpose::Referral => say!(l, consent.shuts_told),
            Purpose::Emergency => say!(l, consent.shuts_emergency),
            Purpose::Hiv => say!(l, hiv.shuts),
            Purpose::Compartment => say!(l, compartment.shuts_all),
            Purpose::SharedResult => say!(l, compartment.shuts_shared),
            Purpose::Transfer => say!(l, consent.shuts_transfer),
            Purpose::CodedPlan => say!(l, coded_plan.shuts),
        };
        (purpose.code().to_owned(), purpose.said(l).to_owned(), shuts.to_owned())
    });
    [everything].into_iter().chain(purposes).collect()
}

fn page(member: &Member, typed: ByCodeForm, problems: Problems, too_many: bool) -> Response {
    let l = member.l;
    let labels =
        [("code", say!(l, consent.code)), ("what", say!(l, consent.what_back)), ("present", say!(l, consent.present))];
    let page = Page::new(say!(l, nav.withdrawal)).form(&labels, problems);
    let page = if too_many { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page };
    page.show(member, move || {
        let too_many = too_many.then(|| {
            view! { <div class="summary" role="alert"><p>{say!(l, consent.too_many_codes)}</p></div> }
        });
        view! {
            <h1>{say!(l, nav.withdrawal)}</h1>
            <form class="sheet pad stack" method="post" action="/withdrawal" autocomplete="off">
                <Summary />
                {too_many}
                <p>{say!(l, consent.by_code_words)}</p>
                <Input name="code" value=typed.code hint=say!(l, consent.by_code_hint) />
                <Options name="what" chosen=vec![typed.what] options=choices(l) />
                <Tick name="present" checked=typed.present == "yes" />
                <p class="note warm">{say!(l, consent.no_way_back)}</p>
                <div class="actions still"><button class="button danger">{say!(l, consent.withdraw)}</button></div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    Ok(page(&member, ByCodeForm::default(), Problems::none(), false))
}

pub async fn submit(member: Member, form: Posted<ByCodeForm>) -> PageResult {
    let (code, what) = match form.typed.check() {
        Ok(checked) => checked,
        Err(problems) => return Ok(page(&member, form.typed, problems, false)),
    };
    // Not done, and said so: a withdrawal must never look done when it is not.
    if !member.site.may_try_code(member.actor().account()) {
        return Ok(page(&member, form.typed, Problems::none(), true));
    }
    member.site.vault.take_back_by_code(member.actor(), &code, what).await?.ok_or(Fault::NotFound)?;
    let l = member.l;
    Ok(Page::new(say!(l, nav.withdrawal)).show(&member, move || {
        view! {
            <h1>{say!(l, consent.by_code_done)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{say!(l, consent.by_code_done_words)}</p>
                <p>{say!(l, consent.by_code_told)}</p>
                <p class="soft">{say!(l, consent.by_code_same)}</p>
                <p><a class="button main" href="/">{say!(l, form.back)}</a></p>
            </section>
        }
        .into_any()
    }))
}
