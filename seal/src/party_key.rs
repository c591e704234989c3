//! The key pair of a party.

use crate::{Key, Place};
use domain::id::PartyId;
use domain::time::Entropy;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

const TO_PUBLIC: u8 = 1;
const OWN: u8 = 2;

/// How a wrap was sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WrapForm {
    /// To the party's public key: anyone can make it, opening costs a curve multiplication.
    ToPublic,
    /// Under the party's own symmetric key: what its holder makes of it after first use.
    Own,
}

/// A party's private key, in memory only.
pub struct PartyKey {
    /// Whose.
    pub party: PartyId,
    secret: StaticSecret,
    own: Key,
}

impl PartyKey {
    /// A new key pair.
    #[must_use]
    pub fn generate(party: PartyId, entropy: &dyn Entropy) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        entropy.fill(bytes.as_mut());
        Self::from_secret(party, &bytes)
    }

    /// The key pair of a private half.
    #[must_use]
    pub fn from_secret(party: PartyId, bytes: &[u8; 32]) -> Self {
        let own = Key::derived(b"dong-hanh", bytes, "dong-hanh/party/own/1");
        Self { party, secret: StaticSecret::from(*bytes), own }
    }

    /// The private half, to be sealed for keeping.
    #[must_use]
    pub fn secret_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.secret.to_bytes())
    }

    /// What others seal to.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        PublicKey::from(&self.secret).to_bytes()
    }

    /// Seals to a public key: an ephemeral X25519 key, HKDF over both public keys, XChaCha20-Poly1305.
    /// `None` for a public key that would give a secret anybody knows.
    #[must_use]
    pub fn seal_to(public: &[u8; 32], place: Place<'_>, plain: &[u8], entropy: &dyn Entropy) -> Option<Vec<u8>> {
        let mut bytes = Zeroizing::new([0; 32]);
        entropy.fill(bytes.as_mut());
        let ephemeral = StaticSecret::from(*bytes);
        let sender = PublicKey::from(&ephemeral).to_bytes();
        let key = shared(&ephemeral, public, &sender, public)?;
        Some([&[TO_PUBLIC], &sender[..], &key.seal(place, plain, entropy)].concat())
    }

    /// Seals to oneself.
    #[must_use]
    pub fn seal_own(&self, place: Place<'_>, plain: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        [&[OWN], &self.own.seal(place, plain, entropy)[..]].concat()
    }

    /// Opens either form.
    #[must_use]
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Option<(Zeroizing<Vec<u8>>, WrapForm)> {
        match sealed.split_first()? {
            (&OWN, sealed) => Some((self.own.open(place, sealed)?, WrapForm::Own)),
            (&TO_PUBLIC, rest) => {
                let (sender, sealed) = rest.split_first_chunk::<32>()?;
                let key = shared(&self.secret, sender, sender, &self.public())?;
                Some((key.open(place, sealed)?, WrapForm::ToPublic))
            }
            _ => None,
        }
    }

    /// Opens what must be a key.
    #[must_use]
    pub fn open_key(&self, place: Place<'_>, sealed: &[u8]) -> Option<([u8; 32], WrapForm)> {
        let (plain, form) = self.open(place, sealed)?;
        Some((plain.as_slice().try_into().ok()?, form))
    }
}

fn shared(secret: &StaticSecret, theirs: &[u8; 32], sender: &[u8; 32], receiver: &[u8; 32]) -> Option<Key> {
    let agreed = secret.diffie_hellman(&PublicKey::from(*theirs));
    if !agreed.was_contributory() {
        return None;
    }
    Some(Key::derived(&[&sender[..], receiver].concat(), agreed.as_bytes(), "dong-hanh/wrap/1"))
}

/// The mark of a public key: 80 bits of its hash in five groups of four, short enough to be read to each other.
#[must_use]
pub fn key_mark(public: &[u8]) -> String {
    let digest = blake3::derive_key("dong-hanh 2026 mark of a public key", public);
    let symbols: String = digest.iter().take(10).map(|byte| format!("{byte:02X}")).collect();
    symbols.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{PartyKey, WrapForm};
    use crate::Place;
    use crate::testing::SeededEntropy;
    use domain::id::PartyId;
    use uuid::Uuid;

    #[test]
    fn only_the_receiver_opens_what_anybody_sealed() {
        let entropy = SeededEntropy::new(1);
        let receiver = PartyKey::generate(PartyId(Uuid::nil()), &entropy);
        let other = PartyKey::generate(PartyId(Uuid::nil()), &entropy);
        let place = Place::outside_cases("contacts", "sealed", Uuid::from_u128(7));
        let sealed = PartyKey::seal_to(&receiver.public(), place, b"hello", &entropy).expect("a good key");
        let (plain, form) = receiver.open(place, &sealed).expect("the receiver");
        assert_eq!((&plain[..], form), (&b"hello"[..], WrapForm::ToPublic));
        assert!(other.open(place, &sealed).is_none());
        let own = receiver.seal_own(place, b"hello", &entropy);
        assert_eq!(receiver.open(place, &own).expect("own").1, WrapForm::Own);
        assert!(other.open(place, &own).is_none());
    }

    #[test]
    fn a_public_key_of_low_order_is_refused() {
        let place = Place::outside_cases("contacts", "sealed", Uuid::nil());
        assert!(PartyKey::seal_to(&[0; 32], place, b"x", &SeededEntropy::new(2)).is_none());
    }
}
