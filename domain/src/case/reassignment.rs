use crate::codes::codes;
use crate::id::{AccountId, CaseId, read_each};
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

codes! {
    /// Why a case that was chosen could not be given.
    NotGiven {
        /// No consent lets the team open it: it was taken back, was refused, or ends before.
        NoKey = "no_key",
        /// The client stopped being supported.
        NotServed = "not_served",
        /// Somebody else carries it by now.
        NotHers = "not_hers",
        /// A colleague covers it, or will.
        Covered = "covered",
    }
}

/// Which cases of one colleague go to which others, as ticked.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ReassignmentForm {
    /// What is looked for among them; in the body, never in an address.
    #[serde(default)]
    pub q: String,
    /// Ids of cases.
    #[serde(default)]
    pub cases: Vec<String>,
    /// Ids of accounts.
    #[serde(default)]
    pub colleagues: Vec<String>,
}

/// A reassignment, checked; whether the cases are there to be given is for the vault to say.
pub struct Reassignment {
    /// The cases, at least one, each once.
    pub cases: Vec<CaseId>,
    /// Who gets them, at least one.
    pub colleagues: Vec<AccountId>,
}

impl ReassignmentForm {
    /// All problems at once, or what is taken `from` somebody.
    ///
    /// # Errors
    /// `Missing` or `NotAChoice` at `cases` and `colleagues`; `Conflicting` at `colleagues` for who has them already.
    pub fn check(&self, from: AccountId) -> Result<Reassignment, Problems> {
        let mut problems = Problems::none();
        let cases = problems.keep("cases", read_each::<CaseId>(&self.cases)).unwrap_or_default();
        let colleagues = problems.keep("colleagues", read_each::<AccountId>(&self.colleagues)).unwrap_or_default();
        if cases.is_empty() {
            problems.add("cases", Problem::Missing);
        }
        if colleagues.is_empty() {
            problems.add("colleagues", Problem::Missing);
        }
        if colleagues.contains(&from) {
            problems.add("colleagues", Problem::Conflicting);
        }
        problems.finish(Some(Reassignment { cases, colleagues }))
    }
}

/// Who gets which: each case goes to whoever of them carries the fewest by then; of two with as many, to the first.
#[must_use]
pub fn share_out(cases: &[CaseId], colleagues: &[(AccountId, i64)]) -> Vec<(CaseId, AccountId)> {
    let mut carried = colleagues.to_vec();
    let give = |case: &CaseId| {
        let fewest = carried.iter_mut().min_by_key(|(_, cases)| *cases)?;
        fewest.1 += 1;
        Some((*case, fewest.0))
    };
    cases.iter().filter_map(give).collect()
}

#[cfg(test)]
mod tests;
