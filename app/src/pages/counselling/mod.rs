//! Counselling sessions.

pub mod new;
