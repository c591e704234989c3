//! Consent: one purpose at a time, to one recipient, over named segments, for a period.
//!
//! What a client says is an entry of a ledger that is only added to. Nothing here decides alone: a yes that [`is_live`] is
//! what lets `vault` make a wrap, and without the wrap there is no row and no plaintext.

mod again;
mod by_code;
mod form;
mod grant;
mod receipt;
mod renewal;
mod segment;
mod withdrawal;

pub use again::{Again, AgainForm, Part};
pub use by_code::{ByCodeForm, TakenBack};
pub use form::{ConsentAnswer, EvidenceForm};
pub use grant::{
    Decision, Evidence, EvidenceMethod, Giver, Ground, Purpose, RENEW_WITHIN, ReadOutLanguage, Representative,
    Standing, TEXT_VERSION, TextVersion, days_left, default_end, ends_soon, is_live, standing,
};
pub use receipt::receipt_number;
pub use renewal::{Renewal, RenewalForm};
pub(crate) use renewal::{last_day, latest_day};
pub use segment::Segment;
pub use withdrawal::{Withdrawal, WithdrawalForm};
