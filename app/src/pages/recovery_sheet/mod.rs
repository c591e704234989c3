//! The papers that bring a team's keys back: making them, and opening with two of them.

pub mod make;
pub mod opening;
mod papers;
pub mod parts;
