//! Who went with a client to where she was sent tells whether they arrived (domain.md 3.7). A code, yes or no, and the day: no
//! clinic, no hour, no way there.

use crate::client::ClientCode;
use crate::codes::codes;
use crate::contact::{day_saved, told_code};
use crate::id::{AccountId, PhoneId};
use crate::problem::Problems;
use crate::referral::{Heard, ReferralState, Report};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Days that it is kept to be written to a referral, as many as the shortest referral waits; then it is deleted.
pub const KEPT_DAYS: i64 = 30;

codes! {
    /// Whether they arrived.
    Arrived {
        /// They did.
        Yes = "arrived",
        /// They did not.
        No = "not_arrived",
    }
}

impl Arrived {
    /// The same as it is written to a referral.
    #[must_use]
    pub const fn heard(self) -> Heard {
        match self {
            Self::Yes => Heard::Arrived,
            Self::No => Heard::NotArrived,
        }
    }
}

/// What is told, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AccompanimentForm {
    /// The code on her slip.
    pub slip_code: String,
    /// Code of [`Arrived`].
    pub arrived: String,
}

/// What is told, checked. Sealed to the desk of who tells it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Accompaniment {
    /// The client's code.
    pub code: ClientCode,
    /// Whether they arrived.
    pub arrived: Arrived,
    /// The day, and nothing finer.
    pub on: NaiveDate,
}

impl AccompanimentForm {
    /// All problems at once, or what is told of this day.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, on: NaiveDate) -> Result<Accompaniment, Problems> {
        let mut problems = Problems::none();
        let code = problems.keep("slip_code", told_code(&self.slip_code));
        let arrived = problems.keep("arrived", Arrived::from_code(&self.arrived));
        problems.finish(code.zip(arrived).map(|(code, arrived)| Accompaniment { code, arrived, on }))
    }
}

impl Accompaniment {
    /// Whether it may be written to a referral of this code in this state. Where the receiver says that she came, or
    /// declined, nobody's word is needed.
    #[must_use]
    pub fn fits(&self, code: &ClientCode, state: ReferralState) -> bool {
        self.code == *code && self.arrived.heard().fits(state)
    }

    /// What is written to a referral that was sent on this day: not before it, whatever the clock of a phone says.
    #[must_use]
    pub fn report(&self, sent_on: NaiveDate) -> Report {
        Report { heard: self.arrived.heard(), on: self.on.max(sent_on) }
    }
}

/// What a phone seals of it without a signal.
#[derive(Clone, Serialize, Deserialize)]
pub struct SavedAccompaniment {
    /// Who was using the phone.
    pub account: AccountId,
    /// The phone.
    pub phone: PhoneId,
    /// When, by the clock of the phone, in milliseconds since 1970.
    pub saved_at: i64,
    /// What was typed.
    pub accompaniment: AccompanimentForm,
}

impl SavedAccompaniment {
    /// The day it was saved; today when the phone's clock cannot be right.
    #[must_use]
    pub fn day(&self, now: DateTime<Utc>) -> NaiveDate {
        day_saved(self.saved_at, now)
    }
}

#[cfg(test)]
mod tests {
    use super::{AccompanimentForm, Arrived};
    use crate::client::ClientCode;
    use crate::problem::Problem;
    use crate::referral::{Heard, ReferralState};
    use chrono::{Days, NaiveDate};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn code(number: u8) -> ClientCode {
        ClientCode::from_random([number; 8])
    }

    fn form(arrived: &str) -> AccompanimentForm {
        AccompanimentForm { slip_code: code(1).as_str().to_lowercase(), arrived: arrived.into() }
    }

    #[test]
    fn a_code_and_yes_or_no_are_all_there_is() {
        let told = form("arrived").check(today()).expect("both were said");
        assert_eq!((told.code, told.arrived, told.on), (code(1), Arrived::Yes, today()));
        let problems = AccompanimentForm::default().check(today()).expect_err("two problems");
        assert_eq!(["slip_code", "arrived"].map(|field| problems.of(field)), [Some(Problem::Missing); 2]);
        let phone = AccompanimentForm { slip_code: "0912 345 678".into(), ..form("came") };
        let problems = phone.check(today()).expect_err("no code, no choice");
        assert_eq!(problems.of("slip_code"), Some(Problem::LooksPersonal));
        assert_eq!(problems.of("arrived"), Some(Problem::NotAChoice));
    }

    #[test]
    fn it_is_written_to_her_own_referral_while_she_is_expected() {
        let told = form("not_arrived").check(today()).expect("both were said");
        assert!(told.fits(&code(1), ReferralState::Issued));
        assert!(!told.fits(&code(2), ReferralState::Issued), "another's");
        for state in [ReferralState::Attended, ReferralState::Served, ReferralState::Declined] {
            assert!(!told.fits(&code(1), state), "{state:?}");
        }
        let sent_on = today() + Days::new(1);
        assert_eq!(told.report(sent_on).on, sent_on, "a phone whose clock is slow");
        assert_eq!(told.report(today() - Days::new(9)).on, today());
        assert_eq!(told.report(today()).heard, Heard::NotArrived);
    }
}
