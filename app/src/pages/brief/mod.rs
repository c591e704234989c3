//! The brief: one page for who takes a case over.

pub mod show;
