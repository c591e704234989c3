//! What cannot wait: the questions as part of a form, what to do at once, and the answers of a case.

mod fields;
pub mod show;

pub use fields::{Questions, labels};
