//! A care plan that a supervisor of another organisation decides on, where the team's own cannot: coded, so that she learns
//! what is different and not whose it is (decision 0041).

mod form;
mod telling;
#[cfg(test)]
mod tests;

pub use form::{Asking, CodedPlanForm};
pub use telling::{telling, telling_in};

use crate::care_plan::Plan;
use crate::case::Label;
use crate::client::StandInCode;
use crate::codes::codes;
use crate::text::{Line, Prose};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Longest question beside a plan, in characters.
pub const QUESTION_MAX: usize = 600;

/// What stands in the place of an older text that tells who she is.
const LEFT_OUT: &str = "[…]";

codes! {
    /// Why somebody outside the team is asked.
    Ground {
        /// The team's supervisor is away.
        Away = "away",
        /// The team has no supervisor now.
        Nobody = "nobody",
        /// The team's supervisor wants another to look at it.
        SheAsks = "she_asks",
    }
}

codes! {
    /// What ended a request.
    Outcome {
        /// It was decided on.
        Decided = "decided",
        /// Who asked thought better of it.
        CalledBack = "called_back",
        /// The team's own supervisor decided, another version stands, or the case was closed or went elsewhere.
        Overtaken = "overtaken",
    }
}

codes! {
    /// Where a request stands.
    Standing {
        /// It waits for a decision.
        Waits = "waits",
        /// It was decided on.
        Decided = "decided",
        /// It was called back.
        CalledBack = "called_back",
        /// It is not needed any more.
        Overtaken = "overtaken",
        /// The client took a yes back that it stood on.
        TakenBack = "taken_back",
        /// Nobody decided in time.
        Over = "over",
    }
}

/// Where a request stands: what ended it, and otherwise her yes.
#[must_use]
pub fn standing(outcome: Option<Outcome>, taken_back: bool, until: DateTime<Utc>, now: DateTime<Utc>) -> Standing {
    match outcome {
        Some(Outcome::Decided) => Standing::Decided,
        Some(Outcome::CalledBack) => Standing::CalledBack,
        Some(Outcome::Overtaken) => Standing::Overtaken,
        None if taken_back => Standing::TakenBack,
        None if until <= now => Standing::Over,
        None => Standing::Waits,
    }
}

/// All that who is asked sees. Sealed under a key of its own, like a referral's copy.
#[derive(Clone, Serialize, Deserialize)]
pub struct CodedPlan {
    /// Stands for the case in this request, and nowhere else.
    pub code: StandInCode,
    /// Why somebody outside is asked.
    pub ground: Ground,
    /// What she is asked to look at.
    pub question: Option<Prose<QUESTION_MAX>>,
    /// The version that was approved last, without what tells who she is.
    pub before: Option<Plan>,
    /// The version to be decided on.
    pub after: Plan,
}

impl CodedPlan {
    /// The packet, or `None` where the version or the question tells whose plan it is: what the client said is not put into
    /// other words by a program. What only stands in an older version is left out instead, as nobody can change that any more.
    #[must_use]
    pub fn of(
        code: StandInCode,
        asking: &Asking,
        (before, after): (Option<&Plan>, &Plan),
        label: &Label,
    ) -> Option<Self> {
        let question = asking.question.as_ref().is_none_or(|words| telling(words.as_str(), label).is_none());
        let silent = question && telling_in(after, label).is_empty();
        silent.then(|| Self {
            code,
            ground: asking.ground,
            question: asking.question.clone(),
            before: before.map(|plan| without_telling(plan, label)),
            after: after.clone(),
        })
    }
}

/// A version without the texts that tell whose plan it is.
#[must_use]
pub fn without_telling(plan: &Plan, label: &Label) -> Plan {
    let mut plan = plan.clone();
    let tells = |text: &str| telling(text, label).is_some();
    let line = || Line::required(LEFT_OUT).expect("three signs are a line");
    for goal in &mut plan.goals {
        if tells(goal.words.as_str()) {
            goal.words = Prose::required(LEFT_OUT).expect("three signs are a text");
        }
        if goal.measure.as_ref().is_some_and(|measure| tells(measure.as_str())) {
            goal.measure = Some(line());
        }
        for step in goal.steps.iter_mut().filter(|step| tells(step.what.as_str())) {
            step.what = line();
        }
    }
    plan
}
