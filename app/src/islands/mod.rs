//! The only code that runs in a browser. Each island improves a page that is whole without it.

mod draft_keeper;

pub use draft_keeper::{DraftKeeper, KeepDraft};
