use super::{Evidence, EvidenceMethod, Giver, Ground, ReadOutLanguage, Representative, TextVersion};
use crate::codes::codes;
use crate::problem::{Problem, Problems};
use crate::text::Line;
use crate::vietnamese::fold;
use serde::{Deserialize, Serialize};

codes! {
    /// The client's answer on one purpose. Nothing is ticked beforehand: silence is not consent.
    ConsentAnswer {
        /// Yes.
        Yes = "yes",
        /// Not this time.
        NotNow = "not_now",
    }
}

/// How a consent was given, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct EvidenceForm {
    /// Code of [`EvidenceMethod`].
    #[serde(default)]
    pub method: String,
    /// Code of [`ReadOutLanguage`].
    #[serde(default)]
    pub language: String,
    /// Who else was there.
    #[serde(default)]
    pub witness: String,
    /// Who interpreted, by name or alias.
    #[serde(default)]
    pub interpreter: String,
    /// Code of [`Giver`].
    #[serde(default)]
    pub given_by: String,
    /// Who said yes in the client's place.
    #[serde(default)]
    pub representative: String,
    /// Code of [`Ground`]: why somebody else may.
    #[serde(default)]
    pub ground: String,
    /// `yes` when the child agrees too.
    #[serde(default)]
    pub assent: String,
    /// `yes` when the client was told that the data are sensitive (Decree 356/2025 Art. 6.4).
    #[serde(default)]
    pub told_sensitive: String,
    /// `yes` when the client said in her own words what she agrees to (FHIR `Consent.verification`).
    #[serde(default)]
    pub understood: String,
    /// Code of [`TextVersion`]: the words that stood on the page. Empty for the ordinary ones.
    #[serde(default)]
    pub text: String,
}

impl EvidenceForm {
    /// As it is handed out: the client speaks for herself. How she says yes is asked every time.
    #[must_use]
    pub fn blank() -> Self {
        Self { given_by: Giver::Herself.code().into(), ..Self::default() }
    }

    /// The words that stood on the page; those of today's ordinary version for what never was.
    #[must_use]
    pub fn text(&self) -> TextVersion {
        TextVersion::from_code(&self.text).unwrap_or_default()
    }

    /// Adds its problems to the form's. `recorder` may not be the witness, nor speak for the client.
    pub fn check(&self, recorder: &str, problems: &mut Problems) -> Option<Evidence> {
        let method = problems.keep("method", EvidenceMethod::from_code(&self.method));
        let language = problems.keep("language", ReadOutLanguage::from_code(&self.language));
        let witness = problems.keep("witness", Line::<120>::required(&self.witness));
        let interpreter = problems.keep("interpreter", Line::<120>::parse(&self.interpreter));
        if language == Some(ReadOutLanguage::Other) && interpreter == Some(None) {
            problems.add("interpreter", Problem::Missing);
        }
        let giver = problems.keep("given_by", Giver::from_code(&self.given_by));
        let representative = match giver {
            Some(Giver::Representative) => self.representative(problems).map(Some),
            _ => Some(None),
        };
        let spoke = |name: &str| representative.iter().flatten().any(|other| fold(other.name.as_str()) == fold(name));
        if spoke(recorder) {
            problems.add("representative", Problem::Conflicting);
        }
        if witness.as_ref().is_some_and(|name| fold(name.as_str()) == fold(recorder) || spoke(name.as_str())) {
            problems.add("witness", Problem::Conflicting);
        }
        for (field, said) in [("told_sensitive", &self.told_sensitive), ("understood", &self.understood)] {
            if said != "yes" {
                problems.add(field, Problem::Missing);
            }
        }
        Some(Evidence {
            method: method?,
            language: language?,
            witness: witness?,
            interpreter: interpreter?,
            representative: representative?,
            text: self.text(),
        })
    }

    /// Somebody may say yes in another's place only on a ground, and never over a child's head (Law 91/2025 Art. 24).
    fn representative(&self, problems: &mut Problems) -> Option<Representative> {
        let name = problems.keep("representative", Line::required(&self.representative));
        let ground = problems.keep("ground", Ground::from_code(&self.ground));
        if ground == Some(Ground::Under18) && self.assent != "yes" {
            problems.add("assent", Problem::Missing);
        }
        Some(Representative { name: name?, ground: ground? })
    }
}

