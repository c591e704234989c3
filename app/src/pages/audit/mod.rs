//! Who looked, and the data-protection officer's desk.

pub mod checkpoints;
pub mod desk;
mod parts;
pub mod search;
pub mod who_looked;
