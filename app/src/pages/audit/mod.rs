//! Who looked.

pub mod who_looked;
