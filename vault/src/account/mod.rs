//! Accounts: first run, invitations, log-in, sessions, admission to a team's keys.

mod admission;
mod invitation;
mod log_in;
mod member;
mod session;
mod set_up;

pub use admission::Member;
pub use invitation::{Invited, OpenInvitation};
pub use set_up::Begun;

pub(crate) use member::{NewMember, hold, new_party};
