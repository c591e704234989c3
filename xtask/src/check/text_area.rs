//! leptos 0.8 does not escape what stands in a text area on the server: what one person typed
//! would run in another's browser. One part escapes it; no other place may write the element.

use super::{Finding, Source};

const ESCAPES: &str = "app/src/parts/text_area.rs";

pub fn check(sources: &[Source]) -> Vec<Finding> {
    sources
        .iter()
        .filter(|source| source.path.starts_with("app/src/") && source.path != ESCAPES)
        .flat_map(|source| {
            source.lines_where(
                |line| line.contains("<textarea") || line.contains("textarea()"),
                "use parts::TextArea, which escapes its text",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::lines_found, *};

    #[test]
    fn a_text_area_is_written_only_by_the_part_that_escapes() {
        let text = "view! {\n<textarea>{text}</textarea>\n}\nhtml::textarea().child(text)";
        assert_eq!(lines_found(check, "app/src/pages/note.rs", text), [2, 4]);
        assert!(lines_found(check, ESCAPES, text).is_empty());
    }
}
