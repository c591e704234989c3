use super::{NewPassword, NewPasswordForm};
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

/// A new password, with the old one to show that it is she who asks.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct PasswordChangeForm {
    /// The password of today.
    #[serde(default)]
    pub current: String,
    /// The password to come.
    #[serde(flatten)]
    pub new: NewPasswordForm,
}

/// A change that may be tried. No `Debug`.
pub struct PasswordChange {
    /// The password of today, as typed; whether it is right is for the vault to say.
    pub current: String,
    /// The password to come.
    pub new: NewPassword,
}

impl PasswordChangeForm {
    /// All problems at once, or the change.
    ///
    /// # Errors
    /// `Missing` at `current`, `Conflicting` at `password` for the same password again, and those of a new password.
    pub fn check(&self) -> Result<PasswordChange, Problems> {
        let mut problems = Problems::none();
        let current = problems.keep("current", required(&self.current));
        let new = problems.keep_form(self.new.check());
        if new.as_ref().is_some_and(|new| new.as_str() == self.current) {
            problems.add("password", Problem::Conflicting);
        }
        let change = (|| Some(PasswordChange { current: current?, new: new? }))();
        problems.finish(change)
    }
}

/// The password of today, before something that a borrowed screen must not be able to do.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CurrentPasswordForm {
    /// The password.
    #[serde(default)]
    pub current: String,
}

impl CurrentPasswordForm {
    /// The password as typed.
    ///
    /// # Errors
    /// `Missing` at `current`.
    pub fn check(&self) -> Result<String, Problems> {
        required(&self.current).map_err(|problem| Problems::at("current", problem))
    }
}

fn required(password: &str) -> Result<String, Problem> {
    if password.is_empty() { Err(Problem::Missing) } else { Ok(password.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::PasswordChangeForm;
    use crate::account::NewPasswordForm;
    use crate::problem::Problem;

    #[test]
    fn the_same_password_again_is_no_change() {
        let same = "ba con trâu qua suối".to_owned();
        let new = NewPasswordForm { password: same.clone(), password_again: same.clone() };
        let problems = PasswordChangeForm { current: same, new: new.clone() }.check().err().expect("nothing changes");
        assert_eq!(problems.of("password"), Some(Problem::Conflicting));
        assert!(PasswordChangeForm { current: "một câu khác".into(), new }.check().is_ok());
    }
}
