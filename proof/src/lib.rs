//! What the product promises, held against a model of it ([`model`]) and against races. Depends on `vault` as a page does:
//! it has no way in of its own.
//!
//! A history is made of [`step`]s by the people of [`people`]; `teller` tells it to both and compares; [`prove`] tells many. A
//! new rule is a line in [`model`] and a step (docs/CONTRIBUTING.md).
#![expect(missing_docs, reason = "a test tool, read as a whole")]

pub mod model;
pub mod people;
pub mod prove;
pub mod races;
pub mod step;
mod teller;
