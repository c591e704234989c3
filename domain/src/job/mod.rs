//! Jobs: what a client would like to do, what she says of herself, and her way into work and through its first six months
//! (domain.md 3.10). An employer is told what she can do, and her name and number only when she says so.

mod cv;
mod employer;
mod interest;
mod step;
#[cfg(test)]
mod tests;

pub use cv::{Cv, CvForm, Told};
pub use employer::{Employer, EmployerForm};
pub use interest::{Hours, Interest, InterestForm, Where};
pub use step::{Contract, EndReason, Stage, Step, StepForm, WageBand, checks, next_check};
