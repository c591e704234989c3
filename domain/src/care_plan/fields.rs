//! The names of the form's fields. A form without a script has as many as it has: a goal and a step of each goal stand
//! empty below what is filled, up to these.

/// The fields of one step.
pub struct StepFields {
    /// Its number; empty for a new one.
    pub number: &'static str,
    /// What is done.
    pub what: &'static str,
    /// Code of [`super::Doer`].
    pub doer: &'static str,
    /// By when.
    pub by: &'static str,
}

/// The fields of one goal.
pub struct GoalFields {
    /// Its number; empty for a new one.
    pub number: &'static str,
    /// Code of [`crate::needs::NeedDomain`].
    pub need: &'static str,
    /// Her words.
    pub words: &'static str,
    /// By what she will know.
    pub measure: &'static str,
    /// `yes` to take the goal out of the plan.
    pub gone: &'static str,
    /// Its steps.
    pub steps: [StepFields; 6],
}

macro_rules! step {
    ($goal:literal, $step:literal) => {
        StepFields {
            number: concat!($goal, $step, "_number"),
            what: concat!($goal, $step, "_what"),
            doer: concat!($goal, $step, "_doer"),
            by: concat!($goal, $step, "_by"),
        }
    };
}

macro_rules! goal {
    ($goal:literal) => {
        GoalFields {
            number: concat!($goal, "_number"),
            need: concat!($goal, "_need"),
            words: concat!($goal, "_words"),
            measure: concat!($goal, "_measure"),
            gone: concat!($goal, "_gone"),
            steps: [
                step!($goal, "_s1"),
                step!($goal, "_s2"),
                step!($goal, "_s3"),
                step!($goal, "_s4"),
                step!($goal, "_s5"),
                step!($goal, "_s6"),
            ],
        }
    };
}

/// The fields of every goal there can be.
pub const GOALS: [GoalFields; 6] = [goal!("g1"), goal!("g2"), goal!("g3"), goal!("g4"), goal!("g5"), goal!("g6")];
