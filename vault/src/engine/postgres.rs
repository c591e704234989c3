use super::Database;
use crate::error::Result;
use sqlx::postgres::PgPoolOptions;
use std::time::Duration;

/// Connections one node may hold.
const CONNECTIONS: u32 = 10;

pub(super) async fn open(url: &str) -> Result<Database> {
    let pool =
        PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(Duration::from_secs(10)).connect(url).await?;
    sqlx::migrate!("../migrations/postgres").run(&pool).await?;
    Ok(Database::Postgres(pool))
}
