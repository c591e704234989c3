//! Inert parts that pages are made of.

pub mod bars;
mod by_day;
pub mod chip;
pub mod commune;
mod escape;
pub mod form;
pub mod icon;
pub mod pager;
mod qr;
mod rows;
pub mod scan;
pub mod shell;
mod text_area;
mod theirs;
pub mod trend;

pub use by_day::by_day;
pub use chip::Chip;
pub use qr::Qr;
pub use rows::{rows_or, section_of, section_to, section_to_any};
pub use text_area::TextArea;
pub use theirs::theirs;
