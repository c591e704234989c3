//! `/commodities/counts/{volunteer}`: what the store or somebody has is counted by hand, once a month; what differs is
//! explained, and from then on the balance says what was counted.

use super::{Pieces, balance, labels, shortages};
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::commodity::{Cause, CountForm, STORE, Thing};
use domain::id::AccountId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::commodity::TeamStock;

/// Whose things are counted.
struct Counted {
    holder: Option<AccountId>,
    name: String,
    stock: TeamStock,
    shortages: Option<AnyView>,
}

async fn counted(member: &Member, path: &str) -> Result<Counted, Fault> {
    let stock = member.site.vault.team_stock(member.actor()).await?.ok_or(Fault::NotFound)?;
    let all = member.site.vault.shortages(member.actor()).await?.ok_or(Fault::NotFound)?;
    if path == STORE {
        let shortages = shortages::of_one(member.l, all, None);
        return Ok(Counted { holder: None, name: say!(member.l, commodity.store).to_owned(), stock, shortages });
    }
    let account: AccountId = path.parse().map_err(|_| Fault::NotFound)?;
    let found = stock.carriers.iter().find(|one| one.account == account).ok_or(Fault::NotFound)?;
    let shortages = shortages::of_one(member.l, all, Some(account));
    Ok(Counted { holder: Some(account), name: found.name.clone(), stock, shortages })
}

fn page(member: &Member, counted: Counted, form: Posted<CountForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let path = member.path.clone();
    let mut labels = labels(l);
    labels.push(("cause", say!(l, commodity.cause)));
    let title = format!("{}: {}", say!(l, commodity.count), counted.name);
    let heading = title.clone();
    let written: Vec<_> = Thing::ALL
        .iter()
        .map(|thing| {
            view! { <dt>{thing.said(l)}</dt><dd>{balance(l, &counted.stock.ledger, counted.holder, *thing)}</dd> }
        })
        .collect();
    let shortages = counted.shortages;
    Page::new(title).form(&labels, problems).show(member, move || {
        view! {
            <div class="head"><h1>{heading}</h1></div>
            <Summary />
            <div class="cols">
                <form class="sheet pad stack" method="post" action=path autocomplete="off" data-guard="">
                    <Once form=number />
                    <p class="soft">{say!(l, commodity.count_words)}</p>
                    <Pieces typed=typed.pieces empty="–" />
                    <Choices<Cause> name="cause" chosen=vec![typed.cause] layout=Layout::Down only=Cause::OF_A_COUNT hint=say!(l, commodity.cause_hint) />
                    <div class="actions">
                        <button class="button main">{say!(l, form.save)}</button>
                        <a class="button quiet" href="/commodities">{say!(l, form.back)}</a>
                    </div>
                </form>
                <div>
                    <section class="sheet pad stack"><h2>{say!(l, commodity.written)}</h2><dl class="facts">{written}</dl></section>
                    {shortages}
                </div>
            </div>
        }
        .into_any()
    })
}

pub async fn show(member: Member, Path(volunteer): Path<String>) -> PageResult {
    Ok(page(&member, counted(&member, &volunteer).await?, Posted::read(""), Problems::none()))
}

pub async fn submit(member: Member, Path(volunteer): Path<String>, form: Posted<CountForm>) -> PageResult {
    let counted = counted(&member, &volunteer).await?;
    let count = match form.typed.check() {
        Ok(count) => count,
        Err(problems) => return Ok(page(&member, counted, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    let done = member.site.vault.count_commodities(member.actor(), counted.holder, &count, number).await?;
    match done.ok_or(Fault::NotFound)? {
        Ok(()) => Ok(Redirect::to("/commodities").into_response()),
        Err(problems) => Ok(page(&member, counted, form, problems)),
    }
}
