use super::ReferralState;
use crate::codes::codes;
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// Whether she came.
    Arrival {
        /// She came.
        Came = "came",
        /// She did not come.
        DidNotCome = "did_not_come",
        /// The receiver sends her on; needs a new request.
        SentOn = "sent_on",
    }
}

codes! {
    /// What the receiver may say back by default: that a service took place, never a result.
    ServiceDelivered {
        /// Examined.
        Examined = "examined",
        /// Advised.
        Advised = "advised",
        /// A test was done; the result stays with the clinic and the client.
        Tested = "tested",
        /// Medicine was given.
        Treated = "treated",
        /// An appointment was made.
        Booked = "booked",
    }
}

/// What came of a referral, as typed by the receiver.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct OutcomeForm {
    /// Code of [`Arrival`].
    #[serde(default)]
    pub arrival: String,
    /// Codes of [`ServiceDelivered`].
    #[serde(default)]
    pub services: Vec<String>,
    /// Next appointment; may stay empty.
    #[serde(default)]
    pub next_on: String,
}

/// What came of a referral. Sealed under the packet's key: sender and receiver read it, nobody else.
#[derive(Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether she came.
    pub arrival: Arrival,
    /// What was done; only when she came.
    pub services: Vec<ServiceDelivered>,
    /// Next appointment.
    pub next_on: Option<NaiveDate>,
}

impl Outcome {
    /// The state the referral moves to.
    #[must_use]
    pub const fn state(&self) -> ReferralState {
        match self.arrival {
            Arrival::Came => ReferralState::Attended,
            Arrival::DidNotCome => ReferralState::NoShow,
            Arrival::SentOn => ReferralState::Redirected,
        }
    }
}

impl OutcomeForm {
    /// All problems at once, or the outcome. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field; services without arrival are `Conflicting`.
    pub fn check(&self, today: NaiveDate) -> Result<Outcome, Problems> {
        let mut problems = Problems::none();
        let arrival = problems.keep("arrival", Arrival::from_code(&self.arrival));
        let services = problems.keep("services", ServiceDelivered::from_codes(&self.services));
        if arrival.is_some_and(|arrival| arrival != Arrival::Came)
            && services.as_ref().is_some_and(|services| !services.is_empty())
        {
            problems.add("services", Problem::Conflicting);
        }
        let next_on = problems.keep("next_on", parse_date(&self.next_on));
        if next_on.flatten().is_some_and(|date| date < today) {
            problems.add("next_on", Problem::DateInPast);
        }
        let outcome = (|| Some(Outcome { arrival: arrival?, services: services?, next_on: next_on? }))();
        problems.finish(outcome)
    }
}
