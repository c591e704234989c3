//! The only code that runs in a browser. Each island improves a page that is whole without it. The log of contacts is built apart
//! from the rest: it carries the rules and the ciphers, which no other page should load, and nothing of Leptos.

#[cfg(any(feature = "ssr", feature = "drafts"))]
mod draft_keeper;
#[cfg(feature = "field")]
pub(crate) mod field_log;

#[cfg(any(feature = "ssr", feature = "drafts"))]
pub use draft_keeper::{DraftKeeper, KeepDraft};
