use super::{Key, PasswordCost, derive};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::card::{CardCode, Pin};

/// Finds a card by its number, slowly: a stolen table cannot be turned into a list of numbers (decision 0012). An eighth
/// of a password's memory, one pass, and one salt for all, as decision 0004 does for the codes of clients.
pub(crate) fn card_tag(code: &CardCode, cost: PasswordCost) -> [u8; 16] {
    tag(code, b"dong-hanh/card/1", cost)
}

/// The same for the code on a slip of a referral, which is no card's (decision 0031).
pub(crate) fn slip_tag(code: &CardCode, cost: PasswordCost) -> [u8; 16] {
    tag(code, b"dong-hanh/slip/1", cost)
}

fn tag(code: &CardCode, salt: &[u8], cost: PasswordCost) -> [u8; 16] {
    let mut tag = [0; 16];
    let params = Params::new(cost.memory_kib / 8, 1, 1, Some(16)).expect("costs are constants of ours");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(code.digits().as_bytes(), salt, &mut tag)
        .expect("salt and code have fixed lengths");
    tag
}

/// The key that number and PIN open together. Without a PIN the work is the same and the key opens nothing.
pub(crate) fn card_key(code: &CardCode, pin: Option<&Pin>, salt: &[u8], cost: PasswordCost) -> Key {
    let pin = pin.map_or("------", Pin::digits);
    let secret = zeroize::Zeroizing::new([code.digits(), "/", pin].concat());
    derive(&secret, salt, cost)
}
