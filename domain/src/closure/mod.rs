//! The end of the support of a client, and its beginning again: why, what was gone through before, and how long it is kept.

use crate::codes::codes;
use crate::date::past_date;
use crate::number::needed;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Longest closing words, in characters.
pub const WORDS_MAX: usize = 4000;

/// Times somebody tried to reach her, and days without a word, before she counts as lost from sight (domain.md 3.12).
pub const TRIES: i64 = 3;
/// See [`TRIES`].
pub const SILENT_DAYS: u64 = 90;

codes! {
    /// Why it ends (domain.md 3.12).
    ClosureReason {
        /// What she wanted was reached.
        GoalsMet = "goals_met",
        /// She wants to stop.
        ClientStopped = "client_stopped",
        /// She moved, or another house carries on.
        Moved = "moved",
        /// Nobody could reach her.
        LostContact = "lost_contact",
        /// She took her consent back.
        ConsentWithdrawn = "consent_withdrawn",
        /// Another place fits, and she was told which.
        OutOfScope = "out_of_scope",
        /// There are two of hers.
        Duplicate = "duplicate",
        /// She died.
        Died = "died",
        /// Something else, in words.
        Other = "other",
    }
}

codes! {
    /// What is gone through first (domain.md 3.12, after the closure of Primero's case work).
    ClosureCheck {
        /// Needs are met as far as they can be.
        NeedsMet = "needs_met",
        /// Her safety was looked at again.
        SafetyReviewed = "safety_reviewed",
        /// The plan is done, and so is what was to be followed.
        PlanDone = "plan_done",
        /// She and her worker agree.
        BothAgree = "both_agree",
        /// She knows that she can come back any time.
        ToldMayReturn = "told_may_return",
        /// A supervisor has looked at it.
        SupervisorReviewed = "supervisor_reviewed",
    }
}

impl ClosureReason {
    /// What must have been gone through for this reason. Nobody can be told who cannot be reached.
    #[must_use]
    pub const fn needs(self) -> &'static [ClosureCheck] {
        use ClosureCheck::{BothAgree, NeedsMet, PlanDone, SafetyReviewed, SupervisorReviewed, ToldMayReturn};
        match self {
            Self::GoalsMet => &[NeedsMet, SafetyReviewed, PlanDone, BothAgree, ToldMayReturn, SupervisorReviewed],
            Self::ClientStopped | Self::ConsentWithdrawn | Self::OutOfScope | Self::Other => {
                &[SafetyReviewed, ToldMayReturn, SupervisorReviewed]
            }
            Self::Moved => &[SafetyReviewed, BothAgree, ToldMayReturn, SupervisorReviewed],
            Self::LostContact => &[SafetyReviewed, SupervisorReviewed],
            Self::Duplicate | Self::Died => &[SupervisorReviewed],
        }
    }
}

/// Closing, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ClosureForm {
    /// Code of [`ClosureReason`].
    #[serde(default)]
    pub reason: String,
    /// Codes of [`ClosureCheck`].
    #[serde(default)]
    pub checks: Vec<String>,
    /// The day it ends.
    #[serde(default)]
    pub ended_on: String,
    /// How often somebody tried to reach her; for [`ClosureReason::LostContact`].
    #[serde(default)]
    pub tries: String,
    /// When she was last heard of; for [`ClosureReason::LostContact`].
    #[serde(default)]
    pub last_heard_on: String,
    /// What is to be known by who opens it again; may stay empty.
    #[serde(default)]
    pub words: String,
}

/// The end of the support of a client.
#[derive(Clone, Serialize, Deserialize)]
pub struct Closure {
    /// Why.
    pub reason: ClosureReason,
    /// What was gone through.
    pub checks: Vec<ClosureCheck>,
    /// On which day it ended (Vietnam).
    pub ended_on: NaiveDate,
    /// How often somebody tried to reach her, and when she was last heard of, when that is the reason.
    pub silence: Option<(i64, NaiveDate)>,
    /// What is to be known by who opens it again.
    pub words: Option<Prose<WORDS_MAX>>,
}

impl ClosureForm {
    /// All problems at once, or the closure. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field; `Missing` at `checks` when the reason needs one that was not ticked.
    pub fn check(&self, today: NaiveDate) -> Result<Closure, Problems> {
        let mut problems = Problems::none();
        let reason = problems.keep("reason", ClosureReason::from_code(&self.reason));
        let checks = problems.keep("checks", ClosureCheck::from_codes(&self.checks));
        if let (Some(reason), Some(checks)) = (reason, &checks)
            && reason.needs().iter().any(|check| !checks.contains(check))
        {
            problems.add("checks", Problem::Missing);
        }
        let ended_on = problems.keep("ended_on", past_date(&self.ended_on, today));
        let silence = if reason == Some(ClosureReason::LostContact) {
            self.silence(today, &mut problems).map(Some)
        } else {
            Some(None)
        };
        let words = problems.keep("words", Prose::parse(&self.words));
        if reason == Some(ClosureReason::Other) && words.as_ref().is_some_and(Option::is_none) {
            problems.add("words", Problem::Missing);
        }
        let closure = (|| {
            let (reason, checks, ended_on) = (reason?, checks?, ended_on?);
            Some(Closure { reason, checks, ended_on, silence: silence?, words: words? })
        })();
        problems.finish(closure)
    }

