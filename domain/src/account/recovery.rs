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
mod tests;
