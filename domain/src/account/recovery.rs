use super::{NewPassword, NewPasswordForm};
use crate::problem::{Problem, Problems};
use crate::text::symbols::{self, in_groups};
use serde::{Deserialize, Serialize};

/// Symbols of a code, of 5 bits each.
pub const RECOVERY_SYMBOLS: usize = 32;

/// The printed code that opens an account whose password is lost: 160 bits in eight groups of four. No `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A new code from random bytes, which the caller takes from the operating system; 5 bits of each are used.
    #[must_use]
    pub fn from_random(bytes: [u8; RECOVERY_SYMBOLS]) -> Self {
        Self(printed(&bytes))
    }

    /// Reads a code as it was copied from paper: small letters, spaces, any or no dashes, I and L for 1, O for 0.
    ///
    /// # Errors
    /// `Missing`, `NotText` for a symbol that no code has, `TooShort` or `TooLong`. Whether it is the right one is for
    /// the vault to say.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        symbols::read(text, RECOVERY_SYMBOLS).map(|values| Self(printed(&values)))
    }

    /// The one way it is printed, and a key derived from it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn printed(symbols: &[u8]) -> String {
    in_groups(symbols, 4).replace(' ', "-")
}

/// What somebody types who lost her password and kept the paper.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct RecoveryForm {
    /// Her username.
    #[serde(default)]
    pub username: String,
    /// The code.
    #[serde(default)]
    pub code: String,
    /// The password to come.
    #[serde(flatten)]
    pub password: NewPasswordForm,
}

/// A recovery that may be tried.
pub struct Recovery {
    /// As typed: a name that nobody can have is answered like one that nobody has.
    pub username: String,
    /// The code, in its one spelling.
    pub code: RecoveryCode,
    /// The password to come.
    pub password: NewPassword,
}

impl RecoveryForm {
    /// All problems at once, or the recovery.
    ///
    /// # Errors
    /// Each problem beside its field; none of them says whether the name or the code is known.
    pub fn check(&self) -> Result<Recovery, Problems> {
        let mut problems = Problems::none();
        let username = Some(self.username.trim()).filter(|name| !name.is_empty()).ok_or(Problem::Missing);
        let username = problems.keep("username", username);
        let code = problems.keep("code", RecoveryCode::parse(&self.code));
        let password = problems.keep_form(self.password.check());
        let recovery = (|| Some(Recovery { username: username?.to_owned(), code: code?, password: password? }))();
        problems.finish(recovery)
    }
}

#[cfg(test)]
mod tests {
    use super::{RecoveryCode, RecoveryForm};
    use crate::problem::Problem;
    use proptest::prelude::{any, proptest};

    proptest! {
        /// What was printed is read back, however it is copied.
        #[test]
        fn a_code_is_read_as_it_was_printed(bytes in any::<[u8; 32]>(), spaced in any::<bool>()) {
            let code = RecoveryCode::from_random(bytes);
            let copied = code.as_str().to_lowercase().replace('0', "o").replace('1', "l");
            let copied = copied.replace('-', if spaced { " – " } else { "" });
            assert_eq!(RecoveryCode::parse(&copied).map(|read| read.0), Ok(code.0));
        }

        #[test]
        fn anything_typed_has_an_answer(text in any::<String>()) {
            let _problem = RecoveryCode::parse(&text).err();
        }
    }

    #[test]
    fn what_is_no_code_is_said() {
        let problem = |text: &str| RecoveryCode::parse(text).err();
        assert_eq!(problem(" - "), Some(Problem::Missing));
        assert_eq!(problem("7K3M"), Some(Problem::TooShort { min: 32 }));
        assert_eq!(problem(&"7".repeat(33)), Some(Problem::TooLong { max: 32 }));
        assert_eq!(problem("Đ".repeat(32).as_str()), Some(Problem::NotText));
    }

    #[test]
    fn every_problem_stands_at_its_field() {
        let problems = RecoveryForm::default().check().err().expect("nothing was typed");
        let fields: Vec<_> = problems.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["username", "code", "password"]);
    }
}
