//! The client's card: a number on paper and a PIN in her head. Together they open her own page, and nothing else does.

mod code;
mod form;
mod pin;

pub use code::CardCode;
pub use form::{CardForm, CardReach, EntryForm, NewCard};
pub use pin::Pin;
