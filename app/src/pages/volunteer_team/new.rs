//! `/volunteers/teams/new`: a team is put on the register.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::commune;
use crate::parts::form::{Count, Day, Input, Once, Select, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect, Response};
use domain::problem::Problems;
use domain::volunteer_team::TeamForm;
use leptos::prelude::*;

/// Most people from one place.
const MOST: i64 = 500;

fn page(member: &Member, form: Posted<TeamForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let communes = commune::options(&member.site.province);
    let labels = [
        ("name", say!(l, volunteer.name)),
        ("commune", say!(l, club.commune)),
        ("decision", say!(l, volunteer.decision)),
        ("decided_on", say!(l, volunteer.decided_on)),
        ("from_women", say!(l, volunteer.from_women)),
        ("from_youth", say!(l, volunteer.from_youth)),
        ("from_front", say!(l, volunteer.from_front)),
        ("from_health", say!(l, volunteer.from_health)),
        ("from_elsewhere", say!(l, volunteer.from_elsewhere)),
    ];
    Page::new(say!(l, volunteer.add)).form(&labels, problems).show(member, move || {
        view! {
            <h1>{say!(l, volunteer.add)}</h1>
            <form class="sheet pad stack" method="post" action="/volunteers/teams/new" autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <p class="note">{say!(l, volunteer.before)}</p>
                <Input name="name" value=typed.name />
                <Select name="commune" chosen=typed.commune options=communes />
                <div class="inline">
                    <Input name="decision" value=typed.decision />
                    <Day name="decided_on" value=typed.decided_on />
                </div>
                <h2>{say!(l, volunteer.origins)}</h2>
                <Count name="from_women" value=typed.from_women max=MOST />
                <Count name="from_youth" value=typed.from_youth max=MOST />
                <Count name="from_front" value=typed.from_front max=MOST />
                <Count name="from_health" value=typed.from_health max=MOST />
                <Count name="from_elsewhere" value=typed.from_elsewhere max=MOST />
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    <a class="button quiet" href="/volunteers">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    Ok(page(&member, Posted::read(""), Problems::none()))
}

pub async fn submit(member: Member, form: Posted<TeamForm>) -> PageResult {
    let vault = &member.site.vault;
    let team = match form.typed.check(vault.today(), |code| domain::commune::is_of(&member.site.province, code)) {
        Ok(team) => team,
        Err(problems) => return Ok(page(&member, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let id = vault.keep_volunteer_team(member.actor(), &team, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to(&format!("/volunteers/teams/{id}")).into_response())
}
