//! Counselling sessions: recording one, all of a case as one series.

pub mod list;
pub mod new;
