//! The client as a person: her code, her identity if she gives it, how to reach her safely.

mod born;
mod code;
mod identity;
mod phone;
mod safe_contact;

pub use born::{Born, BornForm, BornMeans, Doubt};
pub use code::{ClientCode, StandInCode};
pub use identity::{Identity, IdentityForm, NameForm};
pub use phone::Phone;
pub use safe_contact::{Channel, SafeContact, SafeContactForm};
