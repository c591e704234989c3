use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

/// That somebody leaves cannot be undone, so it is said twice: by the button and by a tick.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct ClosingForm {
    /// `yes` when ticked.
    #[serde(default)]
    pub confirmed: String,
}

impl ClosingForm {
    /// Nothing, or what is missing.
    ///
    /// # Errors
    /// `Missing` at `confirmed`.
    pub fn check(&self) -> Result<(), Problems> {
        if self.confirmed == "yes" { Ok(()) } else { Err(Problems::at("confirmed", Problem::Missing)) }
    }
}
