use crate::codes::codes;
use crate::id::{CohortId, read_offered};
use crate::livelihood::{self, Chain, Staged};
use crate::problem::Problems;
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// Where somebody stands with training (domain.md 3.10).
    Stage {
        /// She would like to learn something.
        Need = "need",
        /// What fits was talked over.
        Guidance = "guidance",
        /// She put her name down.
        Enrolled = "enrolled",
        /// She has a place.
        Approved = "approved",
        /// Her first day.
        Started = "started",
        /// She attends.
        Attending = "attending",
        /// She completed it.
        Completed = "completed",
        /// She left before its end.
        DroppedOut = "dropped_out",
        /// It led on to work.
        LinkedToJob = "linked_to_job",
    }
}

impl livelihood::Stage for Stage {
    const FIRST: &'static [Self] = &[Self::Need, Self::Guidance, Self::Enrolled];

    fn follows(self) -> &'static [Self] {
        match self {
            Self::Need => &[Self::Guidance, Self::Enrolled, Self::DroppedOut],
            Self::Guidance => &[Self::Enrolled, Self::DroppedOut],
            Self::Enrolled => &[Self::Approved, Self::DroppedOut],
            Self::Approved => &[Self::Started, Self::DroppedOut],
            Self::Started => &[Self::Attending, Self::DroppedOut],
            Self::Attending => &[Self::Completed, Self::DroppedOut],
            Self::Completed | Self::DroppedOut => &[Self::LinkedToJob, Self::Need, Self::Guidance, Self::Enrolled],
            Self::LinkedToJob => Self::FIRST,
        }
    }

    fn ends(self) -> bool {
        matches!(self, Self::Completed | Self::DroppedOut | Self::LinkedToJob)
    }
}

codes! {
    /// Why somebody left. None of them says anything about her beyond the course.
    DropReason {
        /// She found work.
        FoundWork = "found_work",
        /// Child or family needed her.
        Family = "family",
        /// Illness or pregnancy.
        Health = "health",
        /// Too far, or no way to get there.
        Distance = "distance",
        /// Fees, or the loss of pay.
        Money = "money",
        /// The hours did not fit.
        Hours = "hours",
        /// It was not what she wanted.
        NotHers = "not_hers",
        /// How she was treated there.
        Treatment = "treatment",
        /// She moved away.
        Moved = "moved",
        /// She did not say, and need not.
        NotSaid = "not_said",
    }
}

/// A step of one client's training.
#[derive(Clone, Serialize, Deserialize)]
pub struct Step {
    /// What was reached.
    pub stage: Stage,
    /// On which day (Vietnam).
    pub on: NaiveDate,
    /// The cohort she put her name down for.
    pub cohort: Option<CohortId>,
    /// What she is called in the cohort's list: a name of her choice, or her code.
    pub called: Option<Line<60>>,
    /// The number of her certificate.
    pub certificate: Option<Line<40>>,
    /// The name she wants on it.
    pub certificate_name: Option<Line<80>>,
    /// Why she left.
    pub reason: Option<DropReason>,
}

impl Staged for Step {
    type Stage = Stage;

    fn stage(&self) -> Stage {
        self.stage
    }

    fn on(&self) -> NaiveDate {
        self.on
    }
}

/// The cohort she put her name down for last, as long as that way goes on.
#[must_use]
pub fn cohort_of(chain: &Chain<Step>) -> Option<CohortId> {
    chain.current().iter().rev().find_map(|step| step.cohort)
}

/// The step by which she completed the course she is in, or was in last: of it there is a certificate.
#[must_use]
pub fn completed(chain: &Chain<Step>) -> Option<&Step> {
    chain.current().iter().find(|step| step.stage == Stage::Completed)
}

/// A step as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct StepForm {
    /// Code of [`Stage`].
    #[serde(default)]
    pub stage: String,
    /// The day.
    #[serde(default)]
    pub on: String,
    /// Number of a cohort; needed to put her name down.
    #[serde(default)]
    pub cohort: String,
    /// What she is called in its list; needed with it.
    #[serde(default)]
    pub called: String,
    /// Number of a certificate; may stay empty.
    #[serde(default)]
    pub certificate: String,
    /// The name on it; may stay empty.
    #[serde(default)]
    pub certificate_name: String,
    /// Code of [`DropReason`]; needed when she left.
    #[serde(default)]
    pub reason: String,
}

impl StepForm {
    /// All problems at once, or the step that follows `chain`. `offered` are the cohorts one can choose. What belongs to
    /// another stage is left out.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, chain: &Chain<Step>, offered: &[CohortId], today: NaiveDate) -> Result<Step, Problems> {
        let mut problems = Problems::none();
        let (stage, on) = chain.check_next(Stage::from_code(&self.stage), &self.on, today, &mut problems);
        let (mut cohort, mut called, mut certificate, mut certificate_name, mut reason) =
            (None, None, None, None, None);
        match stage {
            Some(Stage::Enrolled) => {
                cohort = problems.keep("cohort", read_offered(&self.cohort, offered));
                called = problems.keep("called", Line::required(&self.called));
            }
            Some(Stage::Completed) => {
                certificate = problems.keep("certificate", Line::parse(&self.certificate)).flatten();
                certificate_name = problems.keep("certificate_name", Line::parse(&self.certificate_name)).flatten();
            }
            Some(Stage::DroppedOut) => reason = problems.keep("reason", DropReason::from_code(&self.reason)),
            _ => {}
        }
        let step = (|| Some(Step { stage: stage?, on: on?, cohort, called, certificate, certificate_name, reason }))();
        problems.finish(step)
    }
}
