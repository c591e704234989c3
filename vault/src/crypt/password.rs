use super::Key;
use argon2::{Algorithm, Argon2, Params, Version};
use domain::client::ClientCode;

/// How hard a password is to guess offline.
#[derive(Debug, Clone, Copy)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Memory in KiB for the tag of a code that was given out.
    pub code_kib: u32,
}

impl PasswordCost {
    /// 64 MiB, 3 passes: 0.1–0.25 s on a small server (OWASP asks for at least 46 MiB, 1 pass).
    pub const STRONG: Self = Self { memory_kib: 64 * 1024, passes: 3, code_kib: 8 * 1024 };
    /// For tests only: a log-in in under a millisecond.
    pub const FOR_TESTS: Self = Self { memory_kib: 64, passes: 1, code_kib: 64 };
}

/// The key a password opens (Argon2id, RFC 9106).
pub(crate) fn derive(password: &str, salt: &[u8], cost: PasswordCost) -> Key {
    let mut bytes = [0; 32];
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).expect("costs are constants of ours");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut bytes)
        .expect("salts are 16 bytes and passwords have a maximum");
    Key::from_bytes(bytes)
}

/// Where the case of a code is found to take its consents back, and what opens the row there: both from one slow run, so
/// that neither leads to the other without the code.
pub(crate) fn withdrawal_code(code: &ClientCode, cost: PasswordCost) -> ([u8; 16], Key) {
    let (mut tag, mut key) = ([0; 16], [0; 32]);
    let mut both = zeroize::Zeroizing::new([0; 48]);
    let params = Params::new(cost.code_kib, 1, 1, Some(48)).expect("costs are constants of ours");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(code.as_str().as_bytes(), b"dong-hanh/withdrawal-code/1", &mut both[..])
        .expect("salt and code have fixed lengths");
    tag.copy_from_slice(&both[..16]);
    key.copy_from_slice(&both[16..]);
    (tag, Key::from_bytes(key))
}

/// Tells whether a code was given out before, slowly enough that a stolen table cannot be turned into a list of codes.
pub(crate) fn code_tag(code: &ClientCode, cost: PasswordCost) -> [u8; 16] {
    let mut tag = [0; 16];
    let params = Params::new(cost.code_kib, 1, 1, Some(16)).expect("costs are constants of ours");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(code.as_str().as_bytes(), b"dong-hanh/issued-code/1", &mut tag)
        .expect("salt and code have fixed lengths");
    tag
}
