//! What `query!` would have checked: every SQL text of this crate is prepared on both engines.

use super::{Database, Reading};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
use std::path::Path;

/// Every text given to `sql!` and `change!`, with where it stands.
fn statements(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the sources are beside the tests") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            statements(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("engine/statements.rs")
            && !path.ends_with("engine/mod.rs")
        {
            let text = std::fs::read_to_string(&path).expect("readable");
            for marker in ["sql!(", "change!("] {
                for (at, _) in text.match_indices(marker) {
                    let rest = &text[at..];
                    let open = rest.find('"').expect("a statement is a literal") + 1;
                    let close = open + rest[open..].find('"').expect("a literal ends");
                    let line = text[..at].lines().count();
                    found.push((format!("{}:{line}", path.display()), rest[open..close].replace("\\\n", "\n")));
                }
            }
        }
    }
}

async fn all_prepare(url: &str) {
    let database = Database::open(url).await.expect("a fresh database");
    let mut found = Vec::new();
    statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 40, "only {} statements found", found.len());
    let mut broken = Vec::new();
    for (place, text) in found {
        let sql = AssertSqlSafe(text.clone()).into_sql_str();
        let prepared = match database.read().await.expect("a connection") {
            Reading::Sqlite(mut connection) => connection.prepare(sql).await.map(|_| ()),
            Reading::Postgres(mut connection) => connection.prepare(sql).await.map(|_| ()),
        };
        broken.extend(prepared.err().map(|error| format!("{place}: {text}\n{error:?}")));
    }
    database.close().await;
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Table and column names of one engine's migrations, as they are written.
fn columns(engine: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(engine);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("both folders are there").map(|file| file.expect("readable").path()).collect();
    files.sort();
    let mut columns = Vec::new();
    for file in files {
        let mut table = String::new();
        for line in std::fs::read_to_string(&file).expect("readable").lines() {
            let word = line.split_whitespace().next().unwrap_or_default();
            if let Some(rest) = line.strip_prefix("create table ") {
                table = rest.split(' ').next().unwrap_or_default().to_owned();
            } else if line.starts_with("    ") && !["primary", "constraint", "foreign"].contains(&word) {
                columns.push(format!("{table}.{word}"));
            }
        }
    }
    columns
}

#[test]
fn both_engines_have_the_same_tables() {
    let sqlite = columns("sqlite");
    assert!(sqlite.len() > 100, "only {} columns found", sqlite.len());
    assert_eq!(sqlite, columns("postgres"));
}

#[tokio::test]
async fn every_statement_prepares_on_sqlite() {
    let file = crate::testing::TempFile::new("statements");
    all_prepare(&file.url()).await;
}

#[tokio::test]
async fn every_statement_prepares_on_postgres() {
    let Some(database) = crate::testing::TempDatabase::on_server("statements").await else { return };
    all_prepare(&database.url()).await;
}
