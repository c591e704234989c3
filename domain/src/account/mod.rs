//! Who logs in: roles, first run, invitations, passwords, recovery, leaving.

mod closing;
mod form;
mod password_change;
mod recovery;
mod role;

pub use closing::ClosingForm;
pub use form::{
    FirstRun, FirstRunForm, Invitation, InvitationForm, NewPassword, NewPasswordForm, PASSWORD_MAX, PASSWORD_MIN,
    Username,
};
pub use password_change::{CurrentPasswordForm, PasswordChange, PasswordChangeForm};
pub use recovery::{RECOVERY_SYMBOLS, Recovery, RecoveryCode, RecoveryForm};
pub use role::Role;
