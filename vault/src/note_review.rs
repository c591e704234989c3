//! Notes drawn for a supervisor to read, and what she says of them to who wrote them.

mod read;
mod write;

pub use read::{OwnReview, Picked, Reviewed};

/// For how long a review stands on the day of who wrote the note.
const TOLD_FOR: chrono::TimeDelta = chrono::TimeDelta::days(30);
