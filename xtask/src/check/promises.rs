//! docs/SECURITY.md says of each promise which test would fail. A test that was renamed or taken away holds nothing any more, and
//! a page that still names it says what is not so.

use super::{Finding, Source};
use std::collections::BTreeSet;

const PAGE: &str = "docs/SECURITY.md";
/// The properties that must always hold, I1 to I26.
const PROMISES: usize = 26;
/// From so many words on a name anywhere on the page is a test's: columns and tables have fewer.
const LONG: usize = 5;

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let Some(page) = sources.iter().find(|source| source.path == PAGE) else { return Vec::new() };
    let functions: BTreeSet<&str> = sources.iter().filter(|source| source.is_rust()).flat_map(functions).collect();
    let stands = |name: &str| match name.strip_prefix('…') {
        Some(end) => functions.iter().any(|function| function.ends_with(end)),
        None => functions.contains(name),
    };
    let is_there = |path: &str| sources.iter().any(|source| source.path.starts_with(path.trim_end_matches('*')));
    let mut findings = Vec::new();
    let mut rows = [false; PROMISES];
    for (number, line) in (1..).zip(page.text.lines()) {
        let row = row(line);
        let (told, least) = match row {
            Some((promise, tests)) => {
                rows[promise - 1] = true;
                (tests, 2)
            }
            None => (line, LONG),
        };
        for name in quoted(told) {
            if is_name(name, least) && !stands(name) {
                findings.push(page.finding(number, &format!("there is no test `{name}`")));
            }
            if row.is_some() && is_path(name) && !is_there(name) {
                findings.push(page.finding(number, &format!("there is no `{name}`")));
            }
        }
    }
    let missing = rows.iter().zip(1..).filter(|(there, _)| !**there);
    findings.extend(missing.map(|(_, promise)| page.finding(1, &format!("no row says how I{promise} is held"))));
    findings
}

/// The promise that a row of the table is about, and its last cell: the tests.
fn row(line: &str) -> Option<(usize, &str)> {
    let number = line.strip_prefix("| I")?.split(' ').next()?.parse().ok()?;
    let tests = line.trim_end().trim_end_matches('|').rsplit(" | ").next()?;
    (1..=PROMISES).contains(&number).then_some((number, tests))
}

/// What stands between backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn is_name(quoted: &str, least: usize) -> bool {
    let name = quoted.strip_prefix('…').unwrap_or(quoted);
    let of_a_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.chars().all(of_a_name) && name.split('_').filter(|word| !word.is_empty()).count() >= least
}

fn is_path(quoted: &str) -> bool {
    quoted.contains('/') && !quoted.contains(' ')
}

/// The names of all functions of a file.
fn functions(source: &Source) -> impl Iterator<Item = &str> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    source.text.split("fn ").skip(1).map(move |rest| &rest[..name(rest)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Vec<String> {
        let source = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        let tests = "async fn an_end_is_an_end() {}\nfn on_each_engine_on_sqlite<T>() {}";
        let all = [source(PAGE, page), source("vault/tests/a.rs", tests)];
        let told = check(&all).into_iter().map(|finding| finding.says);
        told.filter(|says| !says.starts_with("no row says")).collect()
    }

    #[test]
    fn what_is_named_and_there_is_right() {
        let page = "| I3 ends | `is_live`, by `a_column` | `an_end_is_an_end`, `…_on_sqlite`; `vault/tests/a.rs` |";
        assert!(found(page).is_empty(), "{:?}", found(page));
        assert!(found("Who holds it stands in `contacts_taken_over` (`an_end_is_an_end`).").is_empty());
    }

    #[test]
    fn a_test_that_is_gone_is_found_wherever_it_is_named() {
        let gone = ["there is no test `an_end_was_an_end`"];
        assert_eq!(found("| I3 ends | held | `an_end_was_an_end` |"), gone);
        assert_eq!(found("It ends (`an_end_was_an_end`)."), gone);
        assert_eq!(found("| I3 ends | held | `…_on_a_third` |"), ["there is no test `…_on_a_third`"]);
        assert_eq!(found("| I3 ends | held | `vault/tests/b.rs` |"), ["there is no `vault/tests/b.rs`"]);
    }

    #[test]
    fn each_promise_has_its_row() {
        let page = Source { path: PAGE.into(), text: "| I1 audit | held | step `sources` |".into() };
        assert_eq!(check(&[page]).len(), PROMISES - 1);
    }
}
