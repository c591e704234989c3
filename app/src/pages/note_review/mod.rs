//! Notes that a supervisor reads, and her answers.

pub mod list;
pub mod my_day;
pub mod new;
pub mod show;
