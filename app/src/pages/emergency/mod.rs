//! Break-glass: asking for it, the case while it is open, and signing it off.

pub mod ask;
pub mod consent;
pub mod list;
pub mod open;
pub mod parts;
pub mod show;
