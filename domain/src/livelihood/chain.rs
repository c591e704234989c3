//! Steps one after the other, along a table that says what may follow what.

use crate::date::needed_date;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;

/// A stage of something that goes its way. The table is pure: what may follow depends on the stage alone.
pub trait Stage: Copy + PartialEq + 'static {
    /// Where it begins.
    const FIRST: &'static [Self];

    /// What may follow.
    fn follows(self) -> &'static [Self];

    /// Whether it can begin anew after this.
    fn ends(self) -> bool;
}

/// A step: a stage that was reached on a day.
pub trait Staged {
    /// Its stages.
    type Stage: Stage;

    /// The stage that was reached.
    fn stage(&self) -> Self::Stage;

    /// On which day (Vietnam).
    fn on(&self) -> NaiveDate;
}

/// Steps in the order they were taken.
#[derive(Clone)]
pub struct Chain<S> {
    steps: Vec<S>,
}

impl<S> Default for Chain<S> {
    fn default() -> Self {
        Self { steps: Vec::new() }
    }
}

impl<S: Staged> Chain<S> {
    pub(crate) fn add(&mut self, step: S) {
        self.steps.push(step);
    }

    /// All steps, the first first.
    #[must_use]
    pub fn steps(&self) -> &[S] {
        &self.steps
    }

    /// The last step.
    #[must_use]
    pub fn last(&self) -> Option<&S> {
        self.steps.last()
    }

    /// The steps since it last began.
    #[must_use]
    pub fn current(&self) -> &[S] {
        let begins = |at: usize| {
            at == 0 || (self.steps[at - 1].stage().ends() && S::Stage::FIRST.contains(&self.steps[at].stage()))
        };
        let from = (0..self.steps.len()).rev().find(|at| begins(*at)).unwrap_or(0);
        &self.steps[from..]
    }

    /// What can come next.
    #[must_use]
    pub fn offered(&self) -> &'static [S::Stage] {
        self.last().map_or(S::Stage::FIRST, |step| step.stage().follows())
    }

    /// Whether a step can come next: along the table, and not before the one it follows.
    #[must_use]
    pub fn takes(&self, step: &S) -> bool {
        self.offered().contains(&step.stage()) && self.last().is_none_or(|last| last.on() <= step.on())
    }

    /// Reads stage and day of the next step.
    pub(crate) fn check_next(
        &self,
        stage: Result<S::Stage, Problem>,
        on: &str,
        today: NaiveDate,
        problems: &mut Problems,
    ) -> (Option<S::Stage>, Option<NaiveDate>) {
        let stage = problems.keep("stage", stage);
        if stage.is_some_and(|stage| !self.offered().contains(&stage)) {
            problems.add("stage", Problem::NotAChoice);
        }
        let on = problems.keep("on", needed_date(on));
        match (on, self.last().map(Staged::on)) {
            (Some(day), _) if day > today => problems.add("on", Problem::DateInFuture),
            (Some(day), Some(last)) if day < last => problems.add("on", Problem::Conflicting),
            _ => {}
        }
        (stage, on)
    }
}
