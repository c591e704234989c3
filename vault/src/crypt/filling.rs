//! What is sealed can be told by its length; filled up, fewer lengths are left.

use zeroize::Zeroizing;

/// JSON with blanks behind it, which a reader skips, up to a multiple of so many bytes.
pub(crate) fn filled_up(json: Vec<u8>, to: usize) -> Zeroizing<Vec<u8>> {
    let mut body = Zeroizing::new(json);
    let length = body.len().next_multiple_of(to);
    body.resize(length, b' ');
    body
}

#[cfg(test)]
mod tests {
    use super::filled_up;

    #[test]
    fn lengths_within_a_step_are_one_and_the_text_reads_the_same() {
        for text in ["[]", "[1,2,3]"] {
            let body = filled_up(text.into(), 16);
            assert_eq!(body.len(), 16);
            let read: serde_json::Value = serde_json::from_slice(&body).expect("blanks behind it are skipped");
            assert_eq!(read.to_string(), text);
        }
        assert_eq!(filled_up(vec![b'1'; 17], 16).len(), 32);
    }
}
