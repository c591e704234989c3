//! The end of the support of a client: closing, what was closed, opening again.

mod form;
pub mod reopening;
pub mod show;
