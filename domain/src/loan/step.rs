use crate::codes::codes;
use crate::livelihood::{self, Chain, Staged};
use crate::number::needed;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// A programme, those for everybody first.
    Programme {
        /// For poor households.
        Poor = "poor",
        /// For households close to poverty.
        NearPoor = "near_poor",
        /// For creating work.
        Employment = "employment",
        /// Women who found a business.
        WomenStartUp = "women_start_up",
        /// Decision 29/2014/QĐ-TTg: its conditions tell the commune something about her.
        Decision29 = "decision_29",
    }
}

impl Programme {
    /// Whether asking for it tells the commune something about her.
    #[must_use]
    pub const fn discloses(self) -> bool {
        matches!(self, Self::Decision29)
    }
}

codes! {
    /// Why none of the programmes for everybody will do.
    WhyTargeted {
        /// She fulfils the conditions of none of them.
        NotEligible = "not_eligible",
        /// They have no money, or let her wait too long.
        NoFunds = "no_funds",
        /// She was refused by one.
        Refused = "refused",
        /// She wants this one, knowing the others.
        HerChoice = "her_choice",
    }
}

codes! {
    /// Where a loan stands (domain.md 3.10).
    Stage {
        /// It was talked over.
        Advice = "advice",
        /// The papers are being put together.
        File = "file",
        /// The bank looks at them.
        Appraisal = "appraisal",
        /// She has the money.
        Disbursed = "disbursed",
        /// She pays back.
        Repaying = "repaying",
        /// All is paid.
        Settled = "settled",
        /// A payment is late.
        Overdue = "overdue",
        /// It came to nothing: not granted, or not wanted any more.
        Stopped = "stopped",
    }
}

impl livelihood::Stage for Stage {
    const FIRST: &'static [Self] = &[Self::Advice];

    fn follows(self) -> &'static [Self] {
        match self {
            Self::Advice => &[Self::File, Self::Stopped],
            Self::File => &[Self::Appraisal, Self::Stopped],
            Self::Appraisal => &[Self::Disbursed, Self::Stopped],
            Self::Disbursed => &[Self::Repaying, Self::Settled, Self::Overdue],
            Self::Repaying => &[Self::Settled, Self::Overdue],
            Self::Overdue => &[Self::Repaying, Self::Settled],
            Self::Settled | Self::Stopped => Self::FIRST,
        }
    }

    fn ends(self) -> bool {
        matches!(self, Self::Settled | Self::Stopped)
    }
}

/// A step of one client's loan.
#[derive(Clone, Serialize, Deserialize)]
pub struct Step {
    /// What was reached.
    pub stage: Stage,
    /// On which day (Vietnam).
    pub on: NaiveDate,
    /// The programme it is asked of.
    pub programme: Option<Programme>,
    /// Why it had to be the targeted one; there only after she confirmed what it tells.
    pub why_targeted: Option<WhyTargeted>,
    /// How much, in đồng.
    pub amount: Option<i64>,
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

/// A step as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct StepForm {
    /// Code of [`Stage`].
    #[serde(default)]
    pub stage: String,
    /// The day.
    #[serde(default)]
    pub on: String,
    /// Code of [`Programme`]; needed for the file.
    #[serde(default)]
    pub programme: String,
    /// `yes` when she was told what the targeted programme tells the commune, and wants it all the same.
    #[serde(default)]
    pub warned: String,
    /// Code of [`WhyTargeted`]; needed with it.
    #[serde(default)]
    pub why_targeted: String,
    /// In đồng; needed when she has the money.
    #[serde(default)]
    pub amount: String,
}

impl StepForm {
    /// All problems at once, or the step that follows `chain`.
    ///
    /// # Errors
    /// Each problem beside its field; `Missing` at `warned` and `why_targeted` for the programme that discloses.
    pub fn check(&self, chain: &Chain<Step>, today: NaiveDate) -> Result<Step, Problems> {
        let mut problems = Problems::none();
        let (stage, on) = chain.check_next(Stage::from_code(&self.stage), &self.on, today, &mut problems);
        let (mut programme, mut why_targeted, mut amount) = (None, None, None);
        match stage {
            Some(Stage::File) => {
                programme = problems.keep("programme", Programme::from_code(&self.programme));
                if programme.is_some_and(Programme::discloses) {
                    if self.warned != "yes" {
                        problems.add("warned", Problem::Missing);
                    }
                    why_targeted = problems.keep("why_targeted", WhyTargeted::from_code(&self.why_targeted));
                }
            }
            Some(Stage::Disbursed) => amount = problems.keep("amount", needed(&self.amount, 100_000, 1_000_000_000)),
            _ => {}
        }
        let step = (|| Some(Step { stage: stage?, on: on?, programme, why_targeted, amount }))();
        problems.finish(step)
    }
}
