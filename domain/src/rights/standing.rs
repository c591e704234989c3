//! Where a request stands, and what can be done with it next.

use super::{Due, Right};
use crate::codes::codes;
use crate::date::earliest_first;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// Where a request stands. Each change is a record with who and when.
    RightState {
        /// It came in.
        Received = "received",
        /// She was told how and by when it will be dealt with.
        Answered = "answered",
        /// It is being dealt with.
        InProgress = "in_progress",
        /// It is done, and she knows.
        Done = "done",
        /// It is refused with a reason, and she knows.
        Refused = "refused",
    }
}

codes! {
    /// Why a request is refused; she is told which (Law 91/2025 Art. 14).
    Refusal {
        /// It is not certain that she is the one who asks.
        NotCertainWho = "not_certain_who",
        /// A law names these data and says they must be kept.
        LawKeeps = "law_keeps",
        /// It would tell of somebody else.
        TellsOfAnother = "tells_of_another",
        /// She took the request back.
        TakenBack = "taken_back",
        /// The case is shut, and nobody can open it any more.
        CaseIsShut = "case_is_shut",
    }
}

codes! {
    /// Why more time is needed. Once for each request, and she is told (Decree 356/2025 Art. 5).
    ExtensionReason {
        /// There is much of it, or it is hard.
        Complex = "complex",
        /// Somebody outside must act first.
        OthersMustAct = "others_must_act",
        /// It stands on paper that must be fetched.
        OnPaper = "on_paper",
    }
}

impl RightState {
    /// Whether nothing more can follow.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Refused)
    }

    /// What may follow. An erasure is done only by two people, and with it the request is gone: see `erasure`.
    #[must_use]
    pub fn may_become(self, right: Right) -> Vec<Self> {
        let next: &[Self] = match self {
            Self::Received => &[Self::Answered, Self::Done, Self::Refused],
            Self::Answered => &[Self::InProgress, Self::Done, Self::Refused],
            Self::InProgress => &[Self::Done, Self::Refused],
            Self::Done | Self::Refused => &[],
        };
        next.iter().copied().filter(|state| right != Right::Erase || *state != Self::Done).collect()
    }
}

/// How pressing a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Nothing more to do.
    Over,
    /// A day of the law has passed.
    Overdue,
    /// The next day of the law is this one or within two.
    Soon,
    /// There is time.
    InTime,
}

/// A request's state and its days.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// The newest state.
    pub state: RightState,
    /// Its days.
    pub due: Due,
}

impl Standing {
    /// The day that counts next: the first reply until she had one, then the end.
    #[must_use]
    pub fn next_day(&self) -> Option<NaiveDate> {
        match self.state {
            RightState::Received => Some(self.due.reply.min(self.due.done)),
            RightState::Answered | RightState::InProgress => Some(self.due.done),
            RightState::Done | RightState::Refused => None,
        }
    }

    /// Its place in a list: the next day of the law first, what is over last.
    #[must_use]
    pub fn turn(&self) -> (bool, Option<NaiveDate>) {
        earliest_first(self.next_day())
    }

    /// How pressing it is today (Vietnam). The last day itself is still in time.
    #[must_use]
    pub fn urgency(&self, today: NaiveDate) -> Urgency {
        match self.next_day() {
            None => Urgency::Over,
            Some(day) if day < today => Urgency::Overdue,
            Some(day) if (day - today).num_days() <= 2 => Urgency::Soon,
            Some(_) => Urgency::InTime,
        }
    }
}

/// What is done with a request next, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct MoveForm {
    /// Code of [`RightState`], or `extend`.
    #[serde(default)]
    pub step: String,
    /// Code of [`Refusal`], for a refusal.
    #[serde(default)]
    pub refusal: String,
    /// Code of [`ExtensionReason`], for more time.
    #[serde(default)]
    pub extension: String,
    /// Words for the file; may stay empty. Sealed, so only where the case is open.
    #[serde(default)]
    pub note: String,
}

/// What is done with a request next.
#[derive(Clone)]
pub enum Move {
    /// It becomes this.
    Become {
        /// The state.
        state: RightState,
        /// Why it is refused, if it is.
        refusal: Option<Refusal>,
        /// Words for the file.
        note: Option<Prose<2000>>,
    },
    /// It gets more time, once.
    Extend(ExtensionReason),
}

impl MoveForm {
    /// What stands in [`Self::step`] for more time.
    pub const EXTEND: &'static str = "extend";

