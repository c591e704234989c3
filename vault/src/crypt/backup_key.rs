//! The key pair of backups: the server has the public half and can make backups; the private half, kept elsewhere, opens
//! them. Who takes the server and every backup opens none.

use super::PartyKey;
use domain::audit::{PublicKey, hex};
use domain::id::PartyId;
use domain::time::Entropy;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The private half. No `Debug`.
pub struct BackupKey(pub(crate) PartyKey);

impl BackupKey {
    /// A new key pair.
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

    /// What the server seals to.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.public())
    }
}
