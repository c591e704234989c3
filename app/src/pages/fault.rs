//! What one sees when there is nothing to see, in plain words and with a code that support can look up.

use crate::fault::Fault;
use crate::page::Page;
use crate::visit::Visit;
use crate::words::say;
use axum::response::Response;
use leptos::prelude::*;

pub fn page(visit: &Visit, fault: Fault) -> Response {
    let l = visit.l;
    let (title, words, code) = match fault {
        Fault::NotFound => (say!(l, fault.not_found), say!(l, fault.not_found_words), "404".to_owned()),
        Fault::TooLarge => (say!(l, fault.too_large), say!(l, fault.too_large_words), "413".to_owned()),
        Fault::Unavailable => (say!(l, fault.unavailable), say!(l, fault.unavailable_words), "503".to_owned()),
        Fault::Ours(number) => (say!(l, fault.ours), say!(l, fault.ours_words), format!("500-{number}")),
    };
    let (page, home) = if visit.is_hers() { (Page::own(l), "/card") } else { (Page::narrow(title), "/") };
    page.status(fault.status()).show(visit, move || {
        view! {
            <div class="sheet pad stack">
                <h1>{title}</h1>
                <p>{words}</p>
                <p><a class="button" href=home>{say!(l, fault.home)}</a></p>
                <small>{say!(l, fault.code)}" "<span class="code">{code}</span></small>
            </div>
        }
        .into_any()
    })
}
