//! Who looked, and the data-protection officer's desk.

pub mod desk;
pub mod who_looked;
