//! Signatures of the audit's checkpoints: Ed25519, strictly verified.

use domain::audit::{PublicKey, hex};
use domain::time::Entropy;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

/// The key that signs checkpoints. It is kept outside the database; no `Debug`.
pub struct CheckpointKey(SigningKey);

impl CheckpointKey {
    /// A new key.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        entropy.fill(seed.as_mut());
        Self(SigningKey::from_bytes(&seed))
    }

    /// Reads what [`Self::expose`] wrote; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        hex::read(text.trim()).map(Zeroizing::new).map(|seed| Self(SigningKey::from_bytes(&seed)))
    }

    /// The secret, for its file.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::write(self.0.as_bytes()))
    }

    /// What others verify with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, text: &str) -> [u8; 64] {
        self.0.sign(text.as_bytes()).to_bytes()
    }
}

/// Whether one of the keys signed the text. Strict: keys of low order and signatures that could be written in another
/// way are refused.
pub(crate) fn is_signed(keys: &[PublicKey], text: &str, signature: &[u8; 64]) -> bool {
    let signature = Signature::from_bytes(signature);
    keys.iter()
        .filter_map(|key| VerifyingKey::from_bytes(&key.0).ok())
        .any(|key| key.verify_strict(text.as_bytes(), &signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{CheckpointKey, is_signed};
    use crate::testing::SeededEntropy;
    use domain::audit::PublicKey;

    #[test]
    fn only_the_key_that_signed_verifies_and_only_this_text() {
        let entropy = SeededEntropy::new(7);
        let (key, other) = (CheckpointKey::generate(&entropy), CheckpointKey::generate(&entropy));
        let signature = key.sign("a");
        assert!(is_signed(&[other.public(), key.public()], "a", &signature));
        assert!(!is_signed(&[key.public()], "b", &signature));
        assert!(!is_signed(&[other.public()], "a", &signature) && !is_signed(&[], "a", &signature));
        // Under the key of low order every text has a signature.
        assert!(!is_signed(&[PublicKey([0; 32])], "a", &[0; 64]));
    }

    #[test]
    fn a_key_is_read_back_from_its_file() {
        let key = CheckpointKey::generate(&SeededEntropy::new(8));
        let read = CheckpointKey::parse(&format!("{}\n", *key.expose())).expect("a key");
        assert_eq!(read.public(), key.public());
        assert!(CheckpointKey::parse("not a key").is_none());
    }
}
