//! Rows of any table, for backups: one form of a value for both engines (SQLite's), so that what one of them gave the other
//! can take. Tables and columns are read from the database itself; a table that is added is in the backup.

mod postgres;
mod sqlite;

use super::{Conn, Database, Writing};
use crate::error::Result;

/// Rows taken at once.
const PAGE: i64 = 1000;

/// A value as SQLite keeps it: an id is its 16 bytes, a time or day its text.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Value {
    Nothing,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// What a column keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    Integer,
    Text,
    Bytes,
    /// A uuid, where the engine has them.
    Id,
    /// A moment, where the engine has them.
    Moment,
    /// A day, where the engine has them.
    Day,
}

/// A table of this deployment.
pub(crate) struct Table {
    pub(crate) name: String,
    /// In the order of their names: the engines may have made them in another.
    pub(crate) columns: Vec<(String, Holds)>,
    /// What its rows are put in order by.
    pub(crate) order: Vec<String>,
}

/// Some columns of a row, in an order somebody chose.
pub(crate) type Row = Vec<Value>;

impl Table {
    /// These columns of it; `None` when it lacks one.
    pub(crate) fn only(&self, columns: &[&str]) -> Option<Self> {
        let columns = columns
            .iter()
            .map(|name| self.columns.iter().find(|(column, _)| column == name).cloned())
            .collect::<Option<_>>()?;
        Some(Self { name: self.name.clone(), columns, order: self.order.clone() })
    }

    fn names(&self, each: impl Fn(&str, Holds) -> String) -> String {
        self.columns.iter().map(|(name, holds)| each(name, *holds)).collect::<Vec<_>>().join(", ")
    }

    /// Names stand in quotes: they are ours, and `order` is one of them.
    fn select(&self, each: impl Fn(&str, Holds) -> String) -> String {
        let order = self.order.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        format!("select {} from {} order by {order} limit $1 offset $2", self.names(each), quoted(&self.name))
    }

    fn insert(&self) -> String {
        let places: Vec<_> = (1..=self.columns.len()).map(|number| format!("${number}")).collect();
        let names = self.names(|name, _| quoted(name));
        format!("insert into {} ({names}) values ({})", quoted(&self.name), places.join(", "))
    }

    fn delete(&self) -> String {
        let each = self.columns.iter().enumerate().map(|(at, (name, _))| format!("{} = ${}", quoted(name), at + 1));
        format!("delete from {} where {}", quoted(&self.name), each.collect::<Vec<_>>().join(" and "))
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Database {
    /// A transaction that sees everything as it is at one moment, and keeps nobody from writing.
    pub(crate) async fn snapshot(&self) -> Result<Writing> {
        Ok(match self {
            Self::Sqlite { reader, .. } => Writing::Sqlite(reader.begin().await?),
            Self::Postgres(pool) => {
                Writing::Postgres(pool.begin_with("begin isolation level repeatable read read only").await?)
            }
        })
    }
}

impl Writing {
    /// Every table of the deployment, in the order of their names; not what the engines keep for themselves.
    pub(crate) async fn tables(&mut self) -> Result<Vec<Table>> {
        match self {
            Self::Sqlite(transaction) => sqlite::tables(transaction).await,
            Self::Postgres(transaction) => postgres::tables(transaction).await,
        }
    }

    /// Gives every row of a table to `take`, some at a time.
    pub(crate) async fn rows(
        &mut self,
        table: &Table,
        mut take: impl FnMut(Vec<Row>) -> std::io::Result<()>,
    ) -> Result<std::io::Result<()>> {
        let mut skip = 0;
        loop {
            let rows = match self.conn() {
                Conn::Sqlite(connection) => sqlite::page(connection, table, skip, PAGE).await?,
                Conn::Postgres(connection) => postgres::page(connection, table, skip, PAGE).await?,
            };
            let last = i64::try_from(rows.len()).unwrap_or(PAGE) < PAGE;
            skip += PAGE;
            if let Err(error) = take(rows) {
                return Ok(Err(error));
            }
            if last {
                return Ok(Ok(()));
            }
        }
    }

    /// Whether a table has no row.
    pub(crate) async fn is_empty(&mut self, table: &Table) -> Result<bool> {
        let rows = match self.conn() {
            Conn::Sqlite(connection) => sqlite::page(connection, table, 0, 1).await?,
            Conn::Postgres(connection) => postgres::page(connection, table, 0, 1).await?,
        };
        Ok(rows.is_empty())
    }

    /// Every row of a table at once.
    pub(crate) async fn all_rows(&mut self, table: &Table) -> Result<Vec<Row>> {
        match self.conn() {
            Conn::Sqlite(connection) => sqlite::page(connection, table, 0, i64::MAX).await,
            Conn::Postgres(connection) => postgres::page(connection, table, 0, i64::MAX).await,
        }
    }

    /// Rows may refer to rows that come later, until the change is made.
    pub(crate) async fn let_references_wait(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => sqlite::let_references_wait(transaction).await,
            Self::Postgres(transaction) => postgres::let_references_wait(transaction).await,
        }
    }

    /// Looks at every reference now, and from now on at once.
    pub(crate) async fn hold_references(&mut self) -> Result<()> {
        match self {
            // They are looked at when the change is made.
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(transaction) => postgres::hold_references(transaction).await,
        }
    }

    /// Adds a row.
    pub(crate) async fn insert(&mut self, table: &Table, row: &[Value]) -> Result<()> {
        match self.conn() {
            Conn::Sqlite(connection) => sqlite::run(connection, table.insert(), row).await,
            Conn::Postgres(connection) => postgres::run(connection, table.insert(), table, row).await,
        }
    }

    /// Deletes the rows that have these values in the table's columns.
    pub(crate) async fn delete(&mut self, table: &Table, row: &[Value]) -> Result<()> {
        match self.conn() {
            Conn::Sqlite(connection) => sqlite::run(connection, table.delete(), row).await,
            Conn::Postgres(connection) => postgres::run(connection, table.delete(), table, row).await,
        }
    }
}
