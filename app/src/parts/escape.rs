//! Escaping for the two elements whose text leptos 0.8 does not write as a page needs it.

/// Text as HTML that shows just that text, for `inner_html`.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_typed_becomes_markup() {
        assert_eq!(escape("</textarea><script>x&y</script>"), "&lt;/textarea&gt;&lt;script&gt;x&amp;y&lt;/script&gt;");
    }
}
