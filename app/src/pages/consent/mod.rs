//! Consent: asked one purpose at a time, shown as chips, taken back in one step.

pub mod parts;
pub mod withdrawal;
