//! What a client lets be known of her about HIV, and to whom. A compartment of its own with a consent of its own: the law
//! (64/2006/QH11 as amended by 71/2020/QH14, Art. 30) lists who may know, so every yes names the letter it stands on.

mod consent;
mod facts;

pub use consent::{HivConsent, HivConsentForm, Letter, Recipient};
pub use facts::{HivFacts, HivFactsForm, HivStatus, Suppressed};
