//! Break-glass. Under a client's consent for an emergency her case is wrapped to her team's *duty*, a party whose private
//! key is sealed to the team's social workers and opened nowhere but here. Opening a case with it makes wraps for who
//! asked that end after four hours, and in the same transaction tells two others, who sign it off.

mod alert;
mod consent;
mod duty;
mod glass;
mod own;
mod review;

pub use alert::{Alert, Reviewed};
pub(crate) use consent::{KeyOfCase, emergency};
pub use glass::Broken;
pub use own::Own;
