use crate::codes::codes;
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What the client says of herself. Nobody asks for a paper because of it; the laboratory's result stays with the clinic.
    HivStatus {
        /// Lives with HIV.
        LivesWith = "lives_with",
        /// Her last result was negative.
        Negative = "negative",
        /// She does not know, or waits for a result.
        NotKnown = "not_known",
    }
}

codes! {
    /// Whether her viral load is suppressed.
    Suppressed {
        /// Yes.
        Yes = "yes",
        /// Not yet.
        No = "no",
        /// Not known here.
        NotKnown = "not_known",
    }
}

/// What is known, as typed.
#[derive(Clone, Default, Deserialize)]
pub struct HivFactsForm {
    /// Code of [`HivStatus`].
    #[serde(default)]
    pub status: String,
    /// The day she was linked to treatment; may stay empty.
    #[serde(default)]
    pub linked_on: String,
    /// The day of her next refill or appointment; may stay empty.
    #[serde(default)]
    pub next_on: String,
    /// Code of [`Suppressed`]; may stay empty.
    #[serde(default)]
    pub suppressed: String,
}

/// What supporting her needs to be known, and no more (domain.md 3.8).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HivFacts {
    /// What she says of herself.
    pub status: HivStatus,
    /// Since when she is linked to treatment.
    pub linked_on: Option<NaiveDate>,
    /// Her next refill or appointment.
    pub next_on: Option<NaiveDate>,
    /// Whether her viral load is suppressed.
    pub suppressed: Option<Suppressed>,
}

impl HivFactsForm {
    /// All problems at once, or what is known. Treatment belongs only to who lives with HIV.
    ///
    /// # Errors
    /// Each problem beside its field; `Conflicting` at a status that does not go with treatment.
    pub fn check(&self, today: NaiveDate) -> Result<HivFacts, Problems> {
        let mut problems = Problems::none();
        let status = problems.keep("status", HivStatus::from_code(&self.status));
        let linked_on = problems.keep("linked_on", parse_date(&self.linked_on));
        if linked_on.flatten().is_some_and(|day| day > today) {
            problems.add("linked_on", Problem::DateInFuture);
        }
        let next_on = problems.keep("next_on", parse_date(&self.next_on));
        if next_on.flatten().is_some_and(|day| day < today) {
            problems.add("next_on", Problem::DateInPast);
        }
        let suppressed = match self.suppressed.as_str() {
            "" => Some(None),
            code => problems.keep("suppressed", Suppressed::from_code(code)).map(Some),
        };
        let treated = linked_on.flatten().is_some() || suppressed.flatten().is_some();
        if treated && status.is_some_and(|status| status != HivStatus::LivesWith) {
            problems.add("status", Problem::Conflicting);
        }
        problems.finish((|| {
            Some(HivFacts { status: status?, linked_on: linked_on?, next_on: next_on?, suppressed: suppressed? })
        })())
    }
}

#[cfg(test)]
mod tests {
    use super::HivFactsForm;
    use crate::problem::Problem;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    #[test]
    fn what_she_says_is_enough() {
        let form = HivFactsForm { status: "not_known".into(), ..HivFactsForm::default() };
        assert!(form.check(today()).is_ok());
        let nothing = HivFactsForm::default().check(today()).err().expect("nothing was said");
        assert_eq!(nothing.of("status"), Some(Problem::Missing));
    }

    #[test]
    fn dates_and_treatment_must_make_sense() {
        let form = HivFactsForm {
            status: "negative".into(),
            linked_on: "25/11/2026".into(),
            next_on: "23/11/2026".into(),
            suppressed: "often".into(),
        };
        let problems = form.check(today()).err().expect("everything is wrong");
        assert_eq!(problems.of("linked_on"), Some(Problem::DateInFuture));
        assert_eq!(problems.of("next_on"), Some(Problem::DateInPast));
        assert_eq!(problems.of("suppressed"), Some(Problem::NotAChoice));
        assert_eq!(problems.of("status"), Some(Problem::Conflicting));
    }
}
