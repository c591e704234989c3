//! No file is longer than one can keep in mind.

use super::{Finding, Source};

const MOST: usize = 600;

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let long = |source: &&Source| source.is_rust() && source.text.lines().count() > MOST;
    sources
        .iter()
        .filter(long)
        .map(|source| source.finding(MOST + 1, "more than 600 lines: split it by ideas"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::lines_found, *};

    #[test]
    fn six_hundred_lines_are_enough() {
        assert!(lines_found(check, "app/src/a.rs", &"\n".repeat(600)).is_empty());
        assert_eq!(lines_found(check, "app/src/a.rs", &"\n".repeat(601)), [601]);
        assert!(lines_found(check, "docs/a.md", &"\n".repeat(601)).is_empty());
    }
}
