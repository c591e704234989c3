use crate::codes::codes;
use crate::date::past_date;
use crate::problem::{Problem, Problems};
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// A test (domain.md 3.8). Those for HIV have no code here.
    TestCode {
        /// Syphilis, rapid.
        SyphilisRapid = "SYP_RDT",
        /// Syphilis, RPR.
        SyphilisRpr = "SYP_RPR",
        /// Gonorrhoea, NAAT.
        Gonorrhoea = "GC_NAAT",
        /// Chlamydia, NAAT.
        Chlamydia = "CT_NAAT",
        /// Trichomonas.
        Trichomonas = "TV",
        /// Hepatitis B surface antigen.
        HepatitisB = "HBSAG",
        /// Hepatitis C antibody.
        HepatitisC = "AHCV",
        /// Human papilloma virus.
        Hpv = "HPV",
        /// Visual inspection or Pap smear.
        Cervical = "VIA_PAP",
        /// Pregnancy.
        Pregnancy = "PREG",
    }
}

codes! {
    /// How it was done.
    Method {
        /// A rapid test.
        Rapid = "rapid",
        /// In a laboratory.
        Laboratory = "laboratory",
        /// Nucleic acid amplification.
        Naat = "naat",
        /// Under the microscope.
        Microscopy = "microscopy",
        /// By looking.
        Visual = "visual",
    }
}

codes! {
    /// What came out.
    TestResult {
        /// Negative.
        Negative = "NEG",
        /// Positive or reactive.
        Positive = "POS",
        /// Indeterminate.
        Indeterminate = "IND",
        /// Invalid: to be done again.
        Invalid = "INVALID",
        /// Not done.
        NotDone = "NOT_DONE",
    }
}

impl TestCode {
    /// The ways it is done. Some names say it already.
    #[must_use]
    pub const fn methods(self) -> &'static [Method] {
        match self {
            Self::SyphilisRapid => &[Method::Rapid],
            Self::SyphilisRpr => &[Method::Laboratory],
            Self::Gonorrhoea | Self::Chlamydia | Self::Hpv => &[Method::Naat],
            Self::Trichomonas => &[Method::Microscopy, Method::Rapid, Method::Naat],
            Self::HepatitisB | Self::HepatitisC | Self::Pregnancy => &[Method::Rapid, Method::Laboratory],
            Self::Cervical => &[Method::Visual, Method::Microscopy, Method::Laboratory],
        }
    }

    /// Whether it is part of the check-up that is due again after three months.
    #[must_use]
    pub const fn is_of_the_check_up(self) -> bool {
        matches!(self, Self::SyphilisRapid | Self::SyphilisRpr | Self::Gonorrhoea | Self::Chlamydia | Self::Trichomonas)
    }
}

/// A test as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct TestForm {
    /// Code of [`TestCode`].
    #[serde(default)]
    pub test: String,
    /// Code of [`Method`].
    #[serde(default)]
    pub method: String,
    /// When it was taken.
    #[serde(default)]
    pub taken_on: String,
    /// Code of [`TestResult`].
    #[serde(default)]
    pub result: String,
    /// The laboratory's number; may stay empty.
    #[serde(default)]
    pub lab_number: String,
}

/// A test and its result.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// Which.
    pub test: TestCode,
    /// How.
    pub method: Method,
    /// When it was taken.
    pub taken_on: NaiveDate,
    /// What came out.
    pub result: TestResult,
    /// The laboratory's number.
    pub lab_number: Option<Line<40>>,
}

impl TestForm {
    /// All problems at once, or the test.
    ///
    /// # Errors
    /// Each problem beside its field; `Conflicting` at a method the test is not done by, and at a laboratory's number of what was
    /// not done.
    pub fn check(&self, today: NaiveDate) -> Result<Test, Problems> {
        let mut problems = Problems::none();
        let test = problems.keep("test", TestCode::from_code(&self.test));
        let method = problems.keep("method", Method::from_code(&self.method));
        if let (Some(test), Some(method)) = (test, method)
            && !test.methods().contains(&method)
        {
            problems.add("method", Problem::Conflicting);
        }
        let taken_on = problems.keep("taken_on", past_date(&self.taken_on, today));
        let result = problems.keep("result", TestResult::from_code(&self.result));
        let lab_number = problems.keep("lab_number", Line::<40>::parse(&self.lab_number));
        if result == Some(TestResult::NotDone) && lab_number.as_ref().is_some_and(Option::is_some) {
            problems.add("lab_number", Problem::Conflicting);
        }
        problems.finish((|| {
            Some(Test { test: test?, method: method?, taken_on: taken_on?, result: result?, lab_number: lab_number? })
        })())
    }
}

#[cfg(test)]
mod tests {
    use super::{Method, TestCode, TestForm};
    use crate::problem::Problem;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day")
    }

    #[test]
    fn nothing_here_is_about_hiv() {
        for code in ["HIV_SCR", "HIV_CONF", "HIV_SELF", "VL"] {
            let form = TestForm { test: code.into(), ..TestForm::default() };
            let problems = form.check(today()).err().expect("no such test");
            assert_eq!(problems.of("test"), Some(Problem::NotAChoice));
        }
        assert!(TestCode::ALL.iter().all(|test| !test.code().contains("HIV")));
    }

    #[test]
    fn every_problem_at_its_field() {
        let problems = TestForm::default().check(today()).err().expect("nothing was typed");
        for field in ["test", "method", "taken_on", "result"] {
            assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
        }
        let form = TestForm {
            test: "SYP_RDT".into(),
            method: "naat".into(),
            taken_on: "27/11/2026".into(),
            result: "NOT_DONE".into(),
            lab_number: "A-12".into(),
        };
        let problems = form.check(today()).err().expect("three things are wrong");
        assert_eq!(problems.of("method"), Some(Problem::Conflicting));
        assert_eq!(problems.of("taken_on"), Some(Problem::DateInFuture));
        assert_eq!(problems.of("lab_number"), Some(Problem::Conflicting));
    }

    #[test]
    fn every_test_is_done_in_some_way_and_every_way_does_some_test() {
        assert!(TestCode::ALL.iter().all(|test| !test.methods().is_empty()));
        for method in Method::ALL {
            assert!(TestCode::ALL.iter().any(|test| test.methods().contains(method)), "{method:?}");
        }
    }
}
