//! Outreach contacts.

pub mod list;
pub mod new;
