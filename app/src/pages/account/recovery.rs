//! `/recovery`: the printed code opens an account whose password is lost. Unknown name, wrong code and too many tries look
//! the same, and count as tries to log in.

use super::printed_code::printed_code;
use crate::fault::PageResult;
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Summary};
use crate::visit::Visit;
use crate::words::say;
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::response::Response;
use domain::account::RecoveryForm;
use domain::problem::Problems;
use leptos::prelude::*;
use std::net::SocketAddr;

fn page(visit: &Visit, form: RecoveryForm, problems: Problems, failed: bool) -> Response {
    let l = visit.l;
    let labels = [
        ("username", say!(l, account.username)),
        ("code", say!(l, account.recovery_code)),
        ("password", say!(l, account.new_password)),
        ("password_again", say!(l, account.password_again)),
    ];
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Page::narrow(say!(l, account.recovery)).status(status).form(&labels, problems).show(visit, move || {
        view! {
            <div class="brand"><i></i>"Đồng Hành"</div>
            <form class="sheet pad stack" method="post" action="/recovery">
                <h1>{say!(l, account.recovery)}</h1>
                <p class="soft">{say!(l, account.recovery_lead)}</p>
                {failed.then(|| view! { <div class="summary" role="alert"><p>{say!(l, account.recovery_failed)}</p></div> })}
                <Summary />
                <Input name="username" value=form.username autocomplete="username" />
                <Input name="code" value=form.code class="code" hint=say!(l, account.recovery_code_hint) />
                <Input name="password" value=String::new() kind="password" autocomplete="new-password" hint=say!(l, account.password_hint) />
                <Input name="password_again" value=String::new() kind="password" autocomplete="new-password" />
                <button class="button main wide">{say!(l, account.set_password)}</button>
            </form>
            <p class="soft">{say!(l, account.log_in_help)}</p>
            <p><a href="/login">{say!(l, account.back_to_log_in)}</a></p>
        }
        .into_any()
    })
}

pub async fn show(visit: Visit) -> PageResult {
    Ok(page(&visit, RecoveryForm::default(), Problems::none(), false))
}

pub async fn submit(
    visit: Visit,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    form: Posted<RecoveryForm>,
) -> PageResult {
    let l = visit.l;
    let recovery = match form.typed.check() {
        Ok(recovery) => recovery,
        Err(problems) => return Ok(page(&visit, form.typed, problems, false)),
    };
    // As at log-in, and from the same allowance.
    if !visit.site.may_guess_from(from.ip()) {
        return Ok(page(&visit, form.typed, Problems::none(), true));
    }
    let code = visit.site.may_guess_at(&recovery.username, from.ip()).then_some(&recovery.code);
    let recovered = visit.site.vault.recover(&recovery.username, code, &recovery.password).await?;
    Ok(match recovered {
        Some(code) => Page::narrow(say!(l, account.recovery)).show(&visit, || {
            let words = Some(say!(l, account.recovery_done));
            printed_code(l, say!(l, account.password_set), words, &code, ("/login", say!(l, account.log_in)))
        }),
        None => page(&visit, form.typed, Problems::none(), true),
    })
}
