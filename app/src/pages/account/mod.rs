//! Logging in, first run, invitations, recovery, one's own account, the team, leaving.

pub mod accounts;
mod choose_password;
pub mod closing;
pub mod first_run;
pub mod invitation;
pub mod language;
pub mod log_in;
pub mod own;
pub mod partner;
pub mod password;
mod printed_code;
pub mod readmission;
pub mod recovery;
pub mod team;
