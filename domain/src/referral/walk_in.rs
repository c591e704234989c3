//! Somebody comes with a code and without a slip that is known here: written down on its own, and matched when a packet with
//! that code is there.

use super::{ReferralState, ServiceDelivered};
use crate::client::ClientCode;
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days that a walk-in is kept to be matched, as many as the shortest referral waits; then it is deleted. Also how long ago
/// it may have been.
pub const KEPT_DAYS: u64 = 30;

/// A walk-in as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct WalkInForm {
    /// The client's code, from her card or paper.
    #[serde(default)]
    pub code: String,
    /// The day; nothing is today.
    #[serde(default)]
    pub came_on: String,
    /// Codes of [`ServiceDelivered`].
    #[serde(default)]
    pub services: Vec<String>,
}

/// A walk-in. Sealed to the desk of who wrote it down.
#[derive(Clone, Serialize, Deserialize)]
pub struct WalkIn {
    /// The client's code.
    pub code: ClientCode,
    /// The day.
    pub came_on: NaiveDate,
    /// What was done.
    pub services: Vec<ServiceDelivered>,
}

impl WalkIn {
    /// Whether it may be what a referral of this code in this state waits for.
    #[must_use]
    pub fn fits(&self, code: &ClientCode, state: ReferralState) -> bool {
        self.code == *code && state.is_expected()
    }
}

impl WalkInForm {
    /// All problems at once, or the walk-in.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<WalkIn, Problems> {
        let mut problems = Problems::none();
        let code = problems.keep("code", ClientCode::parse(&self.code));
        let came_on = problems.keep("came_on", parse_date(&self.came_on)).map(|on| on.unwrap_or(today));
        if came_on.is_some_and(|on| on > today) {
            problems.add("came_on", Problem::DateInFuture);
        }
        if came_on.is_some_and(|on| today.checked_sub_days(Days::new(KEPT_DAYS)).is_some_and(|first| on < first)) {
            problems.add("came_on", Problem::DateInPast);
        }
        let services = problems.keep("services", ServiceDelivered::from_codes(&self.services));
        if services.as_ref().is_some_and(Vec::is_empty) {
            problems.add("services", Problem::Missing);
        }
        let walk_in = (|| Some(WalkIn { code: code?, came_on: came_on?, services: services? }))();
        problems.finish(walk_in)
    }
}

#[cfg(test)]
mod tests {
    use super::{WalkIn, WalkInForm};
    use crate::client::ClientCode;
    use crate::problem::Problem;
    use crate::referral::ReferralState;
    use chrono::NaiveDate;

    #[test]
    fn a_walk_in_has_a_code_a_day_and_what_was_done() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let code = ClientCode::from_random([1; 8]).as_str().to_owned();
        let form = WalkInForm { code, came_on: String::new(), services: vec!["examined".into()] };
        assert_eq!(form.check(today).unwrap_or_else(|_| panic!("a walk-in")).came_on, today);
        let wrong = WalkInForm { code: "x".into(), came_on: "24/11/2026".into(), services: Vec::new() };
        let problems = wrong.check(today).err().expect("three problems");
        let found = ["code", "came_on", "services"].map(|field| problems.of(field));
        assert_eq!(found, [Some(Problem::BadCode), Some(Problem::DateInFuture), Some(Problem::Missing)]);
    }

    #[test]
    fn it_fits_what_still_waits_for_whoever_has_this_code() {
        let [hers, other] = [1, 2].map(|byte| ClientCode::from_random([byte; 8]));
        let came_on = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let walk_in = WalkIn { code: hers.clone(), came_on, services: Vec::new() };
        assert!(walk_in.fits(&hers, ReferralState::Booked));
        assert!(!walk_in.fits(&other, ReferralState::Booked));
        assert!(!walk_in.fits(&hers, ReferralState::Served), "somebody said already that she came");
    }
}
