use super::{ConsentAnswer, Evidence, EvidenceForm, Segment};
use crate::client::{Identity, SafeContact, SafeContactForm};
use crate::problem::{Problem, Problems};
use crate::text::Line;
use serde::Deserialize;

/// A part that was taken back is asked for again, as typed.
#[derive(Clone, Default, Deserialize)]
pub struct AgainForm {
    /// Code of [`ConsentAnswer`].
    #[serde(default)]
    pub answer: String,
    /// Name on her papers, when that is the part.
    #[serde(default)]
    pub name: String,
    /// How to reach her, when that is the part.
    #[serde(flatten)]
    pub contact: SafeContactForm,
    /// How it was given.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// A part that is given again, with what it holds from now on.
pub enum Part {
    /// Who she is.
    Identity(Identity),
    /// How to reach her.
    Contact(SafeContact),
}

impl Part {
    /// The segment it is.
    #[must_use]
    pub const fn segment(&self) -> Segment {
        match self {
            Self::Identity(_) => Segment::Identity,
            Self::Contact(_) => Segment::Contact,
        }
    }
}

/// Her answer.
pub enum Again {
    /// Yes: this, and how she said so.
    Yes(Part, Evidence),
    /// Not this time: nothing is kept.
    NotNow,
}

impl AgainForm {
    /// As it is handed out: nothing answered.
    #[must_use]
    pub fn blank() -> Self {
        Self { evidence: EvidenceForm::blank(), ..Self::default() }
    }

    /// All problems at once, or the answer about one part. A refusal needs nothing more.
    ///
    /// # Errors
    /// Each problem beside its field; `NotAChoice` at `answer` for a part that cannot go alone.
    pub fn check(&self, part: Segment, recorder: &str) -> Result<Again, Problems> {
        let mut problems = Problems::none();
        match problems.keep("answer", ConsentAnswer::from_code(&self.answer)) {
            Some(ConsentAnswer::Yes) => {}
            Some(ConsentAnswer::NotNow) => return Ok(Again::NotNow),
            None => return Err(problems),
        }
        let part = match part {
            Segment::Identity => {
                let name = problems.keep("name", Line::required(&self.name));
                name.map(|name| Part::Identity(Identity { name: Some(name), ..Identity::default() }))
            }
            Segment::Contact => self.contact.check(&mut problems).map(Part::Contact),
            _ => return Err(Problems::at("answer", Problem::NotAChoice)),
        };
        let evidence = self.evidence.check(recorder, &mut problems);
        problems.finish(part.zip(evidence).map(|(part, evidence)| Again::Yes(part, evidence)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Again, AgainForm};
    use crate::consent::{EvidenceForm, Giver, Part, Segment};
    use crate::problem::Problem;
    use crate::text::Line;

    #[test]
    fn a_refusal_asks_for_nothing_more_and_a_yes_for_all() {
        let no = AgainForm { answer: "not_now".into(), ..AgainForm::default() };
        assert!(matches!(no.check(Segment::Contact, "x"), Ok(Again::NotNow)));
        let yes = AgainForm { answer: "yes".into(), ..AgainForm::blank() };
        for (part, field) in [(Segment::Contact, "channel"), (Segment::Identity, "name")] {
            let problems = yes.check(part, "x").err().expect("nothing was typed");
            for field in [field, "method", "witness", "understood"] {
                assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
            }
        }
        assert_eq!(yes.evidence.given_by, Giver::Herself.code());
        assert_eq!(
            AgainForm::blank().check(Segment::Contact, "x").err().expect("silence").of("answer"),
            Some(Problem::Missing)
        );
    }

    #[test]
    fn a_yes_gives_the_part_it_was_asked_for_and_no_other_can_be_given() {
        let mut form = AgainForm { answer: "yes".into(), name: "Lò Thị Hoa".into(), ..AgainForm::blank() };
        form.contact.channel = "never_first".into();
        form.evidence = EvidenceForm::signed();
        for segment in Segment::ALL {
            let answer = form.check(*segment, "Lò Thị Mai");
            if !Segment::SEVERABLE.contains(segment) {
                let problems = answer.err().expect("it does not go alone");
                assert_eq!(problems.of("answer"), Some(Problem::NotAChoice), "{segment:?}");
                continue;
            }
            let Ok(Again::Yes(part, _)) = answer else { panic!("all was said") };
            assert_eq!(part.segment(), *segment);
            if let Part::Identity(who) = part {
                assert_eq!(who.name.as_ref().map(Line::as_str), Some("Lò Thị Hoa"));
            }
        }
    }
}
