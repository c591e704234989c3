//! `/card`: number and PIN. Wrong number, wrong PIN, dead card and too many tries look the same.

use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Summary};
use crate::visit::{Visit, card_cookie};
use crate::words::say;
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::card::EntryForm;
use domain::problem::Problems;
use leptos::prelude::*;
use std::net::SocketAddr;

fn page(visit: &Visit, code: String, problems: Problems, failed: bool) -> Response {
    let l = visit.l;
    let labels = [("code", say!(l, card.code)), ("pin", say!(l, card.pin))];
    let page = Page::own(l).form(&labels, problems);
    let page = if failed { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page };
    page.show(visit, move || {
        view! {
            <form class="sheet pad stack" method="post" action="/card">
                <h1>{say!(l, card.enter)}</h1>
                <Summary />
                {failed.then(|| view! { <div class="summary" role="alert"><p>{say!(l, card.failed)}</p></div> })}
                <Input name="code" value=code hint=say!(l, card.code_hint) inputmode="numeric" />
                <Input name="pin" value=String::new() kind="password" autocomplete="one-time-code" inputmode="numeric" />
                <button class="button main wide">{say!(l, card.open)}</button>
            </form>
        }
        .into_any()
    })
}

pub async fn show(visit: Visit) -> PageResult {
    Ok(page(&visit, String::new(), Problems::none(), false))
}

pub async fn submit(
    visit: Visit,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    jar: CookieJar,
    form: Posted<EntryForm>,
) -> PageResult {
    let (code, pin) = match form.typed.check() {
        Ok(typed) => typed,
        Err(problems) => return Ok(page(&visit, form.typed.code, problems, false)),
    };
    // A network beyond its own limit costs nothing: the same page, before any work. It learns of itself only.
    if !visit.site.may_try_cards(from.ip()) {
        return Ok(page(&visit, form.typed.code, Problems::none(), true));
    }
    let vault = &visit.site.vault;
    let tag = vault.card_tag(&code).await?;
    // Beyond the limit of the card the same work is done for nothing, so that the answer and its time tell nobody which it was.
    let pin = visit.site.may_try_card(tag, from.ip()).then_some(pin);
    match vault.open_card(&code, tag, pin.as_ref()).await? {
        Some(token) => Ok((jar.add(card_cookie(&token)), Redirect::to("/card/own")).into_response()),
        None => Ok(page(&visit, form.typed.code, Problems::none(), true)),
    }
}
