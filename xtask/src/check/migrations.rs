//! Both databases take the same steps: what is a file for one is a file for the other.

use super::{Finding, Source};

const FOLDERS: [&str; 2] = ["migrations/sqlite/", "migrations/postgres/"];

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let has = |path: &str| sources.iter().any(|source| source.path == path);
    let mut findings = Vec::new();
    for [folder, other] in [FOLDERS, [FOLDERS[1], FOLDERS[0]]] {
        for source in sources {
            if let Some(name) = source.path.strip_prefix(folder)
                && !has(&format!("{other}{name}"))
            {
                findings.push(source.finding(1, &format!("{other}{name} is missing")));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{super::lines_found, *};

    #[test]
    fn a_migration_for_one_database_alone_is_found() {
        assert_eq!(lines_found(check, "migrations/sqlite/0001_cases.sql", ""), [1]);
        assert_eq!(lines_found(check, "migrations/postgres/0001_cases.sql", ""), [1]);
    }

    #[test]
    fn a_pair_is_not() {
        let pair = FOLDERS.map(|folder| Source { path: format!("{folder}0001_cases.sql"), text: String::new() });
        assert!(check(&pair).is_empty());
    }
}
