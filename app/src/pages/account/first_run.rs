//! `/first-run/…`: the first organisation, its supervisor, its administrator. The link is printed where the server was started.

use crate::fault::{Fault, PageResult};
use crate::form::Posted;
use crate::page::Page;
use crate::parts::form::{Input, Summary};
use crate::visit::Visit;
use crate::words::say;
use axum::extract::Path;
use axum::response::Response;
use domain::account::FirstRunForm;
use domain::problem::Problems;
use leptos::prelude::*;

async fn allowed(visit: &Visit, token: &str) -> Result<(), Fault> {
    // Both sides are 256 random bits: comparing them tells nothing that helps to guess.
    let right = vault::Token::parse(token).is_some_and(|token| token.expose() == visit.site.first_run.expose());
    if right && !visit.site.vault.is_set_up().await? { Ok(()) } else { Err(Fault::NotFound) }
}

fn page(visit: &Visit, path: String, form: FirstRunForm, problems: Problems) -> Response {
    let l = visit.l;
    let labels = [
        ("organisation", say!(l, account.organisation)),
        ("team", say!(l, account.team_name)),
        ("name", say!(l, account.supervisor_name)),
        ("username", say!(l, account.username)),
        ("password", say!(l, account.password)),
        ("password_again", say!(l, account.password_again)),
        ("administrator", say!(l, account.administrator_username)),
        ("administrator_password", say!(l, account.administrator_password)),
    ];
    Page::narrow(say!(l, account.first_run)).form(&labels, problems).show(visit, move || {
        view! {
            <div class="brand"><i></i>"Đồng Hành"</div>
            <form class="sheet pad stack" method="post" action=path>
                <h1>{say!(l, account.first_run)}</h1>
                <p class="soft">{say!(l, account.first_run_words)}</p>
                <Summary />
                <Input name="organisation" value=form.organisation autocomplete="organization" />
                <Input name="team" value=form.team />
                <h2>{say!(l, account.first_supervisor)}</h2>
                <Input name="name" value=form.name autocomplete="name" />
                <Input name="username" value=form.username autocomplete="username" hint=say!(l, account.username_hint) />
                <Input name="password" value=String::new() kind="password" autocomplete="new-password" hint=say!(l, account.password_hint) />
                <Input name="password_again" value=String::new() kind="password" autocomplete="new-password" />
                <h2>{say!(l, account.first_administrator)}</h2>
                <p class="soft">{say!(l, account.first_administrator_words)}</p>
                <Input name="administrator" value=form.administrator />
                <Input name="administrator_password" value=String::new() kind="password" autocomplete="new-password" />
                <button class="button main wide">{say!(l, account.first_run_begin)}</button>
            </form>
        }
        .into_any()
    })
}

pub async fn show(visit: Visit, Path(token): Path<String>) -> PageResult {
    allowed(&visit, &token).await?;
    let path = visit.path.clone();
    Ok(page(&visit, path, FirstRunForm::default(), Problems::none()))
}

pub async fn submit(visit: Visit, Path(token): Path<String>, form: Posted<FirstRunForm>) -> PageResult {
    allowed(&visit, &token).await?;
    let (l, path) = (visit.l, visit.path.clone());
    let begun = match form.typed.check() {
        Ok(first) => visit.site.vault.set_up(&first).await?,
        Err(problems) => Err(problems),
    };
    let begun = match begun {
        Ok(begun) => begun,
        Err(problems) => return Ok(page(&visit, path, form.typed, problems)),
    };
    Ok(Page::narrow(say!(l, account.first_run)).show(&visit, move || {
        view! {
            <div class="sheet pad stack">
                <h1>{say!(l, account.begun)}</h1>
                <p>{say!(l, account.recovery_words)}</p>
                <dl class="facts">
                    <dt>{say!(l, choice.role.supervisor)}</dt>
                    <dd class="code printed">{begun.supervisor_recovery.as_str().to_owned()}</dd>
                    <dt>{say!(l, choice.role.administrator)}</dt>
                    <dd class="code printed">{begun.administrator_recovery.as_str().to_owned()}</dd>
                </dl>
                <p><button class="button" type="button" data-print="">{say!(l, form.print)}</button></p>
                <p class="note">{say!(l, recovery_sheet.offer)}</p>
                <a class="button main wide" href="/login">{say!(l, account.log_in)}</a>
            </div>
        }
        .into_any()
    }))
}
