//! Sealing and opening, as `vault` does it and as a phone in the street does it: one code, compiled for both, so that what
//! the one seals the other opens. No IO, no clock, no randomness of its own. Published primitives only.
//!
//! `vault` uses all of it. A browser is handed public keys and nothing else: the one thing it can do is
//! [`PartyKey::seal_to`]. A ciphertext opens only in its [`Place`]; passwords, tokens and signatures are `vault`'s (`crypt/`).

mod key;
mod party_key;
mod place;
#[cfg(test)]
mod testing;

pub use key::{DataKey, Key};
pub use party_key::{PartyKey, WrapForm, key_mark};
pub use place::Place;
