use crate::problem::Problems;
use crate::text::Line;
use crate::training::Trade;
use serde::{Deserialize, Serialize};

/// Somebody who offers work. No client stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    /// The firm or workshop.
    pub name: Line<120>,
    /// What it does.
    pub trade: Trade,
    /// Where it is.
    pub place: Option<Line<120>>,
}

/// An employer as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct EmployerForm {
    /// The firm or workshop.
    #[serde(default)]
    pub name: String,
    /// Code of [`Trade`].
    #[serde(default)]
    pub trade: String,
    /// Where it is; may stay empty.
    #[serde(default)]
    pub place: String,
}

impl EmployerForm {
    /// All problems at once, or the employer.
    ///
    /// # Errors
    /// Each problem beside its field; `LooksPersonal` where somebody's number stands: the list is not a phone book.
    pub fn check(&self) -> Result<Employer, Problems> {
        let mut problems = Problems::none();
        let name = problems.keep("name", Line::impersonal_required(&self.name));
        let trade = problems.keep("trade", Trade::from_code(&self.trade));
        let place = problems.keep("place", Line::impersonal(&self.place));
        let employer = (|| Some(Employer { name: name?, trade: trade?, place: place? }))();
        problems.finish(employer)
    }
}
