//! A symmetric key, and what is sealed under it.

use crate::Place;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::time::Entropy;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const NONCE: usize = 24;

/// A 256-bit symmetric key. Leaves memory when dropped; no `Debug`, no `Clone`, no `Serialize`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

/// The key of one (case, segment, epoch).
pub type DataKey = Key;

impl Key {
    /// A key from its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new key.
    #[must_use]
    pub fn random(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// A key for one purpose from secret material (HKDF-SHA256, RFC 5869).
    ///
    /// # Panics
    /// Never: 32 bytes are within HKDF's limit.
    #[must_use]
    pub fn derived(salt: &[u8], secret: &[u8], purpose: &str) -> Self {
        let mut bytes = [0; 32];
        Hkdf::<Sha256>::new(Some(salt), secret)
            .expand(purpose.as_bytes(), &mut bytes)
            .expect("32 bytes are within HKDF's limit");
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Ties a wrap to one key: XChaCha20-Poly1305 alone lets one ciphertext open under two keys.
    #[must_use]
    pub fn commitment(&self) -> [u8; 32] {
        blake3::derive_key("dong-hanh 2026 data key commitment", &self.0)
    }

    /// Seals: random nonce, then ciphertext with the place authenticated.
    ///
    /// # Panics
    /// Never: texts are far below the cipher's limit.
    #[must_use]
    pub fn seal(&self, place: Place<'_>, plain: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce);
        let sealed = XChaCha20Poly1305::new(&self.0.into())
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &place.to_bytes() })
            .expect("texts are far below the cipher's limit");
        [&nonce[..], &sealed].concat()
    }

    /// Opens, or `None` when the key, the place or a single bit is not the right one.
    #[must_use]
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        XChaCha20Poly1305::new(&self.0.into())
            .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &place.to_bytes() })
            .ok()
            .map(Zeroizing::new)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use crate::Place;
    use crate::testing::SeededEntropy;
    use domain::consent::Segment;
    use proptest::prelude::{any, prop, proptest};
    use uuid::Uuid;

    fn place(numbers: (u8, u8, u8, u8, u8)) -> Place<'static> {
        let (table, column, row, case, rest) = numbers;
        Place {
            table: ["labels", "identities"][usize::from(table % 2)],
            column: ["sealed", "other"][usize::from(column % 2)],
            row: Uuid::from_u128(u128::from(row % 2)),
            case: Uuid::from_u128(u128::from(case % 2)),
            segment: Some([Segment::Label, Segment::Casework][usize::from(rest % 2)]),
            epoch: i64::from(rest / 2 % 2),
        }
    }

    proptest! {
        /// I9: a ciphertext opens where it was sealed and nowhere else, whole and not otherwise.
        #[test]
        fn opens_only_in_its_place(
            plain in prop::collection::vec(any::<u8>(), 0..200), here in any::<(u8, u8, u8, u8, u8)>(),
            there in any::<(u8, u8, u8, u8, u8)>(), flip in any::<prop::sample::Index>(), seed in any::<u64>(),
        ) {
            let entropy = SeededEntropy::new(seed);
            let (key, other) = (Key::random(&entropy), Key::random(&entropy));
            let mut sealed = key.seal(place(here), &plain, &entropy);
            assert_eq!(key.open(place(here), &sealed).expect("its own place")[..], plain[..]);
            assert!(other.open(place(here), &sealed).is_none());
            let same = place(here).to_bytes() == place(there).to_bytes();
            assert_eq!(key.open(place(there), &sealed).is_some(), same);
            let at = flip.index(sealed.len());
            sealed[at] ^= 1;
            assert!(key.open(place(here), &sealed).is_none());
        }
    }
}
