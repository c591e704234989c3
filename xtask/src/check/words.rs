//! Words that condemn the people we work with never reach a screen, in no language file and no rule.

use super::{Finding, Source};

const NEVER: [&str; 6] = ["đồng đảng", "gái mại", "gái bán", "hoàn lương", "tệ nạn", "người bán dâm"];

pub fn check(sources: &[Source]) -> Vec<Finding> {
    sources
        .iter()
        .filter(|source| source.path.starts_with("app/") || source.path.starts_with("domain/"))
        .flat_map(|source| {
            source.lines_where(
                |line| NEVER.iter().any(|word| line.to_lowercase().contains(word)),
                "a word that must not reach a screen",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::lines_found, *};

    #[test]
    fn a_condemning_word_is_found_in_any_case() {
        let text = "\"title\": \"Khách hàng\",\n\"help\": \"Tệ nạn xã hội\"";
        assert_eq!(lines_found(check, "app/locales/vi.json", text), [2]);
        assert_eq!(lines_found(check, "domain/src/a.rs", text), [2]);
    }
}
