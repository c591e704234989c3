//! `/commodities/lines/{line}`: a line that was written wrongly is taken back by another, which says why.

use super::lines;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Choices, Layout, Once, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::commodity::{Cause, UndoForm};
use domain::id::MovementId;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::commodity::Line;

fn page(member: &Member, line: Line, form: Posted<UndoForm>, problems: Problems) -> Response {
    let l = member.l;
    let number = form.number(&member.site.vault).to_string();
    let typed = form.typed;
    let path = member.path.clone();
    let labels = [("cause", say!(l, commodity.cause))];
    Page::new(say!(l, commodity.take_back)).form(&labels, problems).show(member, move || {
        let stands = line.stands();
        let body = if stands {
            view! {
                <form class="sheet pad stack" method="post" action=path autocomplete="off">
                    <Once form=number />
                    <p class="soft">{say!(l, commodity.take_back_words)}</p>
                    <Choices<Cause> name="cause" chosen=vec![typed.cause] layout=Layout::Down only=Cause::OF_AN_UNDOING />
                    <div class="actions still">
                        <button class="button main">{say!(l, commodity.take_back)}</button>
                        <a class="button quiet" href="/commodities">{say!(l, form.back)}</a>
                    </div>
                </form>
            }
            .into_any()
        } else {
            view! { <p><a href="/commodities">{say!(l, form.back)}</a></p> }.into_any()
        };
        view! {
            <div class="head"><h1>{say!(l, commodity.take_back)}</h1></div>
            <Summary />
            <section class="sheet">{lines(l, &[line], false)}</section>
            {body}
        }
        .into_any()
    })
}

async fn found(member: &Member, id: &str) -> Result<Line, Fault> {
    let id: MovementId = id.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.stock_line(member.actor(), id).await?.ok_or(Fault::NotFound)
}

pub async fn show(member: Member, Path(line): Path<String>) -> PageResult {
    Ok(page(&member, found(&member, &line).await?, Posted::read(""), Problems::none()))
}

pub async fn submit(member: Member, Path(line): Path<String>, form: Posted<UndoForm>) -> PageResult {
    let line = found(&member, &line).await?;
    let cause = match form.typed.check() {
        Ok(cause) => cause,
        Err(problems) => return Ok(page(&member, line, form, problems)),
    };
    let number = form.form.ok_or(Fault::NotFound)?;
    member.site.vault.undo_movement(member.actor(), line.id, cause, number).await?.ok_or(Fault::NotFound)?;
    Ok(Redirect::to("/commodities").into_response())
}
