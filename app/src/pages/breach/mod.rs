//! Breaches of personal data, in choices and counts.

pub mod draft;
pub mod list;
pub mod new;
mod parts;
pub mod show;
