//! Accounts: first run, invitations, log-in, recovery, sessions, admission to a team's keys, new keys, leaving.

mod admission;
mod closing;
mod invitation;
mod log_in;
mod member;
mod own;
mod readmission;
mod recovery;
mod rotation;
mod seals;
pub(crate) mod session;
mod set_up;
mod team;
#[cfg(test)]
mod tests;

pub use admission::Member;
pub use closing::{Closing, Colleague};
pub use invitation::{Invited, OpenInvitation};
pub use own::Live;
pub use readmission::OpenReadmission;
pub use set_up::Begun;

pub(crate) use member::{NewMember, hold, new_party};
pub(crate) use team::TeamParties;
