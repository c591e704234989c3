//! `/login`, `/logout`. Unknown name, wrong password and too many tries look the same.

use super::language::own_path;
use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::Input;
use crate::visit::{Member, Visit, session_cookie, without_session};
use crate::words::say;
use axum::extract::{ConnectInfo, Query};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::problem::Problems;
use leptos::prelude::*;
use serde::Deserialize;
use std::net::SocketAddr;

#[derive(Default, Deserialize)]
pub struct LogInForm {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    back: String,
}

#[derive(Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

fn page(visit: &Visit, username: String, back: &str, failed: bool) -> Response {
    let l = visit.l;
    let labels = [("username", say!(l, account.username)), ("password", say!(l, account.password))];
    let back = own_path(back).to_owned();
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Page::narrow(say!(l, account.log_in)).form(&labels, Problems::none()).status(status).show(visit, move || {
        view! {
            <div class="brand"><i></i>"Đồng Hành"</div>
            <form class="sheet pad stack" method="post" action="/login">
                <h1>{say!(l, account.log_in)}</h1>
                {failed.then(|| view! { <div class="summary" role="alert"><p>{say!(l, account.log_in_failed)}</p></div> })}
                <input type="hidden" name="back" value=back />
                <Input name="username" value=username autocomplete="username" />
                <Input name="password" value=String::new() kind="password" autocomplete="current-password" />
                <button class="button main wide">{say!(l, account.log_in)}</button>
            </form>
            <p><a href="/recovery">{say!(l, account.forgot)}</a></p>
            <p><a href="/services">{say!(l, directory.public_title)}</a></p>
            <p class="soft">{say!(l, account.log_in_help)}</p>
        }
        .into_any()
    })
}

pub async fn show(visit: Visit, Query(back): Query<Back>) -> PageResult {
    if visit.actor.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    Ok(page(&visit, String::new(), &back.back, false))
}

pub async fn submit(
    visit: Visit,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    jar: CookieJar,
    form: Posted<LogInForm>,
) -> PageResult {
    let LogInForm { username, password, back } = form.typed;
    // A network beyond its own limit costs nothing: the same page, before any work. It learns of itself only, and keeps nobody else
    // waiting.
    if !visit.site.may_guess_from(from.ip()) {
        return Ok(page(&visit, username, &back, true));
    }
    // Beyond the limit of the name the same work is done for nothing, so that the answer and its time tell nobody which it was.
    let password = if visit.site.may_guess_at(&username, from.ip()) { Some(password.as_str()) } else { None };
    match visit.site.vault.log_in(&username, password).await? {
        Some(token) => Ok((jar.add(session_cookie(&token)), Redirect::to(own_path(&back))).into_response()),
        None => Ok(page(&visit, username, &back, true)),
    }
}

pub async fn log_out(member: Member, jar: CookieJar, form: Posted<Back>) -> PageResult {
    member.site.vault.log_out(member.actor()).await?;
    let back = own_path(&form.typed.back);
    let to = if back == "/" { "/login".to_owned() } else { format!("/login?back={back}") };
    let mut answer = (without_session(jar), Redirect::to(&to)).into_response();
    // What the browser kept of the pages goes too.
    let clear = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    answer.headers_mut().insert(clear.0, clear.1);
    Ok(answer)
}
