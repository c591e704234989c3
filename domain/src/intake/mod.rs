//! What cannot wait, asked first when a case is opened and whenever it was not asked yet. Every answer may stay out: who is
//! not ready to speak is not sent away.

use crate::case::{NextStep, Step};
use crate::codes::codes;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What is asked, in this order (domain.md 3.1).
    UrgentQuestion {
        /// Whether she is in danger now.
        Danger = "danger",
        /// Whether she was exposed less than 72 hours ago: what protects afterwards begins today or not at all.
        Exposure = "exposure",
        /// Whether she is under 18: then it is a matter of child protection (Law on Children 2016).
        Under18 = "under_18",
        /// Whether she thinks of death or of hurting herself.
        SelfHarm = "self_harm",
    }
}

codes! {
    /// What was answered.
    UrgentAnswer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// It was not asked, or she did not want to say.
        NotAsked = "not_asked",
    }
}

/// The answers as ticked: codes of [`UrgentAnswer`]; nothing is not asked.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct IntakeForm {
    /// To [`UrgentQuestion::Danger`].
    #[serde(default)]
    pub danger: String,
    /// To [`UrgentQuestion::Exposure`].
    #[serde(default)]
    pub exposure: String,
    /// To [`UrgentQuestion::Under18`].
    #[serde(default)]
    pub under_18: String,
    /// To [`UrgentQuestion::SelfHarm`].
    #[serde(default)]
    pub self_harm: String,
}

/// The answers of one time they were asked.
#[derive(Clone, Serialize, Deserialize)]
pub struct Intake {
    danger: UrgentAnswer,
    exposure: UrgentAnswer,
    under_18: UrgentAnswer,
    self_harm: UrgentAnswer,
}

impl IntakeForm {
    /// What was ticked at a question.
    #[must_use]
    pub fn typed(&self, question: UrgentQuestion) -> &str {
        match question {
            UrgentQuestion::Danger => &self.danger,
            UrgentQuestion::Exposure => &self.exposure,
            UrgentQuestion::Under18 => &self.under_18,
            UrgentQuestion::SelfHarm => &self.self_harm,
        }
    }

    /// The answers, with every problem noted; as part of another form.
    pub fn read(&self, problems: &mut Problems) -> Option<Intake> {
        let mut read = |question: UrgentQuestion| {
            let answer = match self.typed(question) {
                "" => Ok(UrgentAnswer::NotAsked),
                code => UrgentAnswer::from_code(code),
            };
            problems.keep(question.code(), answer)
        };
        let answers = UrgentQuestion::ALL.iter().map(|question| read(*question)).collect::<Option<Vec<_>>>()?;
        let [danger, exposure, under_18, self_harm] = answers[..] else { return None };
        Some(Intake { danger, exposure, under_18, self_harm })
    }

    /// The answers of a time when at least one question was asked.
    ///
    /// # Errors
    /// `NotAChoice` beside its question; `Missing` at the first one when nothing was asked.
    pub fn check(&self) -> Result<Intake, Problems> {
        let mut problems = Problems::none();
        let intake = self.read(&mut problems);
        if intake.as_ref().is_some_and(|intake| !intake.was_asked()) {
            problems.add(UrgentQuestion::Danger.code(), Problem::Missing);
        }
        problems.finish(intake)
    }
}

impl Intake {
    /// What was answered to a question.
    #[must_use]
    pub const fn answer(&self, question: UrgentQuestion) -> UrgentAnswer {
        match question {
            UrgentQuestion::Danger => self.danger,
            UrgentQuestion::Exposure => self.exposure,
            UrgentQuestion::Under18 => self.under_18,
            UrgentQuestion::SelfHarm => self.self_harm,
        }
    }

    /// What cannot wait, in the order it was asked.
    pub fn urgent(&self) -> impl Iterator<Item = UrgentQuestion> + '_ {
        UrgentQuestion::ALL.iter().copied().filter(|question| self.answer(*question) == UrgentAnswer::Yes)
    }

    /// Whether anything was asked at all.
    #[must_use]
    pub fn was_asked(&self) -> bool {
        UrgentQuestion::ALL.iter().any(|question| self.answer(*question) != UrgentAnswer::NotAsked)
    }

    /// What must be done because of it: today, whichever it is.
    #[must_use]
    pub fn next(&self, today: NaiveDate) -> Option<NextStep> {
        self.urgent().next().map(|_| NextStep { step: Step::FollowUp, on: today })
    }
}

#[cfg(test)]
mod tests {
    use super::{IntakeForm, UrgentAnswer, UrgentQuestion};
    use crate::problem::{Problem, Problems};
    use chrono::NaiveDate;

    #[test]
    fn nothing_asked_is_an_answer_of_a_case_and_no_record_of_its_own() {
        let intake = IntakeForm::default().read(&mut Problems::none()).expect("nothing is wrong");
        assert!(!intake.was_asked() && intake.urgent().next().is_none());
        let problems = IntakeForm::default().check().err().expect("nothing to keep");
        assert_eq!(problems.of("danger"), Some(Problem::Missing));
    }

    #[test]
    fn every_yes_is_due_today() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
        for question in UrgentQuestion::ALL {
            let say = |other| if other == *question { "yes".to_owned() } else { "no".to_owned() };
            let form = IntakeForm {
                danger: say(UrgentQuestion::Danger),
                exposure: say(UrgentQuestion::Exposure),
                under_18: say(UrgentQuestion::Under18),
                self_harm: say(UrgentQuestion::SelfHarm),
            };
            let intake = form.check().unwrap_or_else(|_| panic!("answered"));
            assert_eq!(intake.urgent().collect::<Vec<_>>(), [*question]);
            assert_eq!(intake.next(today).map(|next| next.on), Some(today));
        }
        let no = IntakeForm { danger: "no".into(), ..IntakeForm::default() };
        let no = no.check().unwrap_or_else(|_| panic!("answered"));
        assert_eq!((no.next(today), no.answer(UrgentQuestion::SelfHarm)), (None, UrgentAnswer::NotAsked));
    }

    #[test]
    fn what_is_no_answer_is_said_at_its_question() {
        let form = IntakeForm { under_18: "maybe".into(), ..IntakeForm::default() };
        assert_eq!(form.check().err().expect("no answer").of("under_18"), Some(Problem::NotAChoice));
    }
}
