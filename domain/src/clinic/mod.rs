//! What a clinic keeps of a client in its own compartment (domain.md 3.8). What concerns HIV is not here: it has a segment and a
//! consent of its own, and no code of it can be written in this one (I15).

mod desk;
mod test;
mod visit;

pub use desk::{Board, CHECK_AFTER_MONTHS};
pub use test::{Method, Test, TestCode, TestForm, TestResult};
pub use visit::{PartnersTold, Syndrome, Vaccine, Visit, VisitForm};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One entry of a clinic.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClinicEntry {
    /// A test and its result.
    Test(Test),
    /// A visit.
    Visit(Visit),
}

/// A result as it is told to the team that keeps her case: this and no more.
#[derive(Clone, Serialize, Deserialize)]
pub struct SharedResult {
    /// Which test.
    pub test: TestCode,
    /// What came out.
    pub result: TestResult,
    /// When it was taken.
    pub taken_on: NaiveDate,
    /// Which clinic told it.
    pub clinic: String,
}
