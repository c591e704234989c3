//! Loans of one client.

pub mod step;
