//! Clubs. The register is of the administrative zone and stands in the clear; what is behind [`Vault::open_list`] is sealed
//! under a key that only who leads the club holds (decision 0036).

mod list;
mod meeting;
mod member;
mod registry;
mod savings;
mod tie;

pub use list::{KeyGiven, Leading, OpenedList, Standing};
pub use meeting::{Met, Recorded};
pub use member::{ListEnd, Listed};
pub use registry::{Kept, Lead, Version};
pub use savings::Line;
pub use tie::Tied;
