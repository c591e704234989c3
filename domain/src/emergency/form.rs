use super::{Danger, Finding, SEGMENTS};
use crate::client::ClientCode;
use crate::consent::Segment;
use crate::erasure::Told;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use serde::{Deserialize, Serialize};

/// Breaking the glass, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct BreakForm {
    /// The client's code.
    #[serde(default)]
    pub code: String,
    /// Code of [`Danger`].
    #[serde(default)]
    pub danger: String,
    /// Codes of the segments that are needed.
    #[serde(default)]
    pub segments: Vec<String>,
    /// What happened and what will be done.
    #[serde(default)]
    pub words: String,
}

/// Breaking the glass, checked.
pub struct Breaking {
    /// The client's code.
    pub code: ClientCode,
    /// What danger there is.
    pub danger: Danger,
    /// What is needed, beside the label.
    pub segments: Vec<Segment>,
    /// What happened and what will be done.
    pub words: Prose<2000>,
}

impl BreakForm {
    /// All problems at once, or what is asked.
    ///
    /// # Errors
    /// Each problem beside its field; `NotAChoice` at a segment that never opens this way.
    pub fn check(&self) -> Result<Breaking, Problems> {
        let mut problems = Problems::none();
        let code = problems.keep("code", ClientCode::parse(&self.code));
        let danger = problems.keep("danger", Danger::from_code(&self.danger));
        let segments = problems.keep("segments", Segment::from_codes(&self.segments));
        match &segments {
            Some(named) if named.is_empty() => problems.add("segments", Problem::Missing),
            Some(named) if !named.iter().all(|segment| SEGMENTS.contains(segment)) => {
                problems.add("segments", Problem::NotAChoice);
            }
            _ => {}
        }
        let words = problems.keep("words", Prose::required(&self.words));
        problems.finish((|| Some(Breaking { code: code?, danger: danger?, segments: segments?, words: words? }))())
    }
}

/// Signing it off, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ReviewForm {
    /// Code of [`Finding`].
    #[serde(default)]
    pub finding: String,
    /// Code of [`Told`]: how the client learned of it.
    #[serde(default)]
    pub told: String,
    /// Why, and what follows.
    #[serde(default)]
    pub words: String,
}

/// Signing it off, checked.
pub struct Review {
    /// What was found.
    pub finding: Finding,
    /// How the client learned of it, beside the list of who looked.
    pub told: Told,
    /// Why, and what follows.
    pub words: Prose<2000>,
}

impl ReviewForm {
    /// All problems at once, or the review.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Review, Problems> {
        let mut problems = Problems::none();
        let finding = problems.keep("finding", Finding::from_code(&self.finding));
        let told = problems.keep("told", Told::from_code(&self.told));
        let words = problems.keep("words", Prose::required(&self.words));
        problems.finish((|| Some(Review { finding: finding?, told: told?, words: words? }))())
    }
}

#[cfg(test)]
mod tests {
    use super::{BreakForm, ReviewForm};
    use crate::client::ClientCode;
    use crate::consent::Segment;
    use crate::emergency::Finding;
    use crate::erasure::Told;
    use crate::problem::Problem;

    fn form() -> BreakForm {
        BreakForm {
            code: ClientCode::from_random([7; 8]).to_string(),
            danger: "suicide".into(),
            segments: vec!["contact".into(), "casework".into(), "contact".into()],
            words: "Gọi lúc 22:10, nói lời từ biệt".into(),
        }
    }

    #[test]
    fn each_compartment_is_named_once() {
        let asked = form().check().unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(asked.segments, [Segment::Contact, Segment::Casework]);
    }

    #[test]
    fn an_empty_form_tells_everything_at_once() {
        let problems = BreakForm::default().check().err().expect("nothing was typed");
        for field in ["code", "danger", "segments", "words"] {
            assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
        }
        let problems = ReviewForm::default().check().err().expect("nothing was typed");
        for field in ["finding", "told", "words"] {
            assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
        }
    }

    #[test]
    fn it_is_signed_off_with_what_was_found_and_how_she_was_told() {
        let form = ReviewForm { finding: "not_justified".into(), told: "in_person".into(), words: "Đã nói".into() };
        let review = form.check().unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!((review.finding, review.told), (Finding::NotJustified, Told::InPerson));
    }

    #[test]
    fn what_never_opens_cannot_be_named() {
        for never in ["hiv", "group", "packet", "label", "legal", "livelihood", "everything"] {
            let asked = BreakForm { segments: vec!["contact".into(), never.into()], ..form() };
            assert_eq!(asked.check().err().expect(never).of("segments"), Some(Problem::NotAChoice), "{never}");
        }
    }

    #[test]
    fn curiosity_is_no_danger() {
        for danger in ["other", "curious", "suicide "] {
            let asked = BreakForm { danger: danger.into(), ..form() };
            assert_eq!(asked.check().err().expect(danger).of("danger"), Some(Problem::NotAChoice), "{danger}");
        }
    }
}
