use super::{Doer, GOALS, Goal, GoalFields, GoalStep, Plan, StepFields};
use crate::date::{display, parse_date, past_date};
use crate::needs::NeedDomain;
use crate::problem::{Problem, Problems};
use crate::text::{Line, Prose};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Steps of a goal that stand in the form at least.
const STEPS_SHOWN: usize = 2;

/// A plan as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CarePlanForm {
    /// The day it was agreed.
    #[serde(default)]
    pub agreed_on: String,
    /// The fields of [`GOALS`].
    #[serde(flatten)]
    typed: BTreeMap<String, String>,
}

/// Gives numbers out: what had one keeps it, what is new gets the next.
struct Numbers {
    /// Given before, in earlier versions.
    before: u32,
    last: u32,
    used: Vec<u32>,
}

impl Numbers {
    fn give(&mut self, typed: &str) -> u32 {
        let kept =
            typed.parse().ok().filter(|number| (1..=self.before).contains(number) && !self.used.contains(number));
        let number = kept.unwrap_or_else(|| {
            self.last += 1;
            self.last
        });
        self.used.push(number);
        number
    }
}

impl CarePlanForm {
    /// As it is handed out on this day.
    #[must_use]
    pub fn blank(today: NaiveDate) -> Self {
        Self { agreed_on: display(today), ..Self::default() }
    }

    /// A form with what a plan says, to be changed.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let mut typed = BTreeMap::new();
        let mut put = |field: &str, value: &str| typed.insert(field.to_owned(), value.to_owned());
        for (fields, goal) in GOALS.iter().zip(&plan.goals) {
            put(fields.number, &goal.number.to_string());
            put(fields.need, goal.need.code());
            put(fields.words, goal.words.as_str());
            put(fields.measure, goal.measure.as_ref().map_or("", Line::as_str));
            for (fields, step) in fields.steps.iter().zip(&goal.steps) {
                put(fields.number, &step.number.to_string());
                put(fields.what, step.what.as_str());
                put(fields.doer, step.doer.code());
                put(fields.by, &step.by.map(display).unwrap_or_default());
            }
        }
        Self { agreed_on: display(plan.agreed_on), typed }
    }

    /// What was typed into a field.
    #[must_use]
    pub fn typed(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }

    /// Types something into a field.
    pub fn put(&mut self, field: &str, value: &str) {
        self.typed.insert(field.to_owned(), value.to_owned());
    }

    fn fills(&self, field: &str) -> bool {
        !self.typed(field).trim().is_empty()
    }

    fn fills_step(&self, step: &StepFields) -> bool {
        [step.what, step.doer, step.by].into_iter().any(|field| self.fills(field))
    }

    fn fills_goal(&self, goal: &GoalFields) -> bool {
        [goal.need, goal.words, goal.measure].into_iter().any(|field| self.fills(field))
            || goal.steps.iter().any(|step| self.fills_step(step))
    }

    /// The goals the form shows: those that are filled and one more.
    #[must_use]
    pub fn goals_shown(&self) -> &'static [GoalFields] {
        let filled = GOALS.iter().rposition(|goal| self.fills_goal(goal)).map_or(0, |last| last + 1);
        &GOALS[..GOALS.len().min(filled + 1)]
    }

    /// The steps of a goal the form shows: those that are filled and one more, at least two.
    #[must_use]
    pub fn steps_shown(&self, goal: &'static GoalFields) -> &'static [StepFields] {
        let filled = goal.steps.iter().rposition(|step| self.fills_step(step)).map_or(0, |last| last + 1);
        &goal.steps[..goal.steps.len().min(STEPS_SHOWN.max(filled + 1))]
    }

    /// All problems at once, or the version that follows `before`. `today` is the day in Vietnam. A goal or step of which
    /// nothing is left is taken out.
    ///
    /// # Errors
    /// Each problem beside its field; `Missing` at the first goal's words when there is no goal, and at a goal's first step
    /// when it has none.
    pub fn check(&self, today: NaiveDate, before: Option<&Plan>) -> Result<Plan, Problems> {
        let mut problems = Problems::none();
        let given = before.map_or(0, |plan| plan.last_number);
        let mut numbers = Numbers { before: given, last: given, used: Vec::new() };
        let kept = GOALS.iter().filter(|goal| self.typed(goal.gone) != "yes" && self.fills_goal(goal));
        let goals: Vec<_> = kept.map(|goal| self.goal(goal, &mut numbers, &mut problems)).collect();
        if goals.is_empty() {
            problems.add(GOALS[0].words, Problem::Missing);
        }
        let agreed_on = problems.keep("agreed_on", past_date(&self.agreed_on, today));
        let goals: Option<Vec<_>> = goals.into_iter().collect();
        let last_number = numbers.last;
        problems.finish(goals.zip(agreed_on).map(|(goals, agreed_on)| Plan { goals, agreed_on, last_number }))
    }

    fn goal(&self, fields: &GoalFields, numbers: &mut Numbers, problems: &mut Problems) -> Option<Goal> {
        let need = problems.keep(fields.need, NeedDomain::from_code(self.typed(fields.need)));
        let words = problems.keep(fields.words, Prose::required(self.typed(fields.words)));
        let measure = problems.keep(fields.measure, Line::parse(self.typed(fields.measure)));
        let number = numbers.give(self.typed(fields.number));
        let filled = fields.steps.iter().filter(|step| self.fills_step(step));
        let steps: Vec<_> = filled.map(|step| self.step(step, numbers, problems)).collect();
        if steps.is_empty() {
            problems.add(fields.steps[0].what, Problem::Missing);
        }
        let steps: Option<Vec<_>> = steps.into_iter().collect();
        Some(Goal { number, need: need?, words: words?, measure: measure?, steps: steps? })
    }

    fn step(&self, fields: &StepFields, numbers: &mut Numbers, problems: &mut Problems) -> Option<GoalStep> {
        let what = problems.keep(fields.what, Line::required(self.typed(fields.what)));
        let doer = problems.keep(fields.doer, Doer::from_code(self.typed(fields.doer)));
        let by = problems.keep(fields.by, parse_date(self.typed(fields.by)));
        Some(GoalStep { number: numbers.give(self.typed(fields.number)), what: what?, doer: doer?, by: by? })
    }
}
