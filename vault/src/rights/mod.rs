//! What clients ask about their own data: written down on the case, due by the clocks of `domain::rights`.
//!
//! What she said and what was noted is sealed under the case's casework key; what she writes on her own page, under a key
//! of its own for who opens the casework. That there is a request, of which kind and
//! from which day, stands in the clear: it must be dealt with also when nobody can open the case any more.

mod file;
mod letter;
mod list;
mod step;

pub(crate) use file::right_asked;
pub(crate) use list::{Reach, mark};
pub use list::{Request, Step, Told};
