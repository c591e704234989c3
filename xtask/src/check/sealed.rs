//! Rows and keys are handled in vault/ alone, so that "who may read this?" has one place to be answered.

use super::{Finding, Source};

const INSIDE: [&str; 5] = ["sqlx", "chacha20poly1305", "x25519", "ed25519", "vsss"];

pub fn check(sources: &[Source]) -> Vec<Finding> {
    sources
        .iter()
        .filter(|source| source.is_rust() && !source.path.starts_with("vault/") && !source.path.starts_with("xtask/"))
        .flat_map(|source| {
            source.lines_where(
                |line| INSIDE.iter().any(|name| line.contains(name)),
                "the database and its ciphers are named only in vault/",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::lines_found, *};

    #[test]
    fn sql_and_ciphers_outside_the_vault_are_found() {
        let text = "use sqlx::query;\n\nuse x25519_dalek::PublicKey;";
        assert_eq!(lines_found(check, "server/src/a.rs", text), [1, 3]);
        assert!(lines_found(check, "vault/src/a.rs", text).is_empty());
        assert!(lines_found(check, "docs/a.md", text).is_empty());
    }
}
