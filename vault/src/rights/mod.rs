//! What clients ask about their own data: written down on the case, due by the clocks of `domain::rights`.
//!
//! What she said and what was noted is sealed under the case's casework key. That there is a request, of which kind and
//! from which day, stands in the clear: it must be dealt with also when nobody can open the case any more.

mod file;
mod list;
mod step;

pub use file::Asker;
pub(crate) use list::{Reach, mark};
pub use list::{Request, Step, Told};
