//! The care plan: goals the client chose, in her own words, each with steps. A version is never changed: another stands
//! in its place, and a supervisor of the team reads what is different.

mod approval;
mod difference;
mod fields;
mod form;
#[cfg(test)]
mod tests;

pub use approval::{APPROVAL_DAYS, Decision, DecisionForm, DecisionWords, decide_by, is_overdue};
pub use difference::{Change, GoalDifference, StepDifference, differences};
pub use fields::{GOALS, GoalFields, StepFields};
pub use form::CarePlanForm;

use crate::codes::codes;
use crate::needs::NeedDomain;
use crate::problem::{Problem, Problems};
use crate::text::{Line, Prose};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days after which she and her worker look at the plan again (domain.md 3.1, state *Review*; 3.6).
pub const REVIEW_DAYS: u64 = 90;

codes! {
    /// Who does a step.
    Doer {
        /// The client.
        Client = "client",
        /// Who carries the case.
        Worker = "worker",
        /// Another organisation, once she asked to be referred.
        Partner = "partner",
    }
}

codes! {
    /// How far a step is.
    StepState {
        /// Still to be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// She does not want it any more, or it cannot be done.
        LeftOut = "left_out",
    }
}

/// One step towards a goal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalStep {
    /// Stays the same in every version, and belongs to nothing else of this case's plans.
    pub number: u32,
    /// What is done.
    pub what: Line<200>,
    /// Who does it.
    pub doer: Doer,
    /// By when, if a day was agreed.
    pub by: Option<NaiveDate>,
}

impl GoalStep {
    /// Whether its day has passed, this far and still to be done.
    #[must_use]
    pub fn is_late(&self, state: StepState, today: NaiveDate) -> bool {
        state == StepState::Open && self.by.is_some_and(|by| by < today)
    }
}

/// One goal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Stays the same in every version, and belongs to nothing else of this case's plans.
    pub number: u32,
    /// What it is about.
    pub need: NeedDomain,
    /// What she wants, as she says it.
    pub words: Prose<600>,
    /// By what she will know that it is reached.
    pub measure: Option<Line<200>>,
    /// At least one.
    pub steps: Vec<GoalStep>,
}

/// One version of a plan.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// At least one.
    pub goals: Vec<Goal>,
    /// The day it was agreed with her (Vietnam).
    pub agreed_on: NaiveDate,
    /// The highest number that was ever given: what is taken out of a plan leaves its number to nobody.
    last_number: u32,
}

impl Plan {
    /// When it is looked at again.
    #[must_use]
    pub fn review_on(&self) -> NaiveDate {
        self.agreed_on + Days::new(REVIEW_DAYS)
    }

    /// The step of this number.
    #[must_use]
    pub fn step(&self, number: u32) -> Option<&GoalStep> {
        self.goals.iter().flat_map(|goal| &goal.steps).find(|step| step.number == number)
    }
}

/// That a step is done, left out, or open again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StepMark {
    /// Which step.
    pub step: u32,
    /// How far it is now.
    pub state: StepState,
}

/// How far a step is, by all that was marked, the earliest first: the last mark counts.
#[must_use]
pub fn state_of(marks: &[StepMark], step: u32) -> StepState {
    marks.iter().rev().find(|mark| mark.step == step).map_or(StepState::Open, |mark| mark.state)
}

/// A mark as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct MarkForm {
    /// Number of the step.
    #[serde(default)]
    pub step: String,
    /// Code of [`StepState`].
    #[serde(default)]
    pub state: String,
}

impl MarkForm {
    /// All problems at once, or the mark of a step of this plan.
    ///
    /// # Errors
    /// `NotAChoice` at `step` or `state`.
    pub fn check(&self, plan: &Plan) -> Result<StepMark, Problems> {
        let mut problems = Problems::none();
        let known = self.step.parse().ok().filter(|number| plan.step(*number).is_some());
        let step = problems.keep("step", known.ok_or(Problem::NotAChoice));
        let state = problems.keep("state", StepState::from_code(&self.state));
        problems.finish(step.zip(state).map(|(step, state)| StepMark { step, state }))
    }
}
