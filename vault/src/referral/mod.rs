//! Referrals: the request that allows one, the packet that carries it, the moves of both sides, what ends it.

mod expire;
mod issue;
mod list;
mod of_case;
mod outcome;
mod report;
mod slip;
mod slip_entry;
mod standing;
mod walk_in;

pub(crate) use expire::Waiting;
pub use issue::Preview;
pub use list::{Expected, Followed, Moved, Notice, Reported};
pub use of_case::Sent;
pub(crate) use report::Source;
pub use slip::{GivenSlip, SlipStanding};
pub use slip_entry::{OnSlip, SlipHolder};
pub use standing::Standing;
pub use walk_in::WalkedIn;
