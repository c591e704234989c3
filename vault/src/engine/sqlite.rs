use super::{Database, KEPT_READY};
use crate::error::Result;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::str::FromStr;
use std::time::Duration;

/// Readers at once; more than the cores of a small server gain nothing.
const READERS: u32 = 4;

pub(super) async fn open(url: &str) -> Result<Database> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: an acknowledged consent or withdrawal survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(KEPT_READY)
        .pragma("temp_store", "memory")
        .pragma("secure_delete", "on")
        .pragma("cache_size", "-20000");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.clone())
        .await?;
    sqlx::migrate!("../migrations/sqlite").run(&writer).await?;
    let reader = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.read_only(true).create_if_missing(false))
        .await?;
    Ok(Database::Sqlite { writer, reader })
}

/// Moves the whole journal into the file and empties it. `secure_delete` has overwritten what was deleted, but only in
/// the journal's copy of the page; until this is done the file itself still holds it.
pub(super) async fn sweep(writer: &SqlitePool) -> Result<bool> {
    let (busy, _, _): (i64, i64, i64) = sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(writer).await?;
    Ok(busy == 0)
}
