//! What the sender's side does about a referral: books, stops, calls it back, closes it with the client's own word; and what
//! it hears meanwhile, which is weaker than what the receiver says and is kept and counted apart.

use super::{Mover, NeedMet, NotCompleted, ReferralState};
use crate::codes::codes;
use crate::date::{needed_date, parse_date};
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What the sender makes of a referral.
    Following {
        /// A day was set with the receiver.
        Booked = "booked",
        /// Another day was set with the receiver in place of the one that stood.
        Moved = "moved",
        /// Read, and the client was asked: the loop is closed.
        Completed = "completed",
        /// The client does not want it any more.
        Stopped = "stopped",
        /// The sender calls it back, or closes it after a no.
        Cancelled = "cancelled",
    }
}

impl Following {
    /// The state it leads to.
    #[must_use]
    pub const fn state(self) -> ReferralState {
        match self {
            Self::Booked | Self::Moved => ReferralState::Booked,
            Self::Completed => ReferralState::Completed,
            Self::Stopped => ReferralState::Stopped,
            Self::Cancelled => ReferralState::Cancelled,
        }
    }

    /// Whether it may be done to a referral in this state: as with [`Answer::fits`](super::Answer::fits).
    #[must_use]
    pub fn fits(self, state: ReferralState) -> bool {
        let moves = state == ReferralState::Booked && self.state() == ReferralState::Booked;
        state.may_be_moved(self.state(), Mover::Sender) && moves == (self == Self::Moved)
    }
}

/// A move of the sender's, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct FollowingForm {
    /// Code of [`Following`].
    #[serde(default)]
    pub following: String,
    /// The day that was set.
    #[serde(default)]
    pub booked_on: String,
    /// Code of [`NeedMet`].
    #[serde(default)]
    pub met: String,
    /// Code of [`NotCompleted`].
    #[serde(default)]
    pub why: String,
}

/// A move of the sender's. Sealed under the packet's key: the receiver, who still holds it, reads it too.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Followed {
    /// Which.
    pub following: Following,
    /// The day that was set.
    pub booked_on: Option<NaiveDate>,
    /// What the client said, when it is closed.
    pub met: Option<NeedMet>,
    /// Why it was not completed.
    pub why: Option<NotCompleted>,
}

impl Followed {
    /// The loop closed with what the client said.
    #[must_use]
    pub const fn completed(met: NeedMet) -> Self {
        Self { following: Following::Completed, booked_on: None, met: Some(met), why: None }
    }
}

impl FollowingForm {
    /// All problems at once, or the move.
    ///
    /// # Errors
    /// Each problem beside its field. What does not belong to the move is left out.
    pub fn check(&self, today: NaiveDate) -> Result<Followed, Problems> {
        let mut problems = Problems::none();
        let Some(following) = problems.keep("following", Following::from_code(&self.following)) else {
            return Err(problems);
        };
        let mut moved = Followed { following, booked_on: None, met: None, why: None };
        match following {
            Following::Booked | Following::Moved => {
                moved.booked_on = problems.keep("booked_on", needed_date(&self.booked_on));
                if moved.booked_on.is_some_and(|day| day < today) {
                    problems.add("booked_on", Problem::DateInPast);
                }
            }
            Following::Completed => moved.met = problems.keep("met", NeedMet::from_code(&self.met)),
            Following::Stopped | Following::Cancelled => {
                moved.why = problems.keep("why", NotCompleted::from_code(&self.why));
            }
        }
        problems.finish(Some(moved))
    }
}

codes! {
    /// What was heard or seen on the sender's side, beside the states.
    Heard {
        /// She was called after she did not come, and will go.
        WillGo = "will_go",
        /// She was called, and does not want to go any more.
        WillNotGo = "will_not_go",
        /// She was called and not reached.
        NotReached = "not_reached",
        /// Who accompanied her says that they arrived. No hour, no place, no way.
        Arrived = "arrived",
        /// They did not.
        NotArrived = "not_arrived",
        /// She says that she was there.
        SaysWent = "says_she_went",
        /// She says that she was there and was served.
        SaysServed = "says_served",
    }
}

impl Heard {
    /// Whether it was a try to call her back.
    #[must_use]
    pub const fn is_a_try(self) -> bool {
        matches!(self, Self::WillGo | Self::WillNotGo | Self::NotReached)
    }

    /// Whether it is her own word that she went, which counts less than the receiver's.
    #[must_use]
    pub const fn is_client_reported(self) -> bool {
        matches!(self, Self::SaysWent | Self::SaysServed)
    }

    /// Whether it may be written down in this state: a try only after she did not come; who came needs nobody's word for it.
    #[must_use]
    pub const fn fits(self, state: ReferralState) -> bool {
        match self {
            Self::WillGo | Self::WillNotGo | Self::NotReached => matches!(state, ReferralState::NoShow),
            Self::Arrived | Self::NotArrived | Self::SaysWent | Self::SaysServed => {
                state.is_expected() || matches!(state, ReferralState::Expired)
            }
        }
    }
}

