//! How Vietnamese names are searched and ordered (docs: CLDR `vi`; names are called by their last word).

mod fold;
#[cfg(not(target_arch = "wasm32"))]
mod order;

pub use fold::{fold, matches};
#[cfg(not(target_arch = "wasm32"))]
pub use order::NameOrder;
