//! The register of demands for data. No page of it opens a case.

pub mod list;
pub mod new;
pub mod show;
