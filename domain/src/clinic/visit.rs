use crate::codes::codes;
use crate::date::{needed_date, parse_date};
use crate::problem::{Problem, Problems};
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// The five syndromes of the guideline (WHO 2021, domain.md 3.8).
    Syndrome {
        /// Urethral discharge.
        UrethralDischarge = "urethral_discharge",
        /// Vaginal discharge.
        VaginalDischarge = "vaginal_discharge",
        /// Lower abdominal pain.
        AbdominalPain = "abdominal_pain",
        /// Genital ulcer.
        GenitalUlcer = "genital_ulcer",
        /// Anorectal discharge.
        AnorectalDischarge = "anorectal_discharge",
    }
}

codes! {
    /// Whether partners are told, always as she wants.
    PartnersTold {
        /// She tells them herself.
        Herself = "herself",
        /// The clinic does, without naming her.
        Clinic = "clinic",
        /// Later.
        Later = "later",
        /// She does not want it.
        Declined = "declined",
        /// There is nobody to tell.
        NotNeeded = "not_needed",
    }
}

codes! {
    /// What she was vaccinated against.
    Vaccine {
        /// Hepatitis B.
        HepatitisB = "hepatitis_b",
        /// Human papilloma virus.
        Hpv = "hpv",
        /// Tetanus.
        Tetanus = "tetanus",
    }
}

/// A visit as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct VisitForm {
    /// The day.
    #[serde(default)]
    pub seen_on: String,
    /// Codes of [`Syndrome`].
    #[serde(default)]
    pub syndromes: Vec<String>,
    /// Treatment given; may stay empty.
    #[serde(default)]
    pub treatment: String,
    /// Code of [`PartnersTold`]; may stay empty.
    #[serde(default)]
    pub partners: String,
    /// Codes of [`Vaccine`].
    #[serde(default)]
    pub vaccines: Vec<String>,
    /// Her next visit; may stay empty.
    #[serde(default)]
    pub next_on: String,
}

/// A visit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The day.
    pub seen_on: NaiveDate,
    /// What was found.
    pub syndromes: Vec<Syndrome>,
    /// What was given.
    pub treatment: Option<Line<200>>,
    /// Whether partners are told.
    pub partners: Option<PartnersTold>,
    /// What she was vaccinated against.
    pub vaccines: Vec<Vaccine>,
    /// Her next visit.
    pub next_on: Option<NaiveDate>,
}

impl VisitForm {
    /// All problems at once, or the visit.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Visit, Problems> {
        let mut problems = Problems::none();
        let seen_on = problems.keep("seen_on", needed_date(&self.seen_on));
        if seen_on.is_some_and(|day| day > today) {
            problems.add("seen_on", Problem::DateInFuture);
        }
        let syndromes = problems.keep("syndromes", Syndrome::from_codes(&self.syndromes));
        let treatment = problems.keep("treatment", Line::<200>::parse(&self.treatment));
        let partners = match self.partners.as_str() {
            "" => Some(None),
            code => problems.keep("partners", PartnersTold::from_code(code)).map(Some),
        };
        let vaccines = problems.keep("vaccines", Vaccine::from_codes(&self.vaccines));
        let next_on = problems.keep("next_on", parse_date(&self.next_on));
        if let (Some(next), Some(seen)) = (next_on.flatten(), seen_on)
            && next <= seen
        {
            problems.add("next_on", Problem::DateInPast);
        }
        problems.finish((|| {
            Some(Visit {
                seen_on: seen_on?,
                syndromes: syndromes?,
                treatment: treatment?,
                partners: partners?,
                vaccines: vaccines?,
                next_on: next_on?,
            })
        })())
    }
}

#[cfg(test)]
mod tests {
    use super::VisitForm;
    use crate::problem::Problem;
    use chrono::NaiveDate;

    #[test]
    fn a_day_is_enough_and_the_next_comes_after_it() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day");
        let form = VisitForm { seen_on: "26/11/2026".into(), ..VisitForm::default() };
        assert!(form.check(today).is_ok());
        let form = VisitForm {
            seen_on: "27/11/2026".into(),
            syndromes: vec!["fever".into()],
            partners: "all".into(),
            vaccines: vec!["flu".into()],
            next_on: "27/11/2026".into(),
            ..form
        };
        let problems = form.check(today).err().expect("all of it is wrong");
        assert_eq!(problems.of("seen_on"), Some(Problem::DateInFuture));
        assert_eq!(problems.of("next_on"), Some(Problem::DateInPast));
        for field in ["syndromes", "partners", "vaccines"] {
            assert_eq!(problems.of(field), Some(Problem::NotAChoice), "{field}");
        }
        let nothing = VisitForm::default().check(today).err().expect("nothing was typed");
        assert_eq!(nothing.of("seen_on"), Some(Problem::Missing));
    }
}
