//! What people see: pages, parts, islands, words.
//!
//! Every page is rendered whole on the server from data that was loaded before the first byte was
//! written; an island improves it where a browser can. [`routes::ROUTES`] is the table of all addresses.
//!
//! Start reading there, then at `visit.rs` (the gate before each), one page (`pages/referral/new.rs`), and `page.rs`, which
//! renders it. What pages are made of is in `parts/`, what they say in `locales/` and `words/`.

pub mod islands;

#[cfg(feature = "ssr")]
mod fault;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod network;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
mod site;
#[cfg(feature = "ssr")]
mod visit;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use site::{Assets, Site};

/// Wakes the islands in the browser.
#[cfg(any(feature = "drafts", feature = "field"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    #[cfg(feature = "drafts")]
    leptos::mount::hydrate_islands();
    #[cfg(feature = "field")]
    islands::field_log::wake();
}
