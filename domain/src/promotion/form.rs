use super::Promotion;
use crate::needs::NeedDomain;
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

/// What is taken along into a case, as ticked.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PromotionForm {
    /// Numbers of contacts.
    pub before: Vec<String>,
    /// Codes of [`NeedDomain`].
    pub needs: Vec<String>,
}

impl PromotionForm {
    /// All problems at once, or what is taken along of what was offered. A contact without which there would be nothing to
    /// take along is asked for.
    ///
    /// # Errors
    /// `Missing` at `before` when nothing is ticked, `NotAChoice` when it was not offered.
    pub fn check(&self, offered: &Promotion) -> Result<Promotion, Problems> {
        let mut problems = Problems::none();
        let chosen: Vec<_> = offered
            .contacts
            .iter()
            .filter(|before| self.before.iter().any(|number| number.parse() == Ok(before.id)))
            .cloned()
            .collect();
        if self.before.is_empty() {
            problems.add("before", Problem::Missing);
        } else if chosen.len() != self.before.len() {
            problems.add("before", Problem::NotAChoice);
        }
        let needs = problems.keep("needs", NeedDomain::from_codes(&self.needs));
        problems.finish(needs.map(|needs| Promotion { contacts: chosen, needs }))
    }
}
