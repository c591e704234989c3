//! The care plan: what stands, another version, what is different for who approves it.

pub mod change;
pub mod decision;
pub mod difference;
mod form;
pub mod mark;
pub mod my_day;
pub mod parts;
pub mod show;
pub mod version;
