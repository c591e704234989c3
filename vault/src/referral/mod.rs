//! Referrals: the request that allows one, the packet that carries it, the answer that closes it.

mod issue;
mod list;
mod of_case;
mod outcome;

pub use issue::Preview;
pub use list::{Expected, Followed, Notice, Standing};
pub use of_case::Sent;
