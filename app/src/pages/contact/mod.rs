//! Outreach contacts.

pub mod board;
pub mod field;
mod fields;
pub mod list;
pub mod new;
pub mod phone;
pub mod receive;