#[cfg(test)]
impl EvidenceForm {
    /// All that a yes of her own asks for: for the tests of every form that holds one.
    pub(crate) fn signed() -> Self {
        Self {
            method: "signature".into(),
            language: "vi".into(),
            witness: "Vì Thị Xuân".into(),
            told_sensitive: "yes".into(),
            understood: "yes".into(),
            ..Self::blank()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EvidenceForm;
    use crate::consent::{Ground, TextVersion};
    use crate::problem::{Problem, Problems};

    fn problem(form: &EvidenceForm, field: &str) -> Option<Problem> {
        let mut problems = Problems::none();
        let evidence = form.check("Lò Thị Mai", &mut problems);
        assert!(evidence.is_none() || problems.is_empty() || problems.of(field).is_some());
        problems.of(field)
    }

    #[test]
    fn she_speaks_for_herself() {
        let mut problems = Problems::none();
        let evidence = EvidenceForm::signed().check("Lò Thị Mai", &mut problems).expect("all is there");
        assert!(problems.is_empty() && evidence.representative.is_none());
        assert_eq!(
            problem(&EvidenceForm { given_by: String::new(), ..EvidenceForm::signed() }, "given_by"),
            Some(Problem::Missing)
        );
    }

    #[test]
    fn the_witness_is_somebody_else() {
        for witness in ["lo thi mai", "LÒ THỊ MAI"] {
            let same = EvidenceForm { witness: witness.into(), ..EvidenceForm::signed() };
            assert_eq!(problem(&same, "witness"), Some(Problem::Conflicting));
        }
    }

    #[test]
    fn another_language_needs_an_interpreter() {
        let other = EvidenceForm { language: "other".into(), ..EvidenceForm::signed() };
        assert_eq!(problem(&other, "interpreter"), Some(Problem::Missing));
        assert_eq!(problem(&EvidenceForm { interpreter: "Chị Mỷ".into(), ..other }, "interpreter"), None);
    }

    #[test]
    fn nobody_speaks_for_an_adult_without_a_ground() {
        let given = EvidenceForm {
            given_by: "representative".into(),
            representative: "Lò Văn Ún".into(),
            ..EvidenceForm::signed()
        };
        assert_eq!(problem(&given, "ground"), Some(Problem::Missing));
        let child = EvidenceForm { ground: "under_18".into(), ..given.clone() };
        assert_eq!(problem(&child, "assent"), Some(Problem::Missing));
        assert_eq!(problem(&EvidenceForm { assent: "yes".into(), ..child.clone() }, "assent"), None);
        let worker = EvidenceForm { representative: "Lò Thị Mai".into(), ..child.clone() };
        assert_eq!(problem(&worker, "representative"), Some(Problem::Conflicting));
        let witness = EvidenceForm { witness: "lo van un".into(), ..child };
        assert_eq!(problem(&witness, "witness"), Some(Problem::Conflicting));
        let court = EvidenceForm { ground: "court".into(), ..given };
        let mut problems = Problems::none();
        let evidence = court.check("Lò Thị Mai", &mut problems).expect("all is there");
        let spoke = evidence.representative.expect("somebody spoke for her");
        assert!(problems.is_empty() && spoke.name.as_str() == "Lò Văn Ún" && spoke.ground == Ground::Court);
    }

    #[test]
    fn nothing_is_given_that_was_not_told_and_understood() {
        let not_told = EvidenceForm { told_sensitive: String::new(), ..EvidenceForm::signed() };
        assert_eq!(problem(&not_told, "told_sensitive"), Some(Problem::Missing));
        for said in ["", "no", "YES"] {
            let form = EvidenceForm { understood: said.into(), ..EvidenceForm::signed() };
            assert_eq!(problem(&form, "understood"), Some(Problem::Missing), "{said}");
        }
    }

    #[test]
    fn the_words_that_stood_on_the_page_are_kept() {
        let kept = |text: &str| {
            let form = EvidenceForm { text: text.into(), ..EvidenceForm::signed() };
            let mut problems = Problems::none();
            let evidence = form.check("Lò Thị Mai", &mut problems).expect("all is there");
            assert_eq!(evidence.text, form.text());
            evidence.text
        };
        for version in TextVersion::ALL {
            assert_eq!(kept(version.code()), *version);
        }
        assert_eq!((kept(""), kept("1999-01")), (TextVersion::Plain, TextVersion::Plain), "of what never was");
    }
}
