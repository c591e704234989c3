//! The only code that runs in a browser. Each island improves a page that is whole without it. The log of contacts is built apart
//! from the rest: it carries the rules and the ciphers, which no other page should load.

#[cfg(any(feature = "ssr", feature = "drafts"))]
mod draft_keeper;
#[cfg(any(feature = "ssr", feature = "field"))]
mod field_log;

#[cfg(any(feature = "ssr", feature = "drafts"))]
pub use draft_keeper::{DraftKeeper, KeepDraft};
#[cfg(any(feature = "ssr", feature = "field"))]
pub use field_log::{FieldLog, FieldWords};