/// Calls after a no-show; then it is closed or booked anew (domain.md 3.7).
pub const TRIES: usize = 3;

/// What was heard, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct HeardForm {
    /// Code of [`Heard`].
    #[serde(default)]
    pub heard: String,
    /// The day; nothing is today.
    #[serde(default)]
    pub heard_on: String,
}

/// What was heard, on which day. Sealed under the packet's key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Report {
    /// What.
    pub heard: Heard,
    /// The day, and nothing finer.
    pub on: NaiveDate,
}

impl HeardForm {
    /// All problems at once, or the report. Not before the referral was sent.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, sent_on: NaiveDate, today: NaiveDate) -> Result<Report, Problems> {
        let mut problems = Problems::none();
        let heard = problems.keep("heard", Heard::from_code(&self.heard));
        let on = problems.keep("heard_on", parse_date(&self.heard_on)).map(|on| on.unwrap_or(today));
        if on.is_some_and(|on| on > today) {
            problems.add("heard_on", Problem::DateInFuture);
        }
        if on.is_some_and(|on| on < sent_on) {
            problems.add("heard_on", Problem::DateInPast);
        }
        problems.finish(heard.zip(on).map(|(heard, on)| Report { heard, on }))
    }
}

/// What is sealed with one event of a referral: what the receiver answered, or what the sender made of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Said {
    /// By the receiver.
    Outcome(super::Outcome),
    /// By the sender.
    Followed(Followed),
}

impl Said {
    /// The day that it sets.
    #[must_use]
    pub const fn booked_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Outcome(outcome) => outcome.next_on,
            Self::Followed(followed) => followed.booked_on,
        }
    }

    /// Whether it may be said of a referral in this state.
    #[must_use]
    pub fn fits(&self, state: ReferralState) -> bool {
        match self {
            Self::Outcome(outcome) => outcome.answer.fits(state),
            Self::Followed(followed) => followed.following.fits(state),
        }
    }

    /// Why it was not completed, where it says so.
    #[must_use]
    pub const fn why(&self) -> Option<NotCompleted> {
        match self {
            Self::Outcome(outcome) => outcome.stopped,
            Self::Followed(followed) => followed.why,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Following, FollowingForm, Heard, HeardForm};
    use crate::problem::Problem;
    use crate::referral::{Mover, ReferralState};
    use chrono::{Days, NaiveDate};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    #[test]
    fn whatever_the_sender_does_is_a_move_of_the_sender_and_nothing_is_left_out() {
        let done: Vec<_> = Following::ALL.iter().map(|following| following.state()).collect();
        for state in ReferralState::ALL {
            assert_eq!(done.contains(state), state.moved_by().contains(&Mover::Sender), "{state:?}");
        }
    }

    #[test]
    fn a_day_is_moved_only_where_one_stands() {
        for state in ReferralState::ALL {
            let booked = *state == ReferralState::Booked;
            assert_eq!(Following::Moved.fits(*state), booked, "{state:?}");
            assert!(!(booked && Following::Booked.fits(*state)));
            assert_eq!(crate::referral::Answer::Moved.fits(*state), booked, "{state:?}");
            assert!(!(booked && crate::referral::Answer::Booked.fits(*state)));
        }
    }

    #[test]
    fn each_move_asks_for_its_own_and_forgets_the_rest() {
        for (following, field) in [
            ("booked", "booked_on"),
            ("moved", "booked_on"),
            ("completed", "met"),
            ("stopped", "why"),
            ("cancelled", "why"),
        ] {
            let form = FollowingForm { following: following.into(), ..FollowingForm::default() };
            let problems = form.check(today()).expect_err("something is missing");
            assert_eq!(problems.of(field), Some(Problem::Missing), "{following}");
        }
        let form = FollowingForm {
            following: "completed".into(),
            met: "partly".into(),
            why: "far".into(),
            booked_on: "x".into(),
        };
        assert_eq!(form.check(today()).expect("a move").why, None);
    }

    #[test]
    fn what_was_heard_is_of_a_day_since_it_was_sent() {
        let sent = today() - Days::new(3);
        let on = |day: &str| HeardForm { heard: "will_go".into(), heard_on: day.into() }.check(sent, today());
        assert_eq!(on("").expect("today").on, today());
        assert_eq!(on("24/11/2026").expect_err("to come").of("heard_on"), Some(Problem::DateInFuture));
        assert_eq!(on("19/11/2026").expect_err("before").of("heard_on"), Some(Problem::DateInPast));
    }

    /// Weaker evidence is never taken where there is the receiver's word, nor moves anything.
    #[test]
    fn her_word_stands_beside_the_receivers_and_not_over_it() {
        for state in ReferralState::ALL {
            for heard in Heard::ALL {
                assert!(
                    !(heard.fits(*state) && state.is_last_word() && *state != ReferralState::Expired),
                    "{state:?} {heard:?}"
                );
                assert!(!(heard.is_a_try() && heard.is_client_reported()));
            }
        }
    }
}
