use super::{Cv, Told};
use crate::codes::codes;
use crate::id::{EmployerId, read_offered};
use crate::livelihood::{self, Chain, Staged};
use crate::problem::{Problem, Problems};
use crate::text::Line;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

codes! {
    /// Where somebody stands with work (domain.md 3.10).
    Stage {
        /// She looks for work.
        Registered = "registered",
        /// An employer was told of her.
        Introduced = "introduced",
        /// She spoke with an employer.
        Interview = "interview",
        /// Her first day.
        Started = "started",
        /// Still there after one month.
        StillOne = "still_1",
        /// After three.
        StillThree = "still_3",
        /// After six.
        StillSix = "still_6",
        /// It came to an end, whichever.
        Ended = "ended",
    }
}

impl livelihood::Stage for Stage {
    const FIRST: &'static [Self] = &[Self::Registered];

    /// A look that was missed is not made up for: the next one may follow.
    fn follows(self) -> &'static [Self] {
        match self {
            Self::Registered => &[Self::Introduced, Self::Ended],
            Self::Introduced => &[Self::Introduced, Self::Interview, Self::Started, Self::Ended],
            Self::Interview => &[Self::Introduced, Self::Started, Self::Ended],
            Self::Started => &[Self::StillOne, Self::StillThree, Self::StillSix, Self::Ended],
            Self::StillOne => &[Self::StillThree, Self::StillSix, Self::Ended],
            Self::StillThree => &[Self::StillSix, Self::Ended],
            Self::StillSix => &[Self::Ended, Self::Registered],
            Self::Ended => Self::FIRST,
        }
    }

    fn ends(self) -> bool {
        matches!(self, Self::StillSix | Self::Ended)
    }
}

impl Stage {
    /// Months after her first day, for a look whether she is still there.
    #[must_use]
    pub const fn months(self) -> Option<u32> {
        match self {
            Self::StillOne => Some(1),
            Self::StillThree => Some(3),
            Self::StillSix => Some(6),
            _ => None,
        }
    }
}

codes! {
    /// What kind of contract.
    Contract {
        /// Without an end.
        Indefinite = "indefinite",
        /// For a time.
        FixedTerm = "fixed_term",
        /// By season or by the day.
        Seasonal = "seasonal",
        /// Word of mouth.
        Spoken = "spoken",
        /// Her own account.
        OwnAccount = "own_account",
    }
}

codes! {
    /// About how much a month: never an amount.
    WageBand {
        /// Under three million đồng.
        Under3 = "under_3",
        /// Three to five.
        From3To5 = "3_5",
        /// Five to eight.
        From5To8 = "5_8",
        /// Eight and over.
        Over8 = "over_8",
        /// She would not say.
        NotSaid = "not_said",
    }
}

codes! {
    /// Why it came to an end.
    EndReason {
        /// She has better work.
        Better = "better",
        /// The employer took nobody, or let her go.
        Employer = "employer",
        /// Pay not as promised, or not paid.
        Pay = "pay",
        /// How she was treated.
        Treatment = "treatment",
        /// Child or family needed her.
        Family = "family",
        /// Illness or pregnancy.
        Health = "health",
        /// Too far.
        Distance = "distance",
        /// She goes on learning.
        Training = "training",
        /// She did not say, and need not.
        NotSaid = "not_said",
    }
}

