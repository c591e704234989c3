//! Erasures: what is kept too long, and the certificates of what is gone.

pub mod certificate;
pub mod list;
