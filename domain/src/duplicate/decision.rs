use crate::id::CaseId;
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

/// What somebody decided who saw both records, as posted.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct DecisionForm {
    /// [`DecisionForm::APART`], or the id of the case that goes on.
    #[serde(default)]
    pub answer: String,
}

/// The same, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// They are two people.
    Apart,
    /// They are one: the one case is carried on in the other.
    CarryOn {
        /// The case that leaves the lists.
        carried: CaseId,
        /// The case that goes on.
        carrying: CaseId,
    },
}

impl DecisionForm {
    /// The answer that they are two people.
    pub const APART: &'static str = "apart";

    /// The decision about these two.
    ///
    /// # Errors
    /// `Missing` without an answer, `NotAChoice` for a case that is neither.
    pub fn check(&self, one: CaseId, other: CaseId) -> Result<Decision, Problems> {
        let wrong = |problem| Err(Problems::at("answer", problem));
        match self.answer.as_str() {
            "" => wrong(Problem::Missing),
            Self::APART => Ok(Decision::Apart),
            answer => match answer.parse::<CaseId>() {
                Ok(id) if id == one => Ok(Decision::CarryOn { carried: other, carrying: one }),
                Ok(id) if id == other => Ok(Decision::CarryOn { carried: one, carrying: other }),
                _ => wrong(Problem::NotAChoice),
            },
        }
    }
}
