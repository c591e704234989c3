//! The needs of a client: the board with its steps, and what is said beside it.

pub mod chips;
pub mod show;
pub mod table;
pub mod words;
