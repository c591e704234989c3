//! A client's card and her own page: a party whose private key is sealed under the number on the card and her PIN.
//!
//! Staff give it and take it away ([`give`]); she types number and PIN ([`entry`]); what she then sees of herself, and
//! the yes she takes back, is in [`own`]; what she asks about
//! her data, in [`rights`]. An account reaches none of that, and a card nothing else (decision 0012).

mod day;
mod entry;
mod give;
mod own;
mod rights;

pub use entry::{CardHolder, CardTag};
pub(crate) use entry::{IDLE, LONGEST};
pub use give::{Given, Standing};
pub use own::{Agreed, Appointment, Kept, OwnPage};
pub use rights::{Asked, OwnRequest, OwnRequests};

use crate::crypt::Place;
use domain::id::{CaseId, PartyId};
use uuid::Uuid;
use zeroize::Zeroizing;

/// What number and PIN open, and a session again: whose card it is, and its key.
struct Contents {
    case: CaseId,
    party: PartyId,
    secret: Zeroizing<[u8; 32]>,
}

impl Contents {
    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new([&self.case.0.as_bytes()[..], &self.party.0.as_bytes()[..], &self.secret[..]].concat())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (case, rest) = bytes.split_first_chunk::<16>()?;
        let (party, secret) = rest.split_first_chunk::<16>()?;
        Some(Self {
            case: CaseId(Uuid::from_bytes(*case)),
            party: PartyId(Uuid::from_bytes(*party)),
            secret: Zeroizing::new(secret.try_into().ok()?),
        })
    }
}

/// The place of something found by the first 16 bytes of a tag or hash.
fn place_of(table: &'static str, tag: &[u8; 16]) -> Place<'static> {
    Place::outside_cases(table, "sealed", Uuid::from_bytes(*tag))
}
