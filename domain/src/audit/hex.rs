//! Bytes as people copy them: hexadecimal, in capitals, so that a QR of them stays small (its alphanumeric mode has no
//! small letters).

/// Writes bytes.
#[must_use]
pub fn write(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Reads exactly `N` bytes; `None` for anything else. Small letters are read too.
#[must_use]
pub fn read<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn bytes_are_read_as_they_are_written_and_nothing_else_is() {
        assert_eq!(write(&[0, 0x1F, 0xAB]), "001FAB");
        for text in ["001FAB", "001fab"] {
            assert_eq!(read::<3>(text), Some([0, 0x1F, 0xAB]), "{text}");
        }
        for wrong in ["", "001F", "001FA", "001FAB0", "001FAB00", "+1+1+1", "001FAG", "00 1FA", "ăăă"] {
            assert_eq!(read::<3>(wrong), None, "{wrong}");
        }
    }
}
