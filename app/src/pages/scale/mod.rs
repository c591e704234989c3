//! Screening scales: asking, what came of it, the picture over time.

pub mod correction;
mod form;
pub mod list;
pub mod new;
pub mod outcome;
pub mod safety;
pub mod show;
