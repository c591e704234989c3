//! Rows and keys are handled in vault/ alone, so that "who may read this?" has one place to be answered. The ciphers' own code
//! stands in seal/, which a phone needs as well; in app/ only the island that seals names it.

use super::{Finding, Source};

const SEALS: &str = "app/src/islands/field_log.rs";
const INSIDE: [&str; 5] = ["sqlx", "chacha20poly1305", "x25519", "ed25519", "vsss"];

fn is_inside(source: &Source) -> bool {
    ["vault/", "seal/", "xtask/"].iter().any(|room| source.path.starts_with(room))
}

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let ciphers = sources.iter().filter(|source| source.is_rust() && !is_inside(source));
    let sealing = ciphers.clone().filter(|source| source.path != SEALS).flat_map(|source| {
        source.lines_where(|line| line.contains("seal::"), "only vault/ and the island that seals use seal/")
    });
    ciphers
        .flat_map(|source| {
            source.lines_where(
                |line| INSIDE.iter().any(|name| line.contains(name)),
                "the database and its ciphers are named only in vault/",
            )
        })
        .chain(sealing)
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

    #[test]
    fn only_the_island_that_seals_names_what_seals() {
        let text = "use seal::Place;";
        assert_eq!(lines_found(check, "app/src/islands/other.rs", text), [1]);
        assert!(lines_found(check, SEALS, text).is_empty());
    }
}
