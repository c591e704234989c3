use crate::id::{AccountId, CaseId, read, read_each};
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

/// Which cases are given to which colleague, as ticked.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct AssignmentForm {
    /// Ids of cases.
    #[serde(default)]
    pub cases: Vec<String>,
    /// Id of the colleague's account.
    #[serde(default)]
    pub colleague: String,
}

/// An assignment, checked; whether the cases are there to be given is for the vault to say.
pub struct Assignment {
    /// The cases, at least one, each once.
    pub cases: Vec<CaseId>,
    /// Who gets them.
    pub colleague: AccountId,
}

impl AssignmentForm {
    /// All problems at once, or the assignment.
    ///
    /// # Errors
    /// `Missing` or `NotAChoice` at `cases` and `colleague`.
    pub fn check(&self) -> Result<Assignment, Problems> {
        let mut problems = Problems::none();
        let cases = problems.keep("cases", read_each::<CaseId>(&self.cases)).unwrap_or_default();
        if cases.is_empty() {
            problems.add("cases", Problem::Missing);
        }
        let colleague = problems.keep("colleague", read(&self.colleague));
        problems.finish(colleague.map(|colleague| Assignment { cases, colleague }))
    }
}

#[cfg(test)]
mod tests {
    use super::AssignmentForm;
    use crate::id::MOST;
    use crate::problem::Problem;

    #[test]
    fn nothing_chosen_and_nothing_known_are_said_apart() {
        let problems = AssignmentForm::default().check().err().expect("nothing was chosen");
        assert_eq!((problems.of("cases"), problems.of("colleague")), (Some(Problem::Missing), Some(Problem::Missing)));
        let strange = AssignmentForm { cases: vec!["x".into()], colleague: "y".into() };
        let problems = strange.check().err().expect("no ids");
        assert_eq!(problems.of("cases"), Some(Problem::NotAChoice));
        assert_eq!(problems.of("colleague"), Some(Problem::NotAChoice));
    }

    #[test]
    fn more_than_anybody_carries_is_not_given_at_once() {
        let id = |number: usize| uuid::Uuid::from_u128(number as u128).to_string();
        let cases = |most: usize| AssignmentForm { cases: (1..=most).map(id).collect(), colleague: id(7) };
        assert_eq!(cases(MOST).check().map(|assignment| assignment.cases.len()).ok(), Some(MOST));
        let problems = cases(MOST + 1).check().err().expect("too many");
        assert_eq!(problems.of("cases"), Some(Problem::NotAChoice));
    }

    #[test]
    fn a_case_is_given_once() {
        let id = uuid::Uuid::from_u128(7).to_string();
        let form = AssignmentForm { cases: vec![id.clone(), id.clone()], colleague: id };
        assert_eq!(form.check().map(|assignment| assignment.cases.len()).ok(), Some(1));
    }
}
