//! What can go wrong below the rules. Never carries a value of a row.

use std::fmt;

/// Result of the vault.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the vault could not do its work. A thing that may not be seen is no error: it is `None`.
#[derive(Debug)]
pub enum Error {
    /// The database is locked, full, read-only or away: nothing was written, nothing is shown.
    Unavailable,
    /// A row that cannot be, named by table.
    Inconsistent(&'static str),
    /// Anything else the database said.
    Database(sqlx::Error),
    /// The tables could not be brought up to date.
    Migration(sqlx::migrate::MigrateError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => f.write_str("the database is not available"),
            Self::Inconsistent(table) => write!(f, "a row of {table} cannot be read"),
            // Only the kind: messages of a database can quote values.
            Self::Database(error) => write!(f, "database: {}", kind(error)),
            Self::Migration(error) => write!(f, "migration: {error}"),
        }
    }
}

impl std::error::Error for Error {}

fn kind(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(inner) => format!("code {}", inner.code().unwrap_or_default()),
        sqlx::Error::RowNotFound => "row not found".into(),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} not readable"),
        _ => "connection or protocol".into(),
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unavailable
            }
            sqlx::Error::Database(inner) => match inner.code().as_deref() {
                // SQLite: busy, locked, read-only, I/O, full, cannot open (and their extended codes); PostgreSQL: classes 53 and 57.
                Some(code)
                    if code
                        .parse::<i32>()
                        .is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14) && code < 10_000) =>
                {
                    Self::Unavailable
                }
                // Two changes that waited for each other: one was let through, this one may be tried again.
                Some("40P01") => Self::Unavailable,
                Some(code) if code.starts_with("53") || code.starts_with("57P") => Self::Unavailable,
                _ => Self::Database(error),
            },
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Migration(error)
    }
}

impl Error {
    /// Whether a unique constraint of this name was broken. SQLite names `table.column`, PostgreSQL the constraint.
    pub(crate) fn breaks(error: &sqlx::Error, constraint: &str, column: &str) -> bool {
        match error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => {
                inner.constraint() == Some(constraint) || inner.message().contains(column)
            }
            _ => false,
        }
    }
}
