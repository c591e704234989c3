//! Cases: opening one, the label it has in lists, the caseload.

mod assignment;
mod caseload;
mod holder;
mod label;
mod opening;
mod reassignment;

pub(crate) use assignment::{Carrier, Term};
pub use caseload::{Found, Listed};
pub use label::CaseHead;
pub(crate) use label::open_label;
pub(crate) use opening::WrapGrant;
pub use reassignment::{CarriedCases, Given, HandedOver};
