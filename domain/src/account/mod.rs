//! Who logs in: roles, first run, invitations, passwords.

mod form;
mod role;

pub use form::{
    FirstRun, FirstRunForm, Invitation, InvitationForm, NewPassword, NewPasswordForm, PASSWORD_MAX, PASSWORD_MIN,
    Username,
};
pub use role::Role;
