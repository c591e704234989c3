//! Cases: opening one, the label it has in lists, the caseload, who carries one, its timeline, what frames a change of the work.

mod assignment;
mod caseload;
mod holder;
mod label;
mod line;
mod opening;
mod reassignment;
mod stage;
mod work;

pub(crate) use assignment::{Carrier, Term};
pub use caseload::{Found, Listed};
pub use label::CaseHead;
pub(crate) use label::open_label;
pub use line::{Happened, Line, What};
pub(crate) use opening::WrapGrant;
pub use reassignment::{CarriedCases, Given, HandedOver};
pub(crate) use work::Work;
