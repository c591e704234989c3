use super::Role;
use crate::problem::{Problem, Problems};
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// Shortest password accepted, in characters (OWASP ASVS 5.0 6.2.1 asks for 8; 12 is the house rule).
pub const PASSWORD_MIN: usize = 12;
/// Longest password accepted, in characters.
pub const PASSWORD_MAX: usize = 128;

/// What a person types to log in: 3–40 of `a–z 0–9 . _ -`, lower case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Username(String);

impl Username {
    /// Reads a username; capitals are folded.
    ///
    /// # Errors
    /// `Missing`, `TooShort`, `TooLong`, or `NotText` for other characters.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let name = text.trim().to_lowercase();
        match name.len() {
            0 => Err(Problem::Missing),
            1..3 => Err(Problem::TooShort { min: 3 }),
            41.. => Err(Problem::TooLong { max: 40 }),
            _ if name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c)) => {
                Ok(Self(name))
            }
            _ => Err(Problem::NotText),
        }
    }

    /// As stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password chosen and repeated.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct NewPasswordForm {
    /// The password.
    #[serde(default)]
    pub password: String,
    /// The same again.
    #[serde(default)]
    pub password_again: String,
}

/// A password that may be used. No `Debug`.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// The password itself, to derive a key from.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl NewPasswordForm {
    /// Length and equality; any character may be used and pasting is fine.
    ///
    /// # Errors
    /// `TooShort`, `TooLong` or `Missing` at `password`, `NotTheSame` at `password_again`.
    pub fn check(&self) -> Result<NewPassword, Problems> {
        let mut problems = Problems::none();
        match self.password.chars().count() {
            0 => problems.add("password", Problem::Missing),
            n if n < PASSWORD_MIN => problems.add("password", Problem::TooShort { min: PASSWORD_MIN }),
            n if n > PASSWORD_MAX => problems.add("password", Problem::TooLong { max: PASSWORD_MAX }),
            _ if self.password != self.password_again => problems.add("password_again", Problem::NotTheSame),
            _ => {}
        }
        problems.finish(Some(NewPassword(self.password.clone())))
    }
}

/// The very first page of a new deployment.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct FirstRunForm {
    /// Name of the organisation that runs it.
    #[serde(default)]
    pub organisation: String,
    /// Name of its first team.
    #[serde(default)]
    pub team: String,
    /// The first supervisor's name.
    #[serde(default)]
    pub name: String,
    /// The first supervisor's username.
    #[serde(default)]
    pub username: String,
    /// The administrator's username; must differ.
    #[serde(default)]
    pub administrator: String,
    /// The supervisor's password.
    #[serde(default)]
    pub password: String,
    /// The same again.
    #[serde(default)]
    pub password_again: String,
    /// The administrator's password; a different person.
    #[serde(default)]
    pub administrator_password: String,
}

/// A first organisation, its supervisor and its administrator.
pub struct FirstRun {
    /// The organisation.
    pub organisation: Line<120>,
    /// Its team.
    pub team: Line<120>,
    /// The supervisor's name.
    pub name: Line<120>,
    /// The supervisor's username.
    pub username: Username,
    /// The supervisor's password.
    pub password: NewPassword,
    /// The administrator's username.
    pub administrator: Username,
    /// The administrator's password.
    pub administrator_password: NewPassword,
}

impl FirstRunForm {
    /// All problems at once, or the first run.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<FirstRun, Problems> {
        let mut problems = Problems::none();
        let organisation = problems.keep("organisation", Line::required(&self.organisation));
        let team = problems.keep("team", Line::required(&self.team));
        let name = problems.keep("name", Line::required(&self.name));
        let username = problems.keep("username", Username::parse(&self.username));
        let administrator = problems.keep("administrator", Username::parse(&self.administrator));
        if username.is_some() && username == administrator {
            problems.add("administrator", Problem::Taken);
        }
        let own = NewPasswordForm { password: self.password.clone(), password_again: self.password_again.clone() };
        let password = problems.keep_form(own.check());
        let theirs = NewPasswordForm {
            password: self.administrator_password.clone(),
            password_again: self.administrator_password.clone(),
        };
        let administrator_password = theirs
            .check()
            .map_err(|found| found.iter().for_each(|(_, problem)| problems.add("administrator_password", problem)))
            .ok();
        let first = (|| {
            Some(FirstRun {
                organisation: organisation?,
                team: team?,
                name: name?,
                username: username?,
                password: password?,
                administrator: administrator?,
                administrator_password: administrator_password?,
            })
        })();
        problems.finish(first)
    }
}

/// An invitation as typed by the administrator.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct InvitationForm {
    /// The person's name as colleagues see it.
    #[serde(default)]
    pub name: String,
    /// The username they will have.
    #[serde(default)]
    pub username: String,
    /// Code of [`Role`].
    #[serde(default)]
    pub role: String,
    /// The team they join.
    #[serde(default)]
    pub team: String,
}

/// An invitation, checked; the team is looked up by the vault.
#[derive(Clone)]
pub struct Invitation {
    /// The person's name.
    pub name: Line<120>,
    /// Their username.
    pub username: Username,
    /// Their role.
    pub role: Role,
    /// Their team.
    pub team: crate::id::TeamId,
}

impl InvitationForm {
    /// All problems at once, or the invitation.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Invitation, Problems> {
        let mut problems = Problems::none();
        let name = problems.keep("name", Line::required(&self.name));
        let username = problems.keep("username", Username::parse(&self.username));
        let role = problems.keep("role", Role::from_code(&self.role).and_then(Role::of_an_account));
        let team = problems.keep("team", self.team.parse().map_err(|_| Problem::NotAChoice));
        let invitation = (|| Some(Invitation { name: name?, username: username?, role: role?, team: team? }))();
        problems.finish(invitation)
    }
}
