use super::{Ground, LegalStage, Outcome, Standing};
use crate::codes::codes;
use crate::date::past_date;
use crate::problem::{Problem, Problems};
use crate::progress::{NextForm, NextStep, Progress};
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest words on a matter, in characters.
const WORDS_MAX: usize = 4000;

codes! {
    /// What a matter is about (domain.md 3.9).
    MatterType {
        /// Identity papers.
        IdentityPapers = "identity_papers",
        /// Residence.
        Residence = "residence",
        /// The birth of a child.
        ChildBirth = "child_birth",
        /// Marriage and children.
        Family = "family",
        /// Violence at home.
        DomesticViolence = "domestic_violence",
        /// Work and wages.
        Labour = "labour",
        /// Debts.
        Debt = "debt",
        /// Abuse or trafficking.
        AbuseOrTrafficking = "abuse_or_trafficking",
        /// Administrative procedures.
        Administrative = "administrative",
        /// Health insurance and allowances.
        Insurance = "insurance",
        /// Something else.
        Other = "other",
    }
}

/// A matter as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct MatterForm {
    /// Code of [`MatterType`].
    #[serde(default)]
    pub matter: String,
    /// The day of the first advice.
    #[serde(default)]
    pub on: String,
    /// Code of [`Ground`]: the one she prefers to use; may stay empty.
    #[serde(default)]
    pub basis: String,
    /// What it is about; may stay empty.
    #[serde(default)]
    pub words: String,
}

/// A matter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// What it is about.
    pub matter: MatterType,
    /// The day of the first advice.
    pub on: NaiveDate,
    /// The ground she prefers to use.
    pub ground: Option<Ground>,
    /// What it is about, in words that only the desk reads.
    pub words: Option<Prose<WORDS_MAX>>,
}

impl MatterForm {
    /// All problems at once, or the matter.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Matter, Problems> {
        let mut problems = Problems::none();
        let matter = problems.keep("matter", MatterType::from_code(&self.matter));
        let on = problems.keep("on", past_date(&self.on, today));
        let ground = match self.basis.as_str() {
            "" => Some(None),
            code => problems.keep("basis", Ground::from_code(code)).map(Some),
        };
        let words = problems.keep("words", Prose::parse(&self.words));
        problems.finish((|| Some(Matter { matter: matter?, on: on?, ground: ground?, words: words? }))())
    }
}

/// A stage as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct StageForm {
    /// Code of [`LegalStage`].
    #[serde(default)]
    pub stage: String,
    /// Since when.
    #[serde(default)]
    pub on: String,
    /// Code of [`Outcome`]; asked for when it ended.
    #[serde(default)]
    pub outcome: String,
    /// What was done, for the desk alone; may stay empty.
    #[serde(default)]
    pub words: String,
    /// The next step, which is told back.
    #[serde(flatten)]
    pub next: NextForm,
}

/// A stage a matter came to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageTold {
    /// The entry that began the matter.
    pub matter: Uuid,
    /// The stage.
    pub stage: LegalStage,
    /// Since when.
    pub on: NaiveDate,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What comes next.
    pub next: Option<NextStep>,
    /// By when.
    pub next_on: Option<NaiveDate>,
    /// What was done, in words that only the desk reads.
    pub words: Option<Prose<WORDS_MAX>>,
}

impl StageTold {
    /// What of it is told back: no word of it, nor how it ended.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        Progress { stage: self.stage.told(), on: self.on, next: self.next, next_on: self.next_on }
    }
}

impl StageForm {
    /// All problems at once, or the stage, for the matter as it stands.
    ///
    /// # Errors
    /// Each problem beside its field; `Conflicting` at a stage that cannot follow, and at an outcome of what has not ended.
    pub fn check(&self, standing: &Standing, today: NaiveDate) -> Result<StageTold, Problems> {
        let mut problems = Problems::none();
        let stage = problems.keep("stage", LegalStage::from_code(&self.stage));
        if stage.is_some_and(|stage| !standing.stage().may_become().contains(&stage)) {
            problems.add("stage", Problem::Conflicting);
        }
        let on = problems.keep("on", past_date(&self.on, today));
        if on.is_some_and(|day| day < standing.since()) {
            problems.add("on", Problem::DateInPast);
        }
        let outcome = match self.outcome.as_str() {
            "" => Some(None),
            code => problems.keep("outcome", Outcome::from_code(code)).map(Some),
        };
        match (stage, outcome) {
            (Some(LegalStage::Ended), Some(None)) => problems.add("outcome", Problem::Missing),
            (Some(stage), Some(Some(_))) if stage != LegalStage::Ended => {
                problems.add("outcome", Problem::Conflicting);
            }
            _ => {}
        }
        let words = problems.keep("words", Prose::parse(&self.words));
        let next = self.next.check(today, &mut problems);
        problems.finish((|| {
            let (next, next_on) = next?;
            let matter = standing.id;
            Some(StageTold { matter, stage: stage?, on: on?, outcome: outcome?, next, next_on, words: words? })
        })())
    }
}