/// A step on one client's way to work.
#[derive(Clone, Serialize, Deserialize)]
pub struct Step {
    /// What was reached.
    pub stage: Stage,
    /// On which day (Vietnam).
    pub on: NaiveDate,
    /// The employer who was told of her.
    pub employer: Option<EmployerId>,
    /// The job.
    pub job: Option<Line<80>>,
    /// What the employer was told.
    pub told: Vec<Told>,
    /// The contract.
    pub contract: Option<Contract>,
    /// The wage.
    pub wage: Option<WageBand>,
    /// Why it came to an end.
    pub reason: Option<EndReason>,
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

impl Step {
    /// Whether an employer is told no more than she says she wants told.
    #[must_use]
    pub fn tells_no_more_than(&self, cv: Option<&Cv>) -> bool {
        let agreed = cv.map(Cv::tells).unwrap_or_default();
        self.told.iter().all(|told| agreed.contains(told))
    }
}

/// When somebody asks whether she is still there, after a first day.
#[must_use]
pub fn checks(started: NaiveDate) -> [(Stage, NaiveDate); 3] {
    [Stage::StillOne, Stage::StillThree, Stage::StillSix].map(|stage| {
        let months = Months::new(stage.months().unwrap_or_default());
        (stage, started.checked_add_months(months).unwrap_or(NaiveDate::MAX))
    })
}

/// The look that is owed next, if she is in a job.
#[must_use]
pub fn next_check(chain: &Chain<Step>) -> Option<(Stage, NaiveDate)> {
    let started = chain.current().iter().rev().find(|step| step.stage == Stage::Started)?;
    let open = chain.offered();
    checks(started.on).into_iter().find(|(stage, _)| open.contains(stage))
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
    /// Number of an employer; needed to introduce her.
    #[serde(default)]
    pub employer: String,
    /// The job; needed to introduce her.
    #[serde(default)]
    pub job: String,
    /// Codes of [`Told`].
    #[serde(default)]
    pub told: Vec<String>,
    /// Code of [`Contract`]; needed when she starts.
    #[serde(default)]
    pub contract: String,
    /// Code of [`WageBand`]; needed when she starts.
    #[serde(default)]
    pub wage: String,
    /// Code of [`EndReason`]; needed at its end.
    #[serde(default)]
    pub reason: String,
}

impl StepForm {
    /// All problems at once, or the step that follows `chain`. `offered` are the employers one can choose, `cv` is what she
    /// says of herself: who is introduced has one, and no more is told than it tells.
    ///
    /// # Errors
    /// Each problem beside its field; `DateInPast` for a look before it is due.
    pub fn check(
        &self,
        chain: &Chain<Step>,
        offered: &[EmployerId],
        cv: Option<&Cv>,
        today: NaiveDate,
    ) -> Result<Step, Problems> {
        let mut problems = Problems::none();
        let (stage, on) = chain.check_next(Stage::from_code(&self.stage), &self.on, today, &mut problems);
        let (mut employer, mut job, mut contract, mut wage, mut reason) = (None, None, None, None, None);
        let mut told = Vec::new();
        match stage {
            Some(Stage::Introduced) => {
                employer = problems.keep("employer", read_offered(&self.employer, offered));
                job = problems.keep("job", Line::required(&self.job));
                told = problems.keep("told", Told::from_codes(&self.told)).unwrap_or_default();
                let agreed = cv.map(Cv::tells).unwrap_or_default();
                if !told.contains(&Told::Skills) {
                    problems.add("told", Problem::Missing);
                } else if told.iter().any(|told| !agreed.contains(told)) {
                    problems.add("told", Problem::Conflicting);
                }
            }
            Some(Stage::Started) => {
                contract = problems.keep("contract", Contract::from_code(&self.contract));
                wage = problems.keep("wage", WageBand::from_code(&self.wage));
            }
            Some(Stage::Ended) => reason = problems.keep("reason", EndReason::from_code(&self.reason)),
            Some(stage) if stage.months().is_some() => {
                let started = chain.current().iter().rev().find(|step| step.stage == Stage::Started);
                let due = started.map(|step| checks(step.on)).into_iter().flatten().find(|(check, _)| *check == stage);
                if due.is_some_and(|(_, due)| on.is_some_and(|on| on < due)) {
                    problems.add("on", Problem::DateInPast);
                }
            }
            _ => {}
        }
        let step = (|| Some(Step { stage: stage?, on: on?, employer, job, told, contract, wage, reason }))();
        problems.finish(step)
    }
}
