//! A partner's own computer system, which asks for its referrals with a token instead of a person with a password.

pub mod signal;

pub use signal::{Signal, SignalAddress, SignalEnd, SignalForm, SignalHost, SignalHosts};

use crate::codes::codes;
use crate::problem::Problems;
use crate::text::Line;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

codes! {
    /// How long a token is good. None longer than a year: who set it up may have left by then.
    Lasting {
        /// Three months.
        Quarter = "quarter",
        /// Half a year.
        Half = "half",
        /// A year.
        Year = "year",
    }
}

impl Lasting {
    /// In days.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Quarter => 90,
            Self::Half => 180,
            Self::Year => 365,
        }
    }

    /// The first moment at which the token is good no more.
    #[must_use]
    pub fn until(self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + TimeDelta::days(self.days())
    }
}

/// A system as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SystemForm {
    /// What its colleagues call it; the sender's side reads the organisation's name, never this.
    #[serde(default)]
    pub name: String,
    /// Code of [`Lasting`].
    #[serde(default)]
    pub lasting: String,
}

/// A system, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSystem {
    /// What it is called.
    pub name: Line<60>,
    /// How long its token is good.
    pub lasting: Lasting,
}

impl SystemForm {
    /// All problems at once, or the system.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<NewSystem, Problems> {
        let mut problems = Problems::none();
        let name = problems.keep("name", Line::required(&self.name));
        let lasting = problems.keep("lasting", Lasting::from_code(&self.lasting));
        problems.finish((|| Some(NewSystem { name: name?, lasting: lasting? }))())
    }
}

/// How a system stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemStanding {
    /// Its token opens what the desk opens.
    Good,
    /// The team's keys were replaced since: whoever knew the old token might have left, so it was not given the new ones.
    LeftBehind,
    /// Its time is over.
    Over,
    /// Somebody shut it.
    Shut,
}

impl SystemStanding {
    /// From what is known of it.
    #[must_use]
    pub fn of(shut: bool, until: DateTime<Utc>, holds_desk: bool, now: DateTime<Utc>) -> Self {
        match (shut, until <= now, holds_desk) {
            (true, ..) => Self::Shut,
            (_, true, _) => Self::Over,
            (_, _, false) => Self::LeftBehind,
            _ => Self::Good,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lasting, SystemForm, SystemStanding};
    use crate::problem::Problem;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn both_fields_are_asked_for_at_once_and_none_lasts_longer_than_a_year() {
        let problems = SystemForm::default().check().expect_err("nothing was typed");
        assert_eq!(problems.of("name"), Some(Problem::Missing));
        assert_eq!(problems.of("lasting"), Some(Problem::Missing));
        assert!(Lasting::ALL.iter().all(|lasting| (1..=365).contains(&lasting.days())));
        let form = SystemForm { name: "Máy chủ phòng khám".into(), lasting: "for_ever".into() };
        assert_eq!(form.check().expect_err("no choice").of("lasting"), Some(Problem::NotAChoice));
    }

    #[test]
    fn what_shuts_wins_over_what_is_still_there() {
        let now = DateTime::UNIX_EPOCH;
        let later = now + TimeDelta::seconds(1);
        assert_eq!(SystemStanding::of(false, later, true, now), SystemStanding::Good);
        assert_eq!(SystemStanding::of(false, later, false, now), SystemStanding::LeftBehind);
        assert_eq!(SystemStanding::of(false, now, true, now), SystemStanding::Over);
        assert_eq!(SystemStanding::of(true, later, true, now), SystemStanding::Shut);
    }
}
