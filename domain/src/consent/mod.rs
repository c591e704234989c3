//! Consent: one purpose at a time, to one recipient, over named segments, for a period.
//!
//! A [`Grant`] is an entry of an append-only ledger. Nothing here decides alone: a live grant is
//! what lets `vault` make a wrap, and without the wrap there is no row and no plaintext.

mod form;
mod grant;
mod segment;

pub use form::{ConsentAnswer, EvidenceForm};
pub use grant::{Decision, Evidence, EvidenceMethod, Purpose, ReadOutLanguage, TEXT_VERSION, default_end, is_live};
pub use segment::Segment;
