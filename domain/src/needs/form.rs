use super::{Board, NeedDomain, NeedStage, NeedStep, WORDS_MAX};
use crate::date::needed_date;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One step of one or several needs, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct NeedForm {
    /// Codes of [`NeedDomain`].
    #[serde(default)]
    pub domains: Vec<String>,
    /// Code of [`NeedStage`].
    #[serde(default)]
    pub stage: String,
    /// The day.
    #[serde(default)]
    pub on: String,
    /// How pressing, 0 to 3; may stay empty.
    #[serde(default)]
    pub urgency: String,
    /// What she wishes; may stay empty.
    #[serde(default)]
    pub wish: String,
}

impl NeedForm {
    /// All problems at once, or a step for each domain that was ticked. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field; what cannot follow on the board stands at `stage`.
    pub fn check(&self, board: &Board, today: NaiveDate) -> Result<Vec<NeedStep>, Problems> {
        let mut problems = Problems::none();
        let domains = problems.keep("domains", NeedDomain::from_codes(&self.domains));
        if domains.as_ref().is_some_and(Vec::is_empty) {
            problems.add("domains", Problem::Missing);
        }
        let stage = problems.keep("stage", NeedStage::from_code(&self.stage));
        let on = problems.keep("on", needed_date(&self.on));
        if on.is_some_and(|day| day > today) {
            problems.add("on", Problem::DateInFuture);
        }
        let urgency = match self.urgency.trim().as_bytes() {
            [] => Ok(None),
            [digit @ b'0'..=b'3'] => Ok(Some(digit - b'0')),
            _ => Err(Problem::NotAChoice),
        };
        let urgency = problems.keep("urgency", urgency);
        let wish = problems.keep("wish", Prose::parse(&self.wish));
        let steps = (|| {
            let (stage, on, urgency, wish) = (stage?, on?, urgency?, wish?);
            let urgency = urgency.filter(|_| stage == NeedStage::Expressed);
            let step = |domain| NeedStep { domain, stage, on, urgency, wish: wish.clone() };
            Some(domains?.into_iter().map(step).collect::<Vec<_>>())
        })();
        for step in steps.iter().flatten() {
            if let Err(problem) = board.takes(step) {
                problems.add("stage", problem);
            }
        }
        problems.finish(steps)
    }
}

/// What is strong in her life, and what she says herself, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct NeedWordsForm {
    /// What helps her: people, skills, what she managed before.
    #[serde(default)]
    pub strengths: String,
    /// Her own words.
    #[serde(default)]
    pub words: String,
}

/// What is strong in her life, and what she says herself.
#[derive(Clone, Serialize, Deserialize)]
pub struct NeedWords {
    /// What helps her.
    pub strengths: Option<Prose<WORDS_MAX>>,
    /// Her own words.
    pub words: Option<Prose<WORDS_MAX>>,
}

impl NeedWordsForm {
    /// The form of what was written before, to go on from.
    #[must_use]
    pub fn of(words: &NeedWords) -> Self {
        let text = |prose: &Option<Prose<WORDS_MAX>>| prose.as_ref().map(|text| text.as_str().to_owned());
        Self { strengths: text(&words.strengths).unwrap_or_default(), words: text(&words.words).unwrap_or_default() }
    }

    /// All problems at once, or the words. Both may be taken away again.
    ///
    /// # Errors
    /// `TooLong` beside its field.
    pub fn check(&self) -> Result<NeedWords, Problems> {
        let mut problems = Problems::none();
        let strengths = problems.keep("strengths", Prose::parse(&self.strengths));
        let words = problems.keep("words", Prose::parse(&self.words));
        problems.finish((|| Some(NeedWords { strengths: strengths?, words: words? }))())
    }
}
