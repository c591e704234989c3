use crate::client::{Channel, Identity, NameForm, SafeContact, SafeContactForm};
use crate::consent::{ConsentAnswer, Evidence, EvidenceForm};
use crate::intake::{Intake, IntakeForm};
use crate::problem::{Problem, Problems};
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// Opening a case, as typed. Only the alias and the consents are required.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct OpeningForm {
    /// What she wants to be called.
    #[serde(default)]
    pub alias: String,
    /// Name on her papers, if a service needs it.
    #[serde(default)]
    pub name: String,
    /// Telephone number.
    #[serde(default)]
    pub phone: String,
    /// Code of [`crate::client::Channel`].
    #[serde(default)]
    pub channel: String,
    /// When she may be reached.
    #[serde(default)]
    pub hours: String,
    /// What to say if another answers.
    #[serde(default)]
    pub cover_story: String,
    /// Her answer on being supported: code of [`ConsentAnswer`].
    #[serde(default)]
    pub services: String,
    /// Her answer on having her data kept.
    #[serde(default)]
    pub processing: String,
    /// Her answer on being looked up when her life or health is in danger; empty when she was not asked that day.
    #[serde(default)]
    pub emergency: String,
    /// What cannot wait.
    #[serde(flatten)]
    pub intake: IntakeForm,
    /// How the consents were given.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// A case to open.
pub struct Opening {
    /// What she wants to be called.
    pub alias: Line<60>,
    /// Who she is, as far as given.
    pub identity: Identity,
    /// How to reach her.
    pub safe_contact: SafeContact,
    /// What she said about an emergency, if she was asked. A no blocks nothing.
    pub emergency: Option<ConsentAnswer>,
    /// What cannot wait.
    pub intake: Intake,
    /// How the consents were given.
    pub evidence: Evidence,
}

impl OpeningForm {
    /// As it is handed out: until she says otherwise, nobody calls her first.
    #[must_use]
    pub fn blank() -> Self {
        Self { channel: Channel::NeverFirst.code().into(), evidence: EvidenceForm::blank(), ..Self::default() }
    }

    /// How to reach her, of what was typed.
    #[must_use]
    pub fn safe_contact(&self) -> SafeContactForm {
        SafeContactForm {
            channel: self.channel.clone(),
            phone: self.phone.clone(),
            hours: self.hours.clone(),
            cover_story: self.cover_story.clone(),
        }
    }

    /// All problems at once, or the opening. Without both consents there is no case: an anonymous
    /// contact is what remains.
    ///
    /// # Errors
    /// Each problem beside its field; `Missing` at an answer not given, `Conflicting` at one that is "not this time".
    pub fn check(&self, recorder: &str) -> Result<Opening, Problems> {
        let mut problems = Problems::none();
        let name = NameForm { alias: self.alias.clone(), name: self.name.clone() }.check(&mut problems);
        let safe_contact = self.safe_contact().check(&mut problems);
        for (field, answer) in [("services", &self.services), ("processing", &self.processing)] {
            if problems.keep(field, ConsentAnswer::from_code(answer)) == Some(ConsentAnswer::NotNow) {
                problems.add(field, Problem::Conflicting);
            }
        }
        let emergency = match self.emergency.as_str() {
            "" => Some(None),
            answer => problems.keep("emergency", ConsentAnswer::from_code(answer)).map(Some),
        };
        let intake = self.intake.read(&mut problems);
        let evidence = self.evidence.check(recorder, &mut problems);
        let opening = (|| {
            let (alias, identity) = name?;
            let (safe_contact, emergency, intake) = (safe_contact?, emergency?, intake?);
            Some(Opening { alias, identity, safe_contact, emergency, intake, evidence: evidence? })
        })();
        problems.finish(opening)
    }
}

#[cfg(test)]
mod tests {
    use super::OpeningForm;
    use crate::consent::{ConsentAnswer, EvidenceForm};
    use crate::problem::Problem;

    fn form() -> OpeningForm {
        OpeningForm {
            alias: "Hoa Ban".into(),
            channel: "never_first".into(),
            services: "yes".into(),
            processing: "yes".into(),
            evidence: EvidenceForm::signed(),
            ..OpeningForm::default()
        }
    }

    #[test]
    fn alias_and_consents_are_enough() {
        assert!(form().check("Lò Thị Mai").is_ok());
    }

    #[test]
    fn an_empty_form_tells_everything_at_once() {
        let problems = OpeningForm::default().check("Lò Thị Mai").err().expect("nothing was typed");
        for field in [
            "alias",
            "channel",
            "services",
            "processing",
            "method",
            "language",
            "witness",
            "told_sensitive",
            "understood",
        ] {
            assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
        }
    }

    #[test]
    fn no_yes_no_case() {
        let refused = OpeningForm { processing: "not_now".into(), ..form() };
        assert_eq!(refused.check("x").err().expect("she refused").of("processing"), Some(Problem::Conflicting));
    }

    #[test]
    fn about_an_emergency_she_may_say_no_or_not_be_asked() {
        let answered = |answer: &str| OpeningForm { emergency: answer.into(), ..form() }.check("x");
        assert_eq!(answered("").unwrap_or_else(|_| panic!("a case")).emergency, None);
        assert_eq!(answered("not_now").unwrap_or_else(|_| panic!("a case")).emergency, Some(ConsentAnswer::NotNow));
        assert_eq!(answered("yes").unwrap_or_else(|_| panic!("a case")).emergency, Some(ConsentAnswer::Yes));
        assert_eq!(answered("maybe").err().expect("no answer").of("emergency"), Some(Problem::NotAChoice));
    }

    #[test]
    fn the_recorder_is_not_her_own_witness() {
        let problems = form().check("vi thi xuan").err().expect("the same person");
        assert_eq!(problems.of("witness"), Some(Problem::Conflicting));
    }

    #[test]
    fn a_call_needs_a_number() {
        let call = OpeningForm { channel: "call".into(), ..form() };
        assert_eq!(call.check("x").err().expect("no number").of("phone"), Some(Problem::Missing));
    }
}
