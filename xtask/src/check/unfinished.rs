//! What is not done is not in the code: it is done, or it is in the plan.

use super::{Finding, Source};

const CODE: [&str; 7] = [".rs", ".ts", ".js", ".css", ".sql", ".toml", "/run"];
// In two pieces, or this file would break its own rule.
const MARKS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];

pub fn check(sources: &[Source]) -> Vec<Finding> {
    sources
        .iter()
        .filter(|source| CODE.iter().any(|ending| source.path.ends_with(ending)))
        .flat_map(|source| {
            source.lines_where(|line| MARKS.iter().any(|mark| line.contains(mark)), "finish it, or take it out")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::lines_found, *};

    #[test]
    fn a_mark_is_found_in_code() {
        let text = format!("fn a() {{}}\n// {}: b", MARKS[0]);
        assert_eq!(lines_found(check, "domain/src/a.rs", &text), [2]);
        assert!(lines_found(check, "end2end/package-lock.json", &text).is_empty());
    }
}
