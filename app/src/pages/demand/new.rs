//! `/demands/new`: who asks, on what ground, for what. No client is named, and none is looked up.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::TextArea;
use crate::parts::form::{Choices, Day, Input, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect, Response};
use domain::date::display;
use domain::demand::{Body, DemandForm, StatedGround};
use domain::problem::Problems;
use leptos::prelude::*;

fn page(member: &Member, form: Posted<DemandForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let labels = [
        ("body", say!(l, demand.body)),
        ("asker", say!(l, demand.asker)),
        ("paper", say!(l, demand.paper)),
        ("ground", say!(l, demand.ground)),
        ("asked", say!(l, demand.asked)),
        ("received_on", say!(l, demand.received_on)),
        ("answer_by", say!(l, demand.answer_by)),
    ];
    Page::new(say!(l, demand.record)).form(&labels, problems).show(member, move || {
        view! {
            <h1>{say!(l, demand.record)}</h1>
            <form class="sheet pad stack" method="post" action="/demands/new" autocomplete="off">
                <Summary />
                <Once form=number />
                <p class="note">{say!(l, demand.before)}</p>
                <Choices<Body> name="body" chosen=vec![typed.body] layout=Layout::Across />
                <Input name="asker" value=typed.asker hint=say!(l, demand.asker_hint) />
                <Input name="paper" value=typed.paper hint=say!(l, demand.paper_hint) />
                <Choices<StatedGround> name="ground" chosen=vec![typed.ground] />
                <TextArea name="asked" value=typed.asked hint=say!(l, demand.asked_hint) />
                <div class="inline">
                    <Day name="received_on" value=typed.received_on />
                    <Day name="answer_by" value=typed.answer_by hint=say!(l, demand.answer_by_hint) />
                </div>
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href="/demands">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    let mut form = Posted::<DemandForm>::read("");
    form.typed.received_on = display(member.site.vault.today());
    Ok(page(&member, form, Problems::none()))
}

pub async fn submit(member: Member, form: Posted<DemandForm>) -> PageResult {
    let vault = &member.site.vault;
    let demand = match form.typed.check(vault.today()) {
        Ok(demand) => demand,
        Err(problems) => return Ok(page(&member, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let id = vault.keep_demand(member.actor(), &demand, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/demands/{id}")).into_response())
}
