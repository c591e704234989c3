use super::{Ground, QUESTION_MAX, telling};
use crate::case::Label;
use crate::consent::{Evidence, EvidenceForm};
use crate::id::{TeamId, read};
use crate::problem::Problems;
use crate::text::Prose;
use serde::{Deserialize, Serialize};

/// A request as typed, once the client said yes to it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CodedPlanForm {
    /// Id of the team whose supervisor is asked.
    #[serde(default)]
    pub team: String,
    /// Code of [`Ground`]; the evidence has a ground of its own.
    #[serde(default)]
    pub why: String,
    /// What she is asked to look at.
    #[serde(default)]
    pub question: String,
    /// How the client said yes.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// A request, checked; whether the team has a supervisor is for the vault to say.
pub struct Asking {
    /// Who is asked.
    pub team: TeamId,
    /// Why somebody outside.
    pub ground: Ground,
    /// What she is asked to look at.
    pub question: Option<Prose<QUESTION_MAX>>,
    /// The client's yes: to this organisation, for this one decision.
    pub evidence: Evidence,
}

impl CodedPlanForm {
    /// As it is handed out.
    #[must_use]
    pub fn blank() -> Self {
        Self { evidence: EvidenceForm::blank(), ..Self::default() }
    }

    /// All problems at once, or the request. `recorder` may not be the witness; `label` is what the question must not tell.
    ///
    /// # Errors
    /// Each at its field.
    pub fn check(&self, recorder: &str, label: &Label) -> Result<Asking, Problems> {
        let mut problems = Problems::none();
        let team = problems.keep("team", read(&self.team));
        let ground = problems.keep("why", Ground::from_code(&self.why));
        let question = problems.keep("question", Prose::parse(&self.question));
        let told = question.iter().flatten().find_map(|words: &Prose<QUESTION_MAX>| telling(words.as_str(), label));
        if let Some(problem) = told {
            problems.add("question", problem);
        }
        let evidence = self.evidence.check(recorder, &mut problems);
        let asking = (|| Some(Asking { team: team?, ground: ground?, question: question?, evidence: evidence? }))();
        problems.finish(asking)
    }
}
