use super::{Key, PartyKey};
use domain::id::PartyId;
use domain::time::Entropy;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A secret only its bearer has: a session cookie, an invitation link. The database keeps its hash.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Token([u8; 32]);

impl Token {
    /// A new secret.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads 64 hexadecimal digits; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// For the cookie or the link.
    #[must_use]
    pub fn expose(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What the database keeps.
    pub(crate) fn hash(&self) -> [u8; 32] {
        blake3::derive_key("dong-hanh 2026 token hash", &self.0)
    }

    /// What the account's key is sealed under between requests.
    pub(crate) fn key(&self) -> Key {
        Key::derived(b"dong-hanh", &self.0, "dong-hanh/session/1")
    }

    /// The key pair of the system that this token is of: it stands nowhere else.
    pub(crate) fn party_key(&self, party: PartyId) -> PartyKey {
        PartyKey::from_secret(party, Key::derived(b"dong-hanh", &self.0, "dong-hanh/partner-system/1").bytes())
    }

    /// The key pair of the calendar's address that this token is of: what is sealed to it opens with the address alone.
    pub(crate) fn feed_key(&self, feed: PartyId) -> PartyKey {
        PartyKey::from_secret(feed, Key::derived(b"dong-hanh", &self.0, "dong-hanh/calendar-feed/1").bytes())
    }
}