    /// All problems at once, or the move. Whether it can follow is asked again where it is written.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, now: RightState, right: Right, extended: bool) -> Result<Move, Problems> {
        let mut problems = Problems::none();
        if self.step == Self::EXTEND {
            let reason = problems.keep("extension", ExtensionReason::from_code(&self.extension));
            if extended || now.is_over() {
                problems.add("step", Problem::NotAChoice);
            }
            return problems.finish(reason.map(Move::Extend));
        }
        let state = problems.keep("step", RightState::from_offered(&self.step, &now.may_become(right)));
        let refusal = if state == Some(RightState::Refused) {
            problems.keep("refusal", Refusal::from_code(&self.refusal)).map(Some)
        } else {
            Some(None)
        };
        let note = problems.keep("note", Prose::parse(&self.note));
        let moved = (|| Some(Move::Become { state: state?, refusal: refusal?, note: note? }))();
        problems.finish(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::{Move, MoveForm, Refusal, RightState, Standing, Urgency};
    use crate::problem::Problem;
    use crate::rights::{Right, due};
    use chrono::{Days, NaiveDate};

    fn problem(form: &MoveForm, now: RightState, right: Right) -> Option<Problem> {
        form.check(now, right, false).err().and_then(|problems| problems.of("step"))
    }

    #[test]
    fn nothing_follows_the_end_and_an_erasure_is_not_a_click() {
        for right in Right::ALL {
            for state in RightState::ALL {
                let next = state.may_become(*right);
                assert_eq!(next.is_empty(), state.is_over(), "{state:?}");
                assert!(*right != Right::Erase || !next.contains(&RightState::Done), "{state:?}");
                assert!(next.iter().all(|next| next > state), "{state:?} goes back");
                let by_a_click = *right != Right::Erase && !state.is_over();
                assert_eq!(next.contains(&RightState::Done), by_a_click, "{right:?}, {state:?}");
            }
        }
    }

    #[test]
    fn a_refusal_says_why_and_more_time_is_given_once() {
        let form = MoveForm { step: "refused".into(), ..MoveForm::default() };
        let problems = form.check(RightState::Received, Right::Copy, false).err().expect("no reason");
        assert_eq!(problems.of("refusal"), Some(Problem::Missing));
        let form = MoveForm { step: "extend".into(), extension: "complex".into(), ..MoveForm::default() };
        assert!(form.check(RightState::Answered, Right::Copy, false).is_ok());
        assert!(form.check(RightState::Answered, Right::Copy, true).is_err());
        assert!(form.check(RightState::Done, Right::Copy, false).is_err());
        let form = MoveForm { extension: String::new(), ..form };
        let problems = form.check(RightState::Answered, Right::Copy, false).err().expect("no reason");
        assert_eq!((problems.of("extension"), problems.of("step")), (Some(Problem::Missing), None));
    }

    #[test]
    fn a_step_follows_and_only_a_refusal_has_a_reason() {
        let form = MoveForm { step: "answered".into(), refusal: "law_keeps".into(), ..MoveForm::default() };
        let moved = form.check(RightState::Received, Right::Copy, false);
        assert!(matches!(moved, Ok(Move::Become { state: RightState::Answered, refusal: None, note: None })));
        assert_eq!(problem(&form, RightState::InProgress, Right::Copy), Some(Problem::NotAChoice));
        let refused = MoveForm { step: "refused".into(), ..form }.check(RightState::Answered, Right::Erase, false);
        assert!(matches!(refused, Ok(Move::Become { refusal: Some(Refusal::LawKeeps), .. })));
        let done = MoveForm { step: "done".into(), ..MoveForm::default() };
        assert_eq!(problem(&done, RightState::Received, Right::Erase), Some(Problem::NotAChoice));
        assert_eq!(problem(&done, RightState::Received, Right::Copy), None);
    }

    #[test]
    fn the_last_day_is_still_in_time() {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        let mut standing = Standing { state: RightState::Received, due: due(Right::Copy, monday, false, false) };
        let on = |standing: &Standing, days| standing.urgency(monday + Days::new(days));
        assert_eq!((on(&standing, 2), on(&standing, 3)), (Urgency::Soon, Urgency::Overdue));
        standing.state = RightState::Answered;
        assert_eq!(
            [3, 7, 8, 10, 11].map(|days| on(&standing, days)),
            [Urgency::InTime, Urgency::InTime, Urgency::Soon, Urgency::Soon, Urgency::Overdue]
        );
        standing.state = RightState::Done;
        assert_eq!(on(&standing, 99), Urgency::Over);
    }

    #[test]
    fn the_next_day_of_the_law_comes_first_and_what_is_over_last() {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        let at = |state| Standing { state, due: due(Right::Copy, monday, false, false) }.turn();
        assert!(at(RightState::Received) < at(RightState::Answered), "the first reply is due sooner");
        assert!(at(RightState::Answered) < at(RightState::Refused));
    }
}
