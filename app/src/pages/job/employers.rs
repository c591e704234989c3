//! `/employers`: who offers work. No client stands in it, and nobody is told of one from here.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Layout, Once, Summary};
use crate::parts::rows_or;
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::response::{IntoResponse, Redirect};
use domain::job::EmployerForm;
use domain::problem::Problems;
use domain::training::Trade;
use leptos::prelude::*;

async fn page(member: &Member, form: Posted<EmployerForm>, problems: Problems) -> PageResult {
    let l = member.l;
    let vault = &member.site.vault;
    let employers = vault.employers(member.actor()).await?.ok_or(Fault::NotFound)?;
    let number = form.number(vault).to_string();
    let typed = form.typed;
    let labels = [("name", say!(l, job.employer)), ("trade", say!(l, job.field)), ("place", say!(l, job.place))];
    Ok(Page::new(say!(l, job.employers)).form(&labels, problems).show(member, move || {
        let rows: Vec<_> = employers
            .into_iter()
            .map(|(_, employer)| {
                let place = employer.place.map(|place| place.as_str().to_owned());
                let about: Vec<_> = [Some(employer.trade.said(l).to_owned()), place].into_iter().flatten().collect();
                view! { <li><div><strong>{employer.name.as_str().to_owned()}</strong><br /><small>{about.join(" · ")}</small></div></li> }
            })
            .collect();
        let list = rows_or(rows, say!(l, job.no_employers));
        view! {
            <div class="head">
                <div><h1>{say!(l, job.employers)}</h1><small>{say!(l, job.employers_words)}</small></div>
                <div><a class="button quiet" href="/courses">{say!(l, training.courses)}</a></div>
            </div>
            <div class="cols">
                <section class="sheet">{list}</section>
                <form class="sheet pad stack" method="post" action="/employers" autocomplete="off" data-guard="">
                    <h2>{say!(l, job.new_employer)}</h2>
                    <Summary />
                    <Once form=number />
                    <Input name="name" value=typed.name />
                    <Choices<Trade> name="trade" chosen=vec![typed.trade] layout=Layout::Across />
                    <Input name="place" value=typed.place hint=say!(l, job.place_hint) />
                    <div class="actions"><button class="button main">{say!(l, form.save)}</button></div>
                </form>
            </div>
        }
        .into_any()
    }))
}

pub async fn show(member: Member) -> PageResult {
    page(&member, Posted::read(""), Problems::none()).await
}

pub async fn submit(member: Member, form: Posted<EmployerForm>) -> PageResult {
    let employer = match form.typed.check() {
        Ok(employer) => employer,
        Err(problems) => return page(&member, form, problems).await,
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    member.site.vault.record_employer(member.actor(), &employer, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to("/employers").into_response())
}
