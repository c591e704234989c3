use super::{Evidence, EvidenceMethod, ReadOutLanguage};
use crate::codes::codes;
use crate::problem::{Problem, Problems};
use crate::text::Line;
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
    /// `yes` when the client was told that the data are sensitive (Decree 356/2025 Art. 6.4).
    #[serde(default)]
    pub told_sensitive: String,
}

impl EvidenceForm {
    /// Adds its problems to the form's. `recorder` may not be the witness.
    pub fn check(&self, recorder: &str, problems: &mut Problems) -> Option<Evidence> {
        let method = problems.keep("method", EvidenceMethod::from_code(&self.method));
        let language = problems.keep("language", ReadOutLanguage::from_code(&self.language));
        let witness = problems.keep("witness", Line::required(&self.witness));
        if witness
            .as_ref()
            .is_some_and(|witness| crate::vietnamese::fold(witness.as_str()) == crate::vietnamese::fold(recorder))
        {
            problems.add("witness", Problem::Conflicting);
        }
        if self.told_sensitive != "yes" {
            problems.add("told_sensitive", Problem::Missing);
        }
        Some(Evidence { method: method?, language: language?, witness: witness? })
    }
}
