//! The symbols of codes that people copy from paper: Crockford's base 32, without I, L, O and U.

use super::is_invisible;
use crate::problem::Problem;

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

/// What stands between symbols and says nothing: spaces, dashes of any kind, dots, and what nobody sees.
pub(crate) fn is_between(typed: char) -> bool {
    typed.is_whitespace() || is_invisible(typed) || matches!(typed, '-' | '‐'..='―' | '−' | '_' | '.')
}

/// The values of so many symbols, as they were copied from paper.
///
/// # Errors
/// `Missing`, `NotText` for a symbol that no code has, `TooShort` or `TooLong`.
pub(crate) fn read(text: &str, count: usize) -> Result<Vec<u8>, Problem> {
    let symbols = text.chars().filter(|typed| !is_between(*typed));
    let values: Vec<u8> = symbols.map(symbol_of).collect::<Option<_>>().ok_or(Problem::NotText)?;
    match values.len() {
        0 => Err(Problem::Missing),
        length if length < count => Err(Problem::TooShort { min: count }),
        length if length > count => Err(Problem::TooLong { max: count }),
        _ => Ok(values),
    }
}

/// The symbols of values below 32, in groups with a space between.
pub(crate) fn in_groups(values: &[u8], size: usize) -> String {
    let symbol = |value: &u8| char::from(ALPHABET[usize::from(value & 31)]);
    let groups: Vec<String> = values.chunks(size).map(|group| group.iter().map(symbol).collect()).collect();
    groups.join(" ")
}
