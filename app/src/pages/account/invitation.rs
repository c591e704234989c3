//! `/invitation/…`: an invited person chooses a password; her keys are made.

use super::choose_password::{self, Sayings};
use super::printed_code::printed_code;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::visit::Visit;
use crate::words::say;
use axum::extract::Path;
use axum::response::Response;
use domain::account::NewPasswordForm;
use domain::problem::Problems;
use vault::Token;
use vault::account::OpenInvitation;

async fn open(visit: &Visit, token: &str) -> Result<(Token, OpenInvitation), Fault> {
    let token = Token::parse(token).ok_or(Fault::NotFound)?;
    let invitation = visit.site.vault.invitation(&token).await?.ok_or(Fault::NotFound)?;
    Ok((token, invitation))
}

fn page(visit: &Visit, invitation: OpenInvitation, problems: Problems) -> Response {
    let l = visit.l;
    let sayings = Sayings {
        title: say!(l, account.welcome),
        lead: say!(l, account.invited_as),
        words: None,
        button: say!(l, account.accept),
    };
    choose_password::page(visit, sayings, (invitation.name, invitation.username), problems)
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
    Ok(match accepted {
        Ok(code) => Page::narrow(say!(l, account.welcome)).show(&visit, || {
            printed_code(l, say!(l, account.accepted), None, &code, ("/login", say!(l, account.log_in)))
        }),
        Err(problems) => page(&visit, invitation, problems),
    })
}
