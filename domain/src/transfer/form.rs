use super::{BackReason, WORDS_MAX};
use crate::consent::{Evidence, EvidenceForm};
use crate::id::{AccountId, TeamId, read};
use crate::problem::Problems;
use crate::text::Prose;
use serde::{Deserialize, Serialize};

/// An offer as typed, with the client there.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct OfferingForm {
    /// Id of the team that is asked to take the case.
    #[serde(default)]
    pub team: String,
    /// Why now.
    #[serde(default)]
    pub why: String,
    /// What is to be done first.
    #[serde(default)]
    pub next: String,
    /// How she said yes.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// An offer, checked; whether the team is one that takes cases is for the vault to say.
pub struct Offering {
    /// Who is asked.
    pub team: TeamId,
    /// Why now.
    pub why: Prose<WORDS_MAX>,
    /// What is to be done first.
    pub next: Prose<WORDS_MAX>,
    /// Her yes: to this organisation, for its support and for keeping her data, and to nothing before it takes the case.
    pub evidence: Evidence,
}

impl OfferingForm {
    /// As it is handed out.
    #[must_use]
    pub fn blank() -> Self {
        Self { evidence: EvidenceForm::blank(), ..Self::default() }
    }

    /// All problems at once, or the offer. `recorder` may not be the witness.
    ///
    /// # Errors
    /// Each at its field.
    pub fn check(&self, recorder: &str) -> Result<Offering, Problems> {
        let mut problems = Problems::none();
        let team = problems.keep("team", read(&self.team));
        let why = problems.keep("why", Prose::required(&self.why));
        let next = problems.keep("next", Prose::required(&self.next));
        let evidence = self.evidence.check(recorder, &mut problems);
        let offering = (|| Some(Offering { team: team?, why: why?, next: next?, evidence: evidence? }))();
        problems.finish(offering)
    }
}

/// Who is to carry a case that is taken, as chosen.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct TakingForm {
    /// Id of the colleague's account.
    #[serde(default)]
    pub colleague: String,
}

/// Who is to carry it.
pub struct Taking {
    /// The colleague.
    pub colleague: AccountId,
}

impl TakingForm {
    /// The problem, or who carries it.
    ///
    /// # Errors
    /// `Missing` or `NotAChoice` at `colleague`.
    pub fn check(&self) -> Result<Taking, Problems> {
        let mut problems = Problems::none();
        let colleague = problems.keep("colleague", read(&self.colleague));
        problems.finish(colleague.map(|colleague| Taking { colleague }))
    }
}

/// An offer that goes back, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SendBackForm {
    /// Code of [`BackReason`].
    #[serde(default)]
    pub reason: String,
    /// What else is to be said.
    #[serde(default)]
    pub words: String,
}

/// An offer that goes back.
pub struct SendBack {
    /// Why.
    pub reason: BackReason,
    /// What else is to be said.
    pub words: Option<Prose<WORDS_MAX>>,
}

impl SendBackForm {
    /// All problems at once, or the answer.
    ///
    /// # Errors
    /// Each at its field.
    pub fn check(&self) -> Result<SendBack, Problems> {
        let mut problems = Problems::none();
        let reason = problems.keep("reason", BackReason::from_code(&self.reason));
        let words = problems.keep("words", Prose::parse(&self.words));
        let back = (|| Some(SendBack { reason: reason?, words: words? }))();
        problems.finish(back)
    }
}

#[cfg(test)]
mod tests {
    use super::{OfferingForm, SendBackForm, TakingForm};
    use crate::consent::EvidenceForm;
    use crate::problem::Problem;

    #[test]
    fn an_offer_names_who_why_and_what_is_next_and_her_yes() {
        let problems = OfferingForm::blank().check("Lò Thị Mai").err().expect("nothing was typed");
        for field in ["team", "why", "next", "method", "language", "witness", "told_sensitive", "understood"] {
            assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
        }
        let evidence = EvidenceForm { witness: "lo thi mai".into(), ..EvidenceForm::signed() };
        let team = uuid::Uuid::from_u128(7).to_string();
        let form = OfferingForm { team, why: "Chuyển chỗ ở".into(), next: "Gặp trong tuần".into(), evidence };
        let problems = form.check("Lò Thị Mai").err().expect("she is no witness of her own record");
        assert_eq!((problems.of("witness"), problems.of("team")), (Some(Problem::Conflicting), None));
        assert!(form.check("Quàng Văn Dũng").is_ok());
    }

    /// How she says yes is asked every time, and that it is she who says it stands there.
    #[test]
    fn a_blank_offer_is_hers_to_give() {
        let (form, evidence) = (OfferingForm::blank(), EvidenceForm::blank());
        assert!(!evidence.given_by.is_empty() && form.evidence.given_by == evidence.given_by);
        assert!(form.team.is_empty() && form.why.is_empty() && form.evidence.method.is_empty());
    }

    #[test]
    fn it_is_taken_for_somebody_and_sent_back_for_a_reason() {
        let problems = TakingForm::default().check().err().expect("nobody was named");
        assert_eq!(problems.of("colleague"), Some(Problem::Missing));
        let problems = SendBackForm { words: "Gọi cho tôi".into(), ..SendBackForm::default() }.check().err();
        assert_eq!(problems.expect("no reason").of("reason"), Some(Problem::Missing));
        let back = SendBackForm { reason: "no_room".into(), words: String::new() }.check().expect("a reason is enough");
        assert!(back.words.is_none());
    }
}
