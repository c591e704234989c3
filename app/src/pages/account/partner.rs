//! `/partners/new`: an organisation that receives referrals.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Input, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect, Response};
use domain::organisation::{OrganisationKind, PartnerForm};
use domain::problem::Problems;
use domain::referral::Service;
use leptos::prelude::*;

fn page(member: &Member, form: Posted<PartnerForm>, problems: Problems) -> Response {
    let l = member.l;
    let (number, form) = (form.number(&member.site.vault).to_string(), form.typed);
    let labels = [
        ("kind", say!(l, account.partner_kind)),
        ("name", say!(l, account.organisation)),
        ("address", say!(l, account.address)),
        ("services", say!(l, account.services)),
    ];
    Page::new(say!(l, account.add_partner)).form(&labels, problems).show(member, move || {
        view! {
            <h1>{say!(l, account.add_partner)}</h1>
            <form class="sheet pad stack" method="post" action="/partners/new">
                <Summary />
                <Once form=number />
                <Choices<OrganisationKind> name="kind" chosen=vec![form.kind] layout=Layout::Across only=OrganisationKind::ADDED />
                <Input name="name" value=form.name />
                <Input name="address" value=form.address hint=say!(l, account.address_hint) />
                <Choices<Service> name="services" chosen=form.services several=true layout=Layout::Across />
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href="/accounts">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    Ok(page(&member, Posted::read(""), Problems::none()))
}

pub async fn submit(member: Member, form: Posted<PartnerForm>) -> PageResult {
    match form.typed.check() {
        Ok(partner) => {
            let number = form.form.ok_or(Fault::NotFound)?;
            member.site.vault.add_partner(member.actor(), &partner, number).await?.ok_or(Fault::NotFound)?;
            Ok(Redirect::to("/accounts").into_response())
        }
        Err(problems) => Ok(page(&member, form, problems)),
    }
}
