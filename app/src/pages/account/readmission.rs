//! `/readmission/…`: somebody who lost password and recovery code comes back to her account, with a new key pair.
//! `/accounts/…/readmission`: a holder of the team's keys makes that link.

use super::choose_password::{self, Sayings};
use super::printed_code::printed_code;
use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::visit::{Member, Visit};
use crate::words::{Spoken, say};
use axum::extract::Path;
use axum::response::Response;
use domain::account::NewPasswordForm;
use domain::problem::Problems;
use leptos::prelude::*;
use vault::Token;
use vault::account::{Colleague, OpenReadmission};

async fn open(visit: &Visit, token: &str) -> Result<(Token, OpenReadmission), Fault> {
    let token = Token::parse(token).ok_or(Fault::NotFound)?;
    let readmission = visit.site.vault.readmission(&token).await?.ok_or(Fault::NotFound)?;
    Ok((token, readmission))
}

fn page(visit: &Visit, readmission: OpenReadmission, problems: Problems) -> Response {
    let l = visit.l;
    let sayings = Sayings {
        title: say!(l, account.readmission),
        lead: say!(l, account.readmission_for),
        words: Some(say!(l, account.readmission_words)),
        button: say!(l, account.set_password),
    };
    choose_password::page(visit, sayings, (readmission.name, readmission.username), problems)
}

pub async fn show(visit: Visit, Path(token): Path<String>) -> PageResult {
    let (_, readmission) = open(&visit, &token).await?;
    Ok(page(&visit, readmission, Problems::none()))
}

pub async fn submit(visit: Visit, Path(token): Path<String>, form: Posted<NewPasswordForm>) -> PageResult {
    let (token, readmission) = open(&visit, &token).await?;
    let l = visit.l;
    let password = match form.typed.check() {
        Ok(password) => password,
        Err(problems) => return Ok(page(&visit, readmission, problems)),
    };
    let code = visit.site.vault.accept_readmission(&token, &password).await?.ok_or(Fault::NotFound)?;
    Ok(Page::narrow(say!(l, account.readmission)).show(&visit, || {
        printed_code(l, say!(l, account.password_set), None, &code, ("/login", say!(l, account.log_in)))
    }))
}

async fn colleague(member: &Member, account: &str) -> Result<Colleague, Fault> {
    let account = account.parse().map_err(|_| Fault::NotFound)?;
    member.site.vault.readmittable(member.actor(), account).await?.ok_or(Fault::NotFound)
}

fn making(member: &Member, colleague: Colleague, link: Option<String>) -> Response {
    let (l, path) = (member.l, member.path.clone());
    Page::new(say!(l, account.readmit)).show(member, move || {
        let cases = (colleague.cases > 0).then(|| {
            view! { <p>{say!(l, account.readmit_cases, n = colleague.cases).to_string()}</p> }
        });
        let next = match link {
            Some(link) => view! {
                <div class="note calm" role="status">
                    <p>{say!(l, account.readmit_ready)}</p>
                    <p class="code link">{link}</p>
                </div>
                <p><a class="button main" href="/team">{say!(l, account.back_to_team)}</a></p>
            }
            .into_any(),
            None => view! {
                <div class="actions still">
                    <button class="button main">{say!(l, account.readmit_make)}</button>
                    <a class="button quiet" href="/team">{say!(l, form.back)}</a>
                </div>
            }
            .into_any(),
        };
        view! {
            <h1>{say!(l, account.readmit)}</h1>
            <form class="sheet pad stack" method="post" action=path>
                <p><strong>{colleague.name}</strong>" · "{colleague.role.said(l)}</p>
                <p>{say!(l, account.readmit_words)}</p>
                {cases}
                {next}
            </form>
        }
        .into_any()
    })
}

pub async fn ask(member: Member, Path(account): Path<String>) -> PageResult {
    let colleague = colleague(&member, &account).await?;
    Ok(making(&member, colleague, None))
}

pub async fn make(member: Member, Path(account): Path<String>) -> PageResult {
    let colleague = colleague(&member, &account).await?;
    let token = member.site.vault.readmit(member.actor(), colleague.account).await?.ok_or(Fault::NotFound)?;
    Ok(making(&member, colleague, Some(format!("/readmission/{}", token.expose()))))
}
