//! A member who is a client too, and says yes to her line being tied to her case.

use crate::client::ClientCode;
use crate::consent::ConsentAnswer;
use crate::problem::Problems;
use serde::{Deserialize, Serialize};

/// She is asked whether her line may be tied to her case, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TieForm {
    /// Code of [`ConsentAnswer`].
    pub answer: String,
    /// The code of her case.
    pub code: String,
}

/// Her answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tying {
    /// Yes, to the case of this code.
    Yes(ClientCode),
    /// Not this time: nothing is kept of it.
    NotNow,
}

impl TieForm {
    /// All problems at once, or her answer. A no needs no code.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Tying, Problems> {
        let mut problems = Problems::none();
        let answer = problems.keep("answer", ConsentAnswer::from_code(&self.answer));
        if answer == Some(ConsentAnswer::NotNow) {
            return Ok(Tying::NotNow);
        }
        let code = problems.keep("code", ClientCode::parse(&self.code));
        problems.finish(answer.and(code).map(Tying::Yes))
    }
}

#[cfg(test)]
mod tests {
    use super::{TieForm, Tying};
    use crate::client::ClientCode;
    use crate::problem::Problem;

    #[test]
    fn a_yes_needs_her_code_and_a_no_needs_nothing() {
        let code = ClientCode::from_random([1; 8]);
        let form = |answer: &str, code: &str| TieForm { answer: answer.into(), code: code.into() };
        assert_eq!(form("yes", code.as_str()).check().ok(), Some(Tying::Yes(code.clone())));
        assert_eq!(form("not_now", "").check().ok(), Some(Tying::NotNow));
        let problems = form("", "x").check().expect_err("neither");
        assert_eq!(["answer", "code"].map(|at| problems.of(at)), [Some(Problem::Missing), Some(Problem::BadCode)]);
    }
}
