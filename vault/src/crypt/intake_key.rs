//! The key that phones seal to. Its private half is the server's, beside the database and not in it: what it opens stands
//! on phones for the days they have no signal, and is sealed to the team's desk the moment it arrives.

use super::{PartyKey, Place};
use domain::audit::{PublicKey, hex};
use domain::id::{ContactId, PartyId};
use domain::time::Entropy;
use uuid::Uuid;
use zeroize::Zeroizing;

/// One such key; no `Debug`.
pub struct IntakeKey(PartyKey);

impl IntakeKey {
    /// A new key.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(PartyKey::generate(PartyId(Uuid::nil()), entropy))
    }

    /// Reads what [`Self::expose`] wrote; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let secret = hex::read(text.trim()).map(Zeroizing::new)?;
        Some(Self(PartyKey::from_secret(PartyId(Uuid::nil()), &secret)))
    }

    /// The secret, for its file.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::write(&self.0.secret_bytes()[..]))
    }

    /// What phones seal to.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.public())
    }

    pub(crate) fn open(&self, contact: ContactId, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.0.open(Place::on_a_phone(contact), sealed).map(|(plain, _)| plain)
    }
}
