//! How much somebody carries: not only how many cases, but what they ask for now.

mod board;
mod weight;

pub use board::{Board, Carried};
pub use weight::{Age, Signs};
