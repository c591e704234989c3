use super::reason::DeclineReason;
use super::{Mover, NotCompleted, ReferralState};
use crate::codes::codes;
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What a receiver answers. Each leads to one state.
    Answer {
        /// It will serve her.
        Accepted = "accepted",
        /// A day was set.
        Booked = "booked",
        /// Another day was set in place of the one that stood.
        Moved = "moved",
        /// She came.
        Came = "came",
        /// She came, and what she was sent for was done.
        Served = "served",
        /// She came, and part of it was done.
        ServedInPart = "served_in_part",
        /// She did not come.
        DidNotCome = "did_not_come",
        /// All that is to be said: the last word.
        Feedback = "feedback",
        /// It will not serve her.
        Declined = "declined",
        /// The receiver sends her on; needs a new request.
        SentOn = "sent_on",
        /// She told the receiver that she does not want it any more.
        Stopped = "stopped",
    }
}

impl Answer {
    /// The state it leads to.
    #[must_use]
    pub const fn state(self) -> ReferralState {
        match self {
            Self::Accepted => ReferralState::Accepted,
            Self::Booked | Self::Moved => ReferralState::Booked,
            Self::Came => ReferralState::Attended,
            Self::Served => ReferralState::Served,
            Self::ServedInPart => ReferralState::ServedInPart,
            Self::DidNotCome => ReferralState::NoShow,
            Self::Feedback => ReferralState::Feedback,
            Self::Declined => ReferralState::Declined,
            Self::SentOn => ReferralState::Redirected,
            Self::Stopped => ReferralState::Stopped,
        }
    }

    /// Whether it may be said of a referral in this state. A first day and a moved one are told apart, so that who did not yet
    /// read of the one does not set another over it.
    #[must_use]
    pub fn fits(self, state: ReferralState) -> bool {
        let moves = state == ReferralState::Booked && self.state() == ReferralState::Booked;
        state.may_be_moved(self.state(), Mover::Receiver) && moves == (self == Self::Moved)
    }

    /// Whether she was there by it: then something can have been done.
    const fn was_there(self) -> bool {
        matches!(self, Self::Came | Self::Served | Self::ServedInPart | Self::Feedback)
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
    /// Code of [`Answer`].
    #[serde(default)]
    pub arrival: String,
    /// Codes of [`ServiceDelivered`].
    #[serde(default)]
    pub services: Vec<String>,
    /// The day that was set, or the next appointment; else may stay empty.
    #[serde(default)]
    pub next_on: String,
    /// Code of [`DeclineReason`]; only with a no.
    #[serde(default)]
    pub declined: String,
    /// Code of [`NotCompleted`]; only when she stops.
    #[serde(default)]
    pub stopped: String,
}

/// What came of a referral. Sealed under the packet's key: sender and receiver read it, nobody else.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// What the receiver answered. Stored under the name it had when there were three answers.
    #[serde(rename = "arrival")]
    pub answer: Answer,
    /// What was done; only when she came.
    pub services: Vec<ServiceDelivered>,
    /// The day that was set, or the next appointment.
    pub next_on: Option<NaiveDate>,
    /// The day she came, when that was before it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came_on: Option<NaiveDate>,
    /// Why not, when it declines. Not sealed: it is of the receiver, and stands beside the state.
    #[serde(skip)]
    pub declined: Option<DeclineReason>,
    /// Why she stops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<NotCompleted>,
}

impl Outcome {
    /// The state the referral moves to.
    #[must_use]
    pub const fn state(&self) -> ReferralState {
        self.answer.state()
    }

    /// An answer with nothing else.
    #[must_use]
    pub const fn of(answer: Answer) -> Self {
        Self { answer, services: Vec::new(), next_on: None, came_on: None, declined: None, stopped: None }
    }
}

impl OutcomeForm {
    /// All problems at once, or the outcome. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field; services without arrival are `Conflicting`.
    pub fn check(&self, today: NaiveDate) -> Result<Outcome, Problems> {
        let mut problems = Problems::none();
        let answer = problems.keep("arrival", Answer::from_code(&self.arrival));
        let services = problems.keep("services", ServiceDelivered::from_codes(&self.services));
        if answer.is_some_and(|answer| !answer.was_there())
            && services.as_ref().is_some_and(|services| !services.is_empty())
        {
            problems.add("services", Problem::Conflicting);
        }
        let next_on = problems.keep("next_on", parse_date(&self.next_on));
        match (answer, next_on) {
            (Some(Answer::Booked | Answer::Moved), Some(None)) => problems.add("next_on", Problem::Missing),
            (_, Some(Some(date))) if date < today => problems.add("next_on", Problem::DateInPast),
            (Some(Answer::Declined | Answer::SentOn | Answer::Stopped), Some(Some(_))) => {
                problems.add("next_on", Problem::Conflicting);
            }
            _ => {}
        }
        // A reason that was ticked and then not needed is left out; one that is needed is asked for.
        let declined = match answer {
            Some(Answer::Declined) => problems.keep("declined", DeclineReason::from_code(&self.declined)).map(Some),
            _ => Some(None),
        };
        let stopped = match answer {
            Some(Answer::Stopped) => problems.keep("stopped", NotCompleted::from_code(&self.stopped)).map(Some),
            _ => Some(None),
        };
        let outcome = (|| {
            Some(Outcome {
                answer: answer?,
                services: services?,
                next_on: next_on?,
                came_on: None,
                declined: declined?,
                stopped: stopped?,
            })
        })();
        problems.finish(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Outcome, OutcomeForm};
    use crate::problem::Problem;
    use crate::referral::{Mover, ReferralState};
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn form(arrival: &str) -> OutcomeForm {
        OutcomeForm { arrival: arrival.into(), ..OutcomeForm::default() }
    }

    #[test]
    fn every_answer_is_a_move_of_the_receiver() {
        for answer in Answer::ALL {
            assert!(answer.state().moved_by().contains(&Mover::Receiver), "{answer:?}");
        }
        let answered: Vec<_> = Answer::ALL.iter().map(|answer| answer.state()).collect();
        for state in ReferralState::ALL {
            assert_eq!(answered.contains(state), state.moved_by().contains(&Mover::Receiver), "{state:?}");
        }
    }

    #[test]
    fn a_no_says_why_and_a_booking_says_when() {
        let problem = |form: OutcomeForm, field| form.check(today()).err().and_then(|problems| problems.of(field));
        assert_eq!(problem(form("declined"), "declined"), Some(Problem::Missing));
        assert_eq!(problem(form("stopped"), "stopped"), Some(Problem::Missing));
        assert_eq!(problem(form("booked"), "next_on"), Some(Problem::Missing));
        let served = OutcomeForm { services: vec!["examined".into()], ..form("accepted") };
        assert_eq!(problem(served, "services"), Some(Problem::Conflicting));
        let kept = OutcomeForm { declined: "no_staff".into(), ..form("came") };
        assert_eq!(kept.check(today()).expect("an outcome"), Outcome::of(Answer::Came));
    }
}
