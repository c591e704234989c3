//! Training: courses and cohorts, in which nobody stands; and one client's way through one (domain.md 3.10), which its
//! provider keeps in its own compartment.

mod attendance;
mod cohort;
mod course;
mod step;
#[cfg(test)]
mod tests;

pub use attendance::{AttendanceForm, Mark, Presence, percent};
pub use cohort::{Cohort, CohortForm, Weekday};
pub use course::{Course, CourseForm, Funder, Level, Trade};
pub use step::{DropReason, Stage, Step, StepForm, cohort_of, completed};
