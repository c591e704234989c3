//! Referrals: the request that allows one, the packet that carries it, the answer that closes it.

mod issue;
mod list;
mod outcome;

pub use issue::Preview;
pub use list::{Expected, Followed, Notice, Standing};
