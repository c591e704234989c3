//! Records that may be of one client: the list of pairs, and two of them side by side.

pub mod compare;
pub mod list;
mod side;
