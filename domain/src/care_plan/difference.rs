//! What is different between two versions: for the supervisor, who need not read again what she approved.

use super::{Goal, GoalStep, Plan};
use crate::codes::codes;

codes! {
    /// What became of a goal or a step.
    Change {
        /// It is new.
        Added = "added",
        /// It says something else.
        Changed = "changed",
        /// It is as it was.
        Kept = "kept",
        /// It was taken out.
        Removed = "removed",
    }
}

/// One step in both versions.
pub struct StepDifference<'a> {
    /// As it was.
    pub before: Option<&'a GoalStep>,
    /// As it is.
    pub after: Option<&'a GoalStep>,
}

impl StepDifference<'_> {
    /// What became of it.
    #[must_use]
    pub fn change(&self) -> Change {
        change(self.before, self.after)
    }
}

/// One goal in both versions.
pub struct GoalDifference<'a> {
    /// As it was.
    pub before: Option<&'a Goal>,
    /// As it is.
    pub after: Option<&'a Goal>,
    /// Its steps: those that are there in their order, then those that were taken out.
    pub steps: Vec<StepDifference<'a>>,
}

impl GoalDifference<'_> {
    /// What became of it. A goal with a step that is different is changed.
    #[must_use]
    pub fn change(&self) -> Change {
        match change(self.before.map(said), self.after.map(said)) {
            Change::Kept if self.steps.iter().any(|step| step.change() != Change::Kept) => Change::Changed,
            change => change,
        }
    }
}

/// What a goal says, but for its steps.
fn said(goal: &Goal) -> impl PartialEq + '_ {
    (goal.need, &goal.words, &goal.measure)
}

fn change<T: PartialEq>(before: Option<T>, after: Option<T>) -> Change {
    match (before, after) {
        (None, _) => Change::Added,
        (Some(_), None) => Change::Removed,
        (Some(before), Some(after)) if before == after => Change::Kept,
        _ => Change::Changed,
    }
}

/// Every goal of either version: those that are there in their order, then those that were taken out. Their numbers say
/// which is which: another order changes nothing, and a goal said in other words is the same goal.
#[must_use]
pub fn differences<'a>(before: Option<&'a Plan>, after: &'a Plan) -> Vec<GoalDifference<'a>> {
    let old = before.map_or(&[][..], |plan| plan.goals.as_slice());
    pairs(old, &after.goals, |goal| goal.number)
        .map(|(before, after)| {
            let steps = |goal: Option<&'a Goal>| goal.map_or(&[][..], |goal| goal.steps.as_slice());
            let steps = pairs(steps(before), steps(after), |step| step.number)
                .map(|(before, after)| StepDifference { before, after })
                .collect();
            GoalDifference { before, after, steps }
        })
        .collect()
}

/// What has the same number, side by side.
fn pairs<'a, T>(
    before: &'a [T],
    after: &'a [T],
    number: impl Fn(&T) -> u32 + Copy + 'a,
) -> impl Iterator<Item = (Option<&'a T>, Option<&'a T>)> {
    let there = after.iter().map(move |new| (before.iter().find(|old| number(old) == number(new)), Some(new)));
    let gone = before.iter().filter(move |old| !after.iter().any(|new| number(new) == number(old)));
    there.chain(gone.map(|old| (Some(old), None)))
}
