//! `/invitation/…`: an invited person chooses a password; her keys are made.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Summary};
use crate::visit::Visit;
use crate::words::say;
use axum::extract::Path;
use axum::response::Response;
use domain::account::NewPasswordForm;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::Token;
use vault::account::OpenInvitation;

async fn open(visit: &Visit, token: &str) -> Result<(Token, OpenInvitation), Fault> {
    let token = Token::parse(token).ok_or(Fault::NotFound)?;
    let invitation = visit.site.vault.invitation(&token).await?.ok_or(Fault::NotFound)?;
    Ok((token, invitation))
}

fn page(visit: &Visit, invitation: OpenInvitation, problems: Problems) -> Response {
    let (l, path) = (visit.l, visit.path.clone());
    let labels = [("password", say!(l, account.password)), ("password_again", say!(l, account.password_again))];
    Page::narrow(say!(l, account.welcome)).form(&labels, problems).show(visit, move || {
        view! {
            <div class="brand"><i></i>"Đồng Hành"</div>
            <form class="sheet pad stack" method="post" action=path>
                <h1>{say!(l, account.welcome)}</h1>
                <p>{say!(l, account.invited_as)}" "<strong>{invitation.name.clone()}</strong>" · "<span class="code">{invitation.username.clone()}</span></p>
                <Summary />
                // So that a password manager keeps the right pair.
                <input type="hidden" name="username" autocomplete="username" value=invitation.username.clone() />
                <Input name="password" value=String::new() kind="password" autocomplete="new-password" hint=say!(l, account.password_hint) />
                <Input name="password_again" value=String::new() kind="password" autocomplete="new-password" />
                <button class="button main wide">{say!(l, account.accept)}</button>
            </form>
        }
        .into_any()
    })
}

pub async fn show(visit: Visit, Path(token): Path<String>) -> PageResult {
    let (_, invitation) = open(&visit, &token).await?;
    Ok(page(&visit, invitation, Problems::none()))
}

pub async fn submit(visit: Visit, Path(token): Path<String>, form: Posted<NewPasswordForm>) -> PageResult {
    let (token, invitation) = open(&visit, &token).await?;
    let l = visit.l;
    let accepted = match form.typed.check() {
        Ok(password) => visit.site.vault.accept(&token, &password).await?.ok_or(Fault::NotFound)?,
        Err(problems) => Err(problems),
    };
    let recovery = match accepted {
        Ok(recovery) => recovery,
        Err(problems) => return Ok(page(&visit, invitation, problems)),
    };
    Ok(Page::narrow(say!(l, account.welcome)).show(&visit, move || {
        view! {
            <div class="sheet pad stack">
                <h1>{say!(l, account.accepted)}</h1>
                <p>{say!(l, account.recovery_words)}</p>
                <p class="code">{recovery}</p>
                <p><button class="button" type="button" data-print="">{say!(l, form.print)}</button></p>
                <a class="button main wide" href="/login">{say!(l, account.log_in)}</a>
            </div>
        }
        .into_any()
    }))
}
