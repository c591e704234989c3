use crate::codes::codes;
use crate::date::parse_date;
use crate::problem::{Problem, Problems};
use chrono::{Months, NaiveDate};
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
    /// The day of her last test, screening or confirmation; may stay empty.
    #[serde(default)]
    pub tested_on: String,
    /// The day she was linked to PrEP; may stay empty.
    #[serde(default)]
    pub prep_on: String,
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
    /// Her last test.
    #[serde(default)]
    pub tested_on: Option<NaiveDate>,
    /// Since when she is linked to PrEP.
    #[serde(default)]
    pub prep_on: Option<NaiveDate>,
}

/// After how many months a test is offered again (domain.md 3.8).
const TEST_AGAIN_AFTER_MONTHS: u32 = 6;

impl HivFacts {
    /// From when a test is offered again; not to who knows that she lives with HIV.
    #[must_use]
    pub fn test_due(&self) -> Option<NaiveDate> {
        let last = self.tested_on.filter(|_| self.status != HivStatus::LivesWith)?;
        last.checked_add_months(Months::new(TEST_AGAIN_AFTER_MONTHS))
    }
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
        let tested_on = problems.keep("tested_on", parse_date(&self.tested_on));
        let prep_on = problems.keep("prep_on", parse_date(&self.prep_on));
        for (field, day) in [("tested_on", tested_on), ("prep_on", prep_on)] {
            if day.flatten().is_some_and(|day| day > today) {
                problems.add(field, Problem::DateInFuture);
            }
        }
        // PrEP is for who does not live with HIV.
        if prep_on.flatten().is_some() && status == Some(HivStatus::LivesWith) {
            problems.add("prep_on", Problem::Conflicting);
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
            Some(HivFacts {
                status: status?,
                linked_on: linked_on?,
                next_on: next_on?,
                suppressed: suppressed?,
                tested_on: tested_on?,
                prep_on: prep_on?,
            })
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
    fn a_test_is_offered_again_after_six_months() {
        let form = HivFactsForm {
            status: "negative".into(),
            tested_on: "24/06/2026".into(),
            prep_on: "01/07/2026".into(),
            ..HivFactsForm::default()
        };
        let facts = form.check(today()).expect("facts");
        assert_eq!(facts.test_due(), NaiveDate::from_ymd_opt(2026, 12, 24));
        let form = HivFactsForm { status: "lives_with".into(), ..form };
        assert_eq!(form.check(today()).err().and_then(|found| found.of("prep_on")), Some(Problem::Conflicting));
        let form = HivFactsForm { prep_on: String::new(), ..form };
        assert_eq!(form.check(today()).ok().and_then(|facts| facts.test_due()), None);
    }

    #[test]
    fn dates_and_treatment_must_make_sense() {
        let form = HivFactsForm {
            status: "negative".into(),
            linked_on: "25/11/2026".into(),
            next_on: "23/11/2026".into(),
            suppressed: "often".into(),
            tested_on: "25/11/2026".into(),
            prep_on: "25/11/2026".into(),
        };
        let problems = form.check(today()).err().expect("everything is wrong");
        assert_eq!(problems.of("linked_on"), Some(Problem::DateInFuture));
        assert_eq!(problems.of("next_on"), Some(Problem::DateInPast));
        assert_eq!(problems.of("tested_on"), Some(Problem::DateInFuture));
        assert_eq!(problems.of("prep_on"), Some(Problem::DateInFuture));
        assert_eq!(problems.of("suppressed"), Some(Problem::NotAChoice));
        assert_eq!(problems.of("status"), Some(Problem::Conflicting));
    }
    #[test]
    fn today_is_neither_past_nor_to_come() {
        let day = || "24/11/2026".to_owned();
        let treated = HivFactsForm {
            status: "lives_with".into(),
            linked_on: day(),
            next_on: day(),
            suppressed: "yes".into(),
            tested_on: day(),
            prep_on: String::new(),
        };
        let facts = treated.check(today()).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(facts.suppressed.is_some());
        assert_eq!([facts.linked_on, facts.next_on, facts.tested_on], [Some(today()); 3]);
        let prevents = HivFactsForm { status: "negative".into(), prep_on: day(), ..HivFactsForm::default() };
        assert!(prevents.check(today()).is_ok());
    }

    #[test]
    fn either_word_of_treatment_is_of_who_lives_with_hiv() {
        let linked = HivFactsForm { linked_on: "24/11/2026".into(), ..HivFactsForm::default() };
        let suppressed = HivFactsForm { suppressed: "yes".into(), ..HivFactsForm::default() };
        for form in [linked, suppressed] {
            for (status, found) in [("negative", Some(Problem::Conflicting)), ("lives_with", None)] {
                let form = HivFactsForm { status: status.into(), ..form.clone() };
                assert_eq!(form.check(today()).err().and_then(|problems| problems.of("status")), found, "{status}");
            }
        }
    }
}
