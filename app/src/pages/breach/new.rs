//! `/breaches/new`: a breach is written down at the first sign of it; what is not known yet can be added later.

use super::parts::{FindingFields, labels};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Day, Input, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect, Response};
use domain::breach::BreachForm;
use domain::problem::Problems;
use leptos::prelude::*;

async fn page(member: &Member, form: BreachForm, problems: Problems) -> Result<Response, Fault> {
    let l = member.l;
    let vault = &member.site.vault;
    let cases = vault.cases_that_open(member.actor()).await?.ok_or(Fault::NotFound)?;
    let number = vault.new_submission().to_string();
    let noticed = [("noticed_on", say!(l, breach.noticed_on)), ("noticed_at", say!(l, breach.noticed_at))];
    let labels = [&noticed[..], &labels(l)[..]].concat();
    Ok(Page::new(say!(l, breach.write_down)).form(&labels, problems).show(member, move || {
        view! {
            <div class="head">
                <div><h1>{say!(l, breach.write_down)}</h1><small>{say!(l, breach.new_words)}</small></div>
            </div>
            <form class="sheet pad stack" method="post" action="/breaches/new">
                <Summary />
                <Once form=number />
                <Day name="noticed_on" value=form.noticed_on.clone() />
                <Input name="noticed_at" value=form.noticed_at.clone() kind="time" class="short" hint=say!(l, breach.noticed_hint) />
                <FindingFields form=form persons_hint=say!(l, breach.persons_hint, n = cases).to_string() />
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href="/breaches">{say!(l, form.cancel)}</a>
                </div>
            </form>
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    page(&member, BreachForm::default(), Problems::none()).await
}

pub async fn submit(member: Member, form: Posted<BreachForm>) -> PageResult {
    let vault = &member.site.vault;
    let (noticed, finding) = match form.typed.check(vault.now()) {
        Ok(breach) => breach,
        Err(problems) => return page(&member, form.typed, problems).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let id = vault.record_breach(member.actor(), noticed, &finding, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/breaches/{id}")).into_response())
}
