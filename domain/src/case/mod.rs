//! The support of one client: opening it, the label it has in lists, who carries it, what is due, the step it is at.

mod assignment;
mod due;
mod label;
mod opening;
mod part;
mod reassignment;
mod stage;

pub use assignment::{Assignment, AssignmentForm};
pub use due::due_first;
pub use label::{Label, NextStep, Step};
pub use opening::{Opening, OpeningForm};
pub use part::CasePart;
pub use reassignment::{NotGiven, Reassignment, ReassignmentForm, share_out};
pub use stage::{Records, Stage};
