//! Teams of volunteers (domain.md 3.5). Of the administrative zone: how many came from where, never who. Being in a team gives
//! nothing: contacts are logged by who signed the pledge of secrecy, one by one (rule W6).

mod form;
mod pledge;

pub use form::{TeamForm, Training, TrainingForm, VolunteerTeam};
pub use pledge::{Month, MonthForm, Pledge, PledgeForm, months};

/// The words of the pledge that is signed today; the version is kept with each.
pub const PLEDGE_TEXT: &str = "pledge-2026-11";
