//! The only code that runs in a browser. Each island improves a page that is whole without it.

mod draft_keeper;
mod field_log;

pub use draft_keeper::{DraftKeeper, KeepDraft};
pub use field_log::{FieldLog, FieldWords};
