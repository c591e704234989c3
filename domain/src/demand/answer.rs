use super::{Answer, ClientTold};
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What one of the two says, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct OpinionForm {
    /// Code of [`Answer`].
    #[serde(default)]
    pub answer: String,
    /// Why.
    #[serde(default)]
    pub why: String,
}

/// What one of the two says.
#[derive(Clone)]
pub struct Opinion {
    /// Give or not.
    pub answer: Answer,
    /// Why; sealed.
    pub why: Prose<2000>,
}

impl OpinionForm {
    /// All problems at once, or the opinion.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Opinion, Problems> {
        let mut problems = Problems::none();
        let answer = problems.keep("answer", Answer::from_code(&self.answer));
        let why = problems.keep("why", Prose::impersonal_required(&self.why));
        let opinion = (|| Some(Opinion { answer: answer?, why: why? }))();
        problems.finish(opinion)
    }
}

/// How a demand ended, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ClosingForm {
    /// What was answered or given, in words.
    #[serde(default)]
    pub given: String,
    /// Code of [`ClientTold`].
    #[serde(default)]
    pub told: String,
    /// The day the client was told.
    #[serde(default)]
    pub told_on: String,
    /// The law that forbids telling her.
    #[serde(default)]
    pub forbidden_by: String,
}

/// How a demand ended. Serialised only to be sealed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Closing {
    /// What was answered or given.
    pub given: Prose<2000>,
    /// Whether the client was told.
    pub told: ClientTold,
    /// When she was told.
    pub told_on: Option<NaiveDate>,
    /// The law that forbids it.
    pub forbidden_by: Option<Prose<500>>,
}

impl ClosingForm {
    /// All problems at once, or the end. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Closing, Problems> {
        let mut problems = Problems::none();
        let given = problems.keep("given", Prose::impersonal_required(&self.given));
        let told = problems.keep("told", ClientTold::from_code(&self.told));
        let told_on = problems.keep("told_on", parse_date(&self.told_on));
        let forbidden_by = problems.keep("forbidden_by", Prose::parse(&self.forbidden_by));
        match told {
            Some(ClientTold::Told) if told_on == Some(None) => problems.add("told_on", Problem::Missing),
            Some(ClientTold::Forbidden) if forbidden_by == Some(None) => problems.add("forbidden_by", Problem::Missing),
            _ => {}
        }
        if told_on.flatten().is_some_and(|date| date > today) {
            problems.add("told_on", Problem::DateInFuture);
        }
        let closing =
            (|| Some(Closing { given: given?, told: told?, told_on: told_on?, forbidden_by: forbidden_by? }))();
        problems.finish(closing)
    }
}

#[cfg(test)]
mod tests {
    use super::ClosingForm;
    use crate::problem::Problem;
    use chrono::NaiveDate;

    #[test]
    fn not_telling_the_client_needs_a_law() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let form =
            ClosingForm { given: "Chưa có căn cứ.".into(), told: "forbidden".into(), ..ClosingForm::default() };
        assert_eq!(form.check(today).err().expect("no law").of("forbidden_by"), Some(Problem::Missing));
        let form = ClosingForm { told: "told".into(), ..form };
        assert_eq!(form.check(today).err().expect("no day").of("told_on"), Some(Problem::Missing));
        let form = ClosingForm { told: "nobody_concerned".into(), ..form };
        assert!(form.check(today).is_ok());
    }
}