    fn silence(&self, today: NaiveDate, problems: &mut Problems) -> Option<(i64, NaiveDate)> {
        let tries = problems.keep("tries", needed(&self.tries, TRIES, 999));
        let heard = problems.keep("last_heard_on", past_date(&self.last_heard_on, today));
        if heard.is_some_and(|day| day + Days::new(SILENT_DAYS) > today) {
            problems.add("last_heard_on", Problem::Conflicting);
        }
        Some((tries?, heard?))
    }
}

/// Opening again, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ReopeningForm {
    /// `yes` when she was asked again today and still agrees.
    #[serde(default)]
    pub asked: String,
}

impl ReopeningForm {
    /// Nothing, or that she was not asked.
    ///
    /// # Errors
    /// `Missing` at `asked`.
    pub fn check(&self) -> Result<(), Problems> {
        if self.asked == "yes" { Ok(()) } else { Err(Problems::at("asked", Problem::Missing)) }
    }
}

#[cfg(test)]
mod tests {
    use super::{ClosureCheck, ClosureForm, ClosureReason, ReopeningForm};
    use crate::date::display;
    use crate::problem::Problem;
    use chrono::{Days, NaiveDate};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day")
    }

    fn form(reason: ClosureReason) -> ClosureForm {
        ClosureForm {
            reason: reason.code().into(),
            checks: reason.needs().iter().map(|check| check.code().to_owned()).collect(),
            ended_on: display(today()),
            ..ClosureForm::default()
        }
    }

    #[test]
    fn each_reason_needs_its_own_list_and_all_of_it() {
        for reason in ClosureReason::ALL {
            assert!(reason.needs().contains(&ClosureCheck::SupervisorReviewed), "{reason:?}");
            let whole = ClosureForm {
                words: "Vì chị Hoa nói vậy".into(),
                tries: "3".into(),
                last_heard_on: display(today() - Days::new(90)),
                ..form(*reason)
            };
            assert!(whole.check(today()).is_ok(), "{reason:?}");
            let mut short = whole.clone();
            short.checks.pop();
            assert_eq!(short.check(today()).err().expect("one is missing").of("checks"), Some(Problem::Missing));
        }
        assert_eq!(ClosureReason::GoalsMet.needs(), ClosureCheck::ALL);
        assert!(!ClosureReason::Died.needs().contains(&ClosureCheck::ToldMayReturn));
    }

    #[test]
    fn who_was_heard_of_last_month_is_not_lost() {
        let lost = |tries: &str, days| ClosureForm {
            tries: tries.into(),
            last_heard_on: display(today() - Days::new(days)),
            ..form(ClosureReason::LostContact)
        };
        let problems = lost("2", 30).check(today()).err().expect("too soon");
        assert_eq!(problems.of("tries"), Some(Problem::OutOfRange { min: 3, max: 999 }));
        assert_eq!(problems.of("last_heard_on"), Some(Problem::Conflicting));
        let problems = form(ClosureReason::LostContact).check(today()).err().expect("nothing said");
        assert_eq!(
            (problems.of("tries"), problems.of("last_heard_on")),
            (Some(Problem::Missing), Some(Problem::Missing))
        );
    }

    #[test]
    fn another_reason_needs_its_words_and_no_end_lies_ahead() {
        assert_eq!(form(ClosureReason::Other).check(today()).err().expect("why").of("words"), Some(Problem::Missing));
        let ahead = ClosureForm { ended_on: display(today() + Days::new(1)), ..form(ClosureReason::Died) };
        assert_eq!(ahead.check(today()).err().expect("ahead").of("ended_on"), Some(Problem::DateInFuture));
        let problems = ClosureForm::default().check(today()).err().expect("empty");
        assert_eq!((problems.of("reason"), problems.of("ended_on")), (Some(Problem::Missing), Some(Problem::Missing)));
    }

    #[test]
    fn she_is_asked_before_it_begins_again() {
        assert!(ReopeningForm { asked: "yes".into() }.check().is_ok());
        assert_eq!(ReopeningForm::default().check().expect_err("not asked").of("asked"), Some(Problem::Missing));
    }
}
