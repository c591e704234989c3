//! Unicode normal forms. In a browser the text is handed over in its form already: a browser has the tables, which weigh as
//! much as all the rest of what a phone loads.

/// Composed: one way to write a letter with its marks.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn composed(text: impl Iterator<Item = char>) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

/// Composed, with wide and other dressed-up symbols as the plain ones.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn plain(text: impl Iterator<Item = char>) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

#[cfg(target_arch = "wasm32")]
pub(super) fn composed(text: impl Iterator<Item = char>) -> String {
    text.collect()
}

#[cfg(target_arch = "wasm32")]
pub(super) fn plain(text: impl Iterator<Item = char>) -> String {
    text.collect()
}
