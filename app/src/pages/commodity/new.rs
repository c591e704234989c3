//! `/commodities/new`: pieces come into the store, go out to somebody, come back, or are lost.

use super::{Pieces, labels};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Layout, Once, Select, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::response::{IntoResponse, Redirect, Response};
use domain::commodity::{Cause, MoveForm, MoveKind, STORE};
use domain::problem::Problems;
use leptos::prelude::*;
use vault::commodity::TeamStock;

fn page(member: &Member, stock: &TeamStock, form: Posted<MoveForm>, problems: Problems, unmet: bool) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let mut labels = labels(l);
    labels.extend([
        ("kind", say!(l, commodity.kind)),
        ("who", say!(l, commodity.who)),
        ("cause", say!(l, commodity.cause)),
    ]);
    let mut people = vec![(STORE.to_owned(), say!(l, commodity.store).to_owned())];
    people.extend(stock.carriers.iter().map(|one| (one.account.to_string(), one.name.clone())));
    Page::new(say!(l, commodity.write)).form(&labels, problems).show(member, move || {
        view! {
            <div class="head"><h1>{say!(l, commodity.write)}</h1></div>
            <form class="sheet pad stack" method="post" action="/commodities/new" autocomplete="off" data-guard="">
                <Summary />
                <Once form=number />
                <Choices<MoveKind> name="kind" chosen=vec![typed.kind] layout=Layout::Across only=MoveKind::OFFERED />
                <Select name="who" chosen=typed.who options=people hint=say!(l, commodity.who_hint) />
                <Pieces typed=typed.pieces />
                <Choices<Cause> name="cause" chosen=vec![typed.cause] layout=Layout::Across only=Cause::OF_A_LOSS hint=say!(l, commodity.loss_hint) />
                <div class="actions">
                    <button class="button main">{say!(l, form.save)}</button>
                    {unmet.then(|| view! { <button class="button" name="intent" value="unmet">{say!(l, shortage.note)}</button> })}
                    <a class="button quiet" href="/commodities">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

pub async fn show(member: Member) -> PageResult {
    let stock = member.site.vault.team_stock(member.actor()).await?.ok_or(Fault::NotFound)?;
    Ok(page(&member, &stock, Posted::read(""), Problems::none(), false))
}

pub async fn submit(member: Member, form: Posted<MoveForm>) -> PageResult {
    let vault = &member.site.vault;
    let stock = vault.team_stock(member.actor()).await?.ok_or(Fault::NotFound)?;
    let movement = match form.typed.check(|account| stock.carriers.iter().any(|one| one.account == account)) {
        Ok(movement) => movement,
        Err(problems) => return Ok(page(&member, &stock, form, problems, false)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    if form.intent == "unmet" && vault.note_unmet(member.actor(), &movement, number).await?.ok_or(Fault::NotFound)? {
        return Ok(Redirect::to("/commodities/shortages").into_response());
    }
    match vault.move_commodities(member.actor(), &movement, number).await?.ok_or(Fault::NotFound)? {
        Ok(()) => Ok(Redirect::to("/commodities").into_response()),
        Err(problems) => {
            let unmet = movement.unmet(&stock.ledger.stock(None)).next().is_some();
            Ok(page(&member, &stock, form, problems, unmet))
        }
    }
}
