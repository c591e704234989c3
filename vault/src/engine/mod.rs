//! One SQL text for two engines.
//!
//! `sql!` runs the same text on whichever engine a connection belongs to. What the lost `query!`
//! check would have caught, a test catches that prepares every text on both engines.

mod postgres;
pub(crate) mod rows;
mod sqlite;
#[cfg(test)]
mod statements;

use crate::error::Result;
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction, pool::PoolConnection};
use std::cell::Cell;
use uuid::Uuid;

/// Statements that a connection keeps ready: those of a day's pages. Making one ready again costs more than running it.
const KEPT_READY: usize = 500;

tokio::task_local! {
    /// How many statements this task has run; set by who wants to know (tests, measurements).
    static STATEMENTS: Cell<u32>;
}

/// Runs `work` and tells how many SQL statements it took; whoever counts around it counts them too.
pub async fn counting_statements<T>(work: impl Future<Output = T>) -> (T, u32) {
    let (output, statements) = STATEMENTS
        .scope(Cell::new(0), async {
            let output = work.await;
            (output, STATEMENTS.with(Cell::get))
        })
        .await;
    let _not_counting = STATEMENTS.try_with(|count| count.set(count.get() + statements));
    (output, statements)
}

pub(crate) fn count_statement() {
    let _not_counting = STATEMENTS.try_with(|count| count.set(count.get() + 1));
}

/// The database of a deployment.
pub(crate) enum Database {
    /// One file: one writer, several readers.
    Sqlite {
        /// The only connection that writes.
        writer: SqlitePool,
        /// Connections that cannot write.
        reader: SqlitePool,
    },
    /// A server, for when one machine is outgrown.
    Postgres(PgPool),
}

/// A connection for reading.
pub(crate) enum Reading {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// A transaction; rolls back when dropped before `commit`.
pub(crate) enum Writing {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Either of them, as statements see it.
pub(crate) enum Conn<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Database {
    /// Opens by address: `sqlite://path` or `postgres://…`, and brings the tables up to date.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        if url.starts_with("postgres") { postgres::open(url).await } else { sqlite::open(url).await }
    }

    pub(crate) async fn read(&self) -> Result<Reading> {
        Ok(match self {
            Self::Sqlite { reader, .. } => Reading::Sqlite(reader.acquire().await?),
            Self::Postgres(pool) => Reading::Postgres(pool.acquire().await?),
        })
    }

    pub(crate) async fn write(&self) -> Result<Writing> {
        Ok(match self {
            // Taking the write lock at once: a transaction that upgrades later fails instead of waiting.
            Self::Sqlite { writer, .. } => Writing::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Writing::Postgres(pool.begin().await?),
        })
    }

    /// Makes the space of deleted rows say nothing more; false when somebody was reading and it must be tried again.
    pub(crate) async fn sweep(&self) -> Result<bool> {
        match self {
            Self::Sqlite { writer, .. } => sqlite::sweep(writer).await,
            Self::Postgres(pool) => postgres::sweep(pool).await,
        }
    }

    /// The same after a change that stands whether or not this can be done now: what is left, the next sweep takes. A server
    /// cleans dozens of tables for it and does so by itself within minutes; nobody who withdraws waits for that.
    pub(crate) async fn sweep_when_possible(&self) {
        if let Self::Sqlite { writer, .. } = self {
            let _at_the_next_time = sqlite::sweep(writer).await;
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Reading {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(connection) => Conn::Sqlite(connection),
            Self::Postgres(connection) => Conn::Postgres(connection),
        }
    }
}

impl Writing {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(transaction) => Conn::Sqlite(transaction),
            Self::Postgres(transaction) => Conn::Postgres(transaction),
        }
    }

    /// Holds several cases still for this transaction, in the order of their ids, without writing to them: whoever changes one
    /// waits, and two who only look at the same cases do not wait for each other.
    pub(crate) async fn hold_cases(&mut self, cases: &[Uuid]) -> Result<()> {
        match self {
            // The only writer holds everything still.
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(transaction) => postgres::hold_cases(transaction, cases).await,
        }
    }

    /// Keeps the teams of an organisation, and one beside them, for this transaction alone, in the order of their ids: their keys
    /// are not changed meanwhile, and of two who want the same teams one waits and neither is broken off.
    pub(crate) async fn lock_teams_of(&mut self, organisation: Uuid, beside: Option<Uuid>) -> Result<()> {
        match self {
            // The only writer holds everything still.
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(transaction) => postgres::lock_teams_of(transaction, organisation, beside).await,
        }
    }

    /// The same for every case of which one of the parties has a wrap.
    pub(crate) async fn lock_cases_of(&mut self, parties: &[Uuid]) -> Result<()> {
        match self {
            // The only writer holds everything still.
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(transaction) => postgres::lock_cases_of(transaction, parties).await,
        }
    }

    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}

/// Runs one SQL text: `sql!(conn, query_as::<Row>, "select … where id = $1", id => fetch_optional)`.
macro_rules! sql {
    ($conn:expr, $call:ident $(::<$row:ty>)?, $sql:expr $(, $arg:expr)* => $fetch:ident) => {{
        $crate::engine::count_statement();
        match $conn {
            $crate::engine::Conn::Sqlite(connection) => sqlx::$call $(::<_, $row>)? ($sql)$(.bind($arg))*.$fetch(&mut *connection).await,
            $crate::engine::Conn::Postgres(connection) => sqlx::$call $(::<_, $row>)? ($sql)$(.bind($arg))*.$fetch(&mut *connection).await,
        }
    }};
}

/// Runs a change and tells how many rows it touched.
macro_rules! change {
    ($conn:expr, $sql:expr $(, $arg:expr)*) => {{
        $crate::engine::count_statement();
        match $conn {
            $crate::engine::Conn::Sqlite(connection) => sqlx::query($sql)$(.bind($arg))*.execute(&mut *connection).await.map(|done| done.rows_affected()),
            $crate::engine::Conn::Postgres(connection) => sqlx::query($sql)$(.bind($arg))*.execute(&mut *connection).await.map(|done| done.rows_affected()),
        }
    }};
}

pub(crate) use {change, sql};
