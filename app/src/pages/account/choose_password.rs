//! The form behind a link that was handed over: who it is for, and a password of her own.

use crate::page::Page;
use crate::parts::form::{Input, Summary};
use crate::visit::Visit;
use crate::words::say;
use axum::response::Response;
use domain::problem::Problems;
use leptos::prelude::*;

/// What the page says.
pub struct Sayings {
    /// Its heading.
    pub title: &'static str,
    /// Before the name.
    pub lead: &'static str,
    /// What happens with it, if that must be said.
    pub words: Option<&'static str>,
    /// On the button.
    pub button: &'static str,
}

/// The page.
pub fn page(visit: &Visit, sayings: Sayings, (name, username): (String, String), problems: Problems) -> Response {
    let (l, path) = (visit.l, visit.path.clone());
    let labels = [("password", say!(l, account.password)), ("password_again", say!(l, account.password_again))];
    Page::narrow(sayings.title).form(&labels, problems).show(visit, move || {
        view! {
            <div class="brand"><i></i>"Đồng Hành"</div>
            <form class="sheet pad stack" method="post" action=path>
                <h1>{sayings.title}</h1>
                <p>{sayings.lead}" "<strong>{name}</strong>" · "<span class="code">{username.clone()}</span></p>
                {sayings.words.map(|words| view! { <p class="soft">{words}</p> })}
                <Summary />
                // So that a password manager keeps the right pair.
                <input type="hidden" name="username" autocomplete="username" value=username />
                <Input name="password" value=String::new() kind="password" autocomplete="new-password" hint=say!(l, account.password_hint) />
                <Input name="password_again" value=String::new() kind="password" autocomplete="new-password" />
                <button class="button main wide">{sayings.button}</button>
            </form>
        }
        .into_any()
    })
}
