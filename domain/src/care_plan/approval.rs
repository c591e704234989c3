//! A supervisor of the team reads a version and says yes, or what is still to be thought of.

use crate::calendar::working_days_after;
use crate::codes::codes;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Working days within which a version is decided on; afterwards it stands first, and is said to be late.
pub const APPROVAL_DAYS: u64 = 5;

codes! {
    /// What she says.
    Decision {
        /// The plan can be worked by.
        Approved = "approved",
        /// Something is to be thought of again.
        SentBack = "sent_back",
    }
}

/// The last day on which a version that was submitted on this day is decided on in time.
#[must_use]
pub fn decide_by(submitted_on: NaiveDate) -> NaiveDate {
    working_days_after(submitted_on, APPROVAL_DAYS)
}

/// Whether that day is over.
#[must_use]
pub fn is_overdue(submitted_on: NaiveDate, today: NaiveDate) -> bool {
    today > decide_by(submitted_on)
}

/// What is said with a decision. Sealed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct DecisionWords {
    /// Always there when a version is sent back.
    pub words: Option<Prose<1000>>,
}

/// A decision as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct DecisionForm {
    /// Code of [`Decision`].
    #[serde(default)]
    pub decision: String,
    /// To the colleague who wrote the plan.
    #[serde(default)]
    pub words: String,
}

impl DecisionForm {
    /// All problems at once, or the decision. Who sends a plan back says why.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<(Decision, DecisionWords), Problems> {
        let mut problems = Problems::none();
        let decision = problems.keep("decision", Decision::from_code(&self.decision));
        let words = problems.keep("words", Prose::parse(&self.words));
        if decision == Some(Decision::SentBack) && words == Some(None) {
            problems.add("words", Problem::Missing);
        }
        problems.finish(decision.zip(words).map(|(decision, words)| (decision, DecisionWords { words })))
    }
}
