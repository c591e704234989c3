//! The symbols of codes that people copy from paper: Crockford's base 32, without I, L, O and U.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bits in one symbol.
pub(crate) const SYMBOL_BITS: u32 = 5;

/// The value of a symbol as it was typed: small letters, I and L for 1, O for 0.
pub(crate) fn symbol_of(typed: char) -> Option<u8> {
    let meant = match typed.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    ALPHABET.iter().position(|&known| char::from(known) == meant).and_then(|at| u8::try_from(at).ok())
}

/// The symbols of values below 32, in groups with a space between.
pub(crate) fn in_groups(values: &[u8], size: usize) -> String {
    let symbol = |value: &u8| char::from(ALPHABET[usize::from(value & 31)]);
    let groups: Vec<String> = values.chunks(size).map(|group| group.iter().map(symbol).collect()).collect();
    groups.join(" ")
}
