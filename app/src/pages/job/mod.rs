//! Jobs: employers, what a client would like, what she says of herself, and her way into work.

pub mod copy;
pub mod employers;
pub mod interest;
pub mod paper;
pub mod step;
