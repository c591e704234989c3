//! `/systems/new`: a token for a system, shown once.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::response::Response;
use domain::id::SubmissionId;
use domain::partner_system::{Lasting, SystemForm};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::partner_system::MadeSystem;

fn page(member: &Member, form: SystemForm, number: SubmissionId, problems: Problems) -> Response {
    let l = member.l;
    let labels = [("name", say!(l, partner_system.name)), ("lasting", say!(l, partner_system.lasting))];
    Page::new(say!(l, partner_system.add)).form(&labels, problems).show(member, move || {
        view! {
            <h1>{say!(l, partner_system.add)}</h1>
            <form class="sheet pad stack" method="post" action="/systems/new">
                <Summary />
                <p class="soft">{say!(l, partner_system.lead)}</p>
                <Input name="name" value=form.name hint=say!(l, partner_system.name_hint) />
                <Choices<Lasting> name="lasting" chosen=vec![form.lasting] layout=Layout::Across />
                <Once form=number.to_string() />
                <div class="actions">
                    <button class="button main">{say!(l, partner_system.add)}</button>
                    <a class="button quiet" href="/systems">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    let number = SubmissionId(member.site.vault.new_submission());
    Ok(page(&member, SystemForm::default(), number, Problems::none()))
}

pub async fn submit(member: Member, form: Posted<SystemForm>) -> PageResult {
    let l = member.l;
    let number = form.number(&member.site.vault);
    let system = match form.typed.check() {
        Ok(system) => system,
        Err(problems) => return Ok(page(&member, form.typed, number, problems)),
    };
    let made = member.site.vault.make_system(member.actor(), &system, number).await?.ok_or(Fault::NotFound)?;
    Ok(Page::new(say!(l, partner_system.ready)).show(&member, move || {
        let told = match made {
            MadeSystem::Now(token) => view! {
                <p>{say!(l, partner_system.once)}</p>
                <p class="code printed">{token.expose()}</p>
                <p class="note">{say!(l, partner_system.how)}</p>
            }
            .into_any(),
            MadeSystem::Before => view! { <p>{say!(l, partner_system.before)}</p> }.into_any(),
        };
        view! {
            <h1>{say!(l, partner_system.ready)}</h1>
            <section class="sheet pad stack" role="status">
                {told}
                <p><a class="button" href="/systems">{say!(l, partner_system.back)}</a></p>
            </section>
        }
        .into_any()
    }))
}
