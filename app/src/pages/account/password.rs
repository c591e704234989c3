//! `/account/password` and `/account/recovery-code`: a new one of either, for who knows the password of today.

use super::printed_code::printed_code;
use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Summary};
use crate::visit::Member;
use crate::words::say;
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::response::Response;
use domain::account::{CurrentPasswordForm, PasswordChangeForm};
use domain::problem::Problems;
use leptos::prelude::*;
use std::net::SocketAddr;

/// What a form asks: the password of today, and a new one or nothing more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Password,
    Code,
}

fn page(member: &Member, asks: Asks, problems: Problems, failed: bool) -> Response {
    let (l, path) = (member.l, member.path.clone());
    let labels = [
        ("current", say!(l, account.current_password)),
        ("password", say!(l, account.new_password)),
        ("password_again", say!(l, account.password_again)),
    ];
    let (title, words) = match asks {
        Asks::Password => (say!(l, account.change_password), say!(l, account.change_password_words)),
        Asks::Code => (say!(l, account.new_code), say!(l, account.new_code_words)),
    };
    let username = member.actor().username().to_owned();
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Page::new(title).status(status).form(&labels, problems).show(member, move || {
        let new = (asks == Asks::Password).then(|| {
            view! {
                <Input name="password" value=String::new() kind="password" autocomplete="new-password" hint=say!(l, account.password_hint) />
                <Input name="password_again" value=String::new() kind="password" autocomplete="new-password" />
            }
        });
        view! {
            <h1>{title}</h1>
            <form class="sheet pad stack" method="post" action=path>
                <p class="soft">{words}</p>
                {failed.then(|| view! { <div class="summary" role="alert"><p>{say!(l, account.current_wrong)}</p></div> })}
                <Summary />
                <input type="hidden" name="username" autocomplete="username" value=username />
                <Input name="current" value=String::new() kind="password" autocomplete="current-password" />
                {new}
                <div class="actions">
                    <button class="button main">{title}</button>
                    <a class="button quiet" href="/account">{say!(l, form.back)}</a>
                </div>
            </form>
        }
        .into_any()
    })
}

/// Tries at one's own password from a borrowed screen are counted too; beyond the limit none is handed over.
fn guess<'a>(member: &Member, from: SocketAddr, current: &'a str) -> Option<&'a str> {
    member.site.may_guess(member.actor().username(), from.ip()).then_some(current)
}

pub async fn show(member: Member) -> PageResult {
    Ok(page(&member, Asks::Password, Problems::none(), false))
}

pub async fn submit(
    member: Member,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    form: Posted<PasswordChangeForm>,
) -> PageResult {
    let l = member.l;
    let change = match form.typed.check() {
        Ok(change) => change,
        Err(problems) => return Ok(page(&member, Asks::Password, problems, false)),
    };
    let current = guess(&member, from, &change.current);
    if member.site.vault.change_password(member.actor(), current, &change.new).await?.is_none() {
        return Ok(page(&member, Asks::Password, Problems::none(), true));
    }
    Ok(Page::new(say!(l, account.change_password)).show(&member, move || {
        view! {
            <h1>{say!(l, account.password_set)}</h1>
            <section class="sheet pad stack" role="status">
                <p>{say!(l, account.password_changed)}</p>
                <p><a class="button main" href="/account">{say!(l, account.own)}</a></p>
            </section>
        }
        .into_any()
    }))
}

pub async fn show_code(member: Member) -> PageResult {
    Ok(page(&member, Asks::Code, Problems::none(), false))
}

pub async fn submit_code(
    member: Member,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    form: Posted<CurrentPasswordForm>,
) -> PageResult {
    let l = member.l;
    let current = match form.typed.check() {
        Ok(current) => current,
        Err(problems) => return Ok(page(&member, Asks::Code, problems, false)),
    };
    let made = member.site.vault.new_recovery_code(member.actor(), guess(&member, from, &current)).await?;
    Ok(match made {
        Some(code) => Page::new(say!(l, account.recovery_code)).show(&member, || {
            let words = Some(say!(l, account.new_code_done));
            printed_code(l, say!(l, account.recovery_code), words, &code, ("/account", say!(l, account.own)))
        }),
        None => page(&member, Asks::Code, Problems::none(), true),
    })
}
