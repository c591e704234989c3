//! Logging in, first run, invitations, the team.

pub mod accounts;
pub mod first_run;
pub mod invitation;
pub mod language;
pub mod log_in;
pub mod partner;
pub mod team;
