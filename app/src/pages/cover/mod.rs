//! Covers: a colleague does the work of somebody who is away.

pub mod list;
pub mod new;
