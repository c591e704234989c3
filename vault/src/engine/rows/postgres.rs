use super::{Holds, Row, Table, Value, quoted};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};
use uuid::Uuid;

pub(super) async fn tables(connection: &mut PgConnection) -> Result<Vec<Table>> {
    let found: Vec<(String, String, String, Option<i64>)> = sqlx::query_as(
        "select pg_class.relname::text, pg_attribute.attname::text, pg_type.typname::text, \
         array_position(pg_index.indkey::int2[], pg_attribute.attnum)::int8 \
         from pg_class join pg_attribute on pg_attribute.attrelid = pg_class.oid and pg_attribute.attnum > 0 \
         and not pg_attribute.attisdropped join pg_type on pg_type.oid = pg_attribute.atttypid \
         left join pg_index on pg_index.indrelid = pg_class.oid and pg_index.indisprimary \
         where pg_class.relnamespace = (select oid from pg_namespace where nspname = current_schema()) and pg_class.relkind = 'r' \
         and pg_class.relname <> '_sqlx_migrations' order by pg_class.relname::text collate \"C\", pg_attribute.attname::text collate \"C\"",
    )
    .fetch_all(connection)
    .await?;
    let mut tables: Vec<Table> = Vec::new();
    let mut keys: Vec<Vec<(i64, String)>> = Vec::new();
    for (table, column, kind, key) in found {
        let holds = match kind.as_str() {
            "int2" | "int4" | "int8" => Holds::Integer,
            "text" => Holds::Text,
            "bytea" => Holds::Bytes,
            "uuid" => Holds::Id,
            "timestamptz" => Holds::Moment,
            "date" => Holds::Day,
            _ => return Err(Error::Inconsistent("pg_attribute")),
        };
        if tables.last().is_none_or(|last| last.name != table) {
            tables.push(Table { name: table, columns: Vec::new(), order: Vec::new() });
            keys.push(Vec::new());
        }
        if let (Some(last), Some(keys)) = (tables.last_mut(), keys.last_mut()) {
            keys.extend(key.map(|place| (place, column.clone())));
            last.columns.push((column, holds));
        }
    }
    for (table, mut key) in tables.iter_mut().zip(keys) {
        key.sort_unstable();
        table.order = match key.as_slice() {
            [] => table.columns.iter().map(|(name, _)| name.clone()).collect(),
            key => key.iter().map(|(_, name)| name.clone()).collect(),
        };
    }
    Ok(tables)
}

pub(super) async fn page(connection: &mut PgConnection, table: &Table, skip: i64, limit: i64) -> Result<Vec<Row>> {
    let text = table.select(|name, holds| match holds {
        Holds::Integer => format!("{}::int8", quoted(name)),
        _ => quoted(name),
    });
    let rows = sqlx::query(AssertSqlSafe(text)).bind(limit).bind(skip).fetch_all(connection).await?;
    let values = |row: &PgRow| {
        table.columns.iter().enumerate().map(|(at, (_, holds))| value(row, at, *holds)).collect::<Result<Row>>()
    };
    rows.iter().map(values).collect()
}

/// Times and days as SQLite's side of sqlx writes them.
fn value(row: &PgRow, at: usize, holds: Holds) -> Result<Value> {
    let value = match holds {
        Holds::Integer => row.try_get::<Option<i64>, _>(at)?.map(Value::Integer),
        Holds::Text => row.try_get::<Option<String>, _>(at)?.map(Value::Text),
        Holds::Bytes => row.try_get::<Option<Vec<u8>>, _>(at)?.map(Value::Bytes),
        Holds::Id => row.try_get::<Option<Uuid>, _>(at)?.map(|id| Value::Bytes(id.as_bytes().to_vec())),
        Holds::Moment => row
            .try_get::<Option<DateTime<Utc>>, _>(at)?
            .map(|at| Value::Text(at.to_rfc3339_opts(SecondsFormat::AutoSi, false))),
        Holds::Day => row.try_get::<Option<NaiveDate>, _>(at)?.map(|day| Value::Text(day.format("%F").to_string())),
    };
    Ok(value.unwrap_or(Value::Nothing))
}

#[derive(sqlx::FromRow)]
struct Reference {
    relation: String,
    name: String,
}

async fn references(connection: &mut PgConnection) -> Result<Vec<Reference>> {
    Ok(sqlx::query_as(
        "select pg_class.relname::text as relation, pg_constraint.conname::text as name from pg_constraint \
         join pg_class on pg_class.oid = pg_constraint.conrelid \
         where pg_constraint.contype = 'f' and pg_constraint.connamespace = (select oid from pg_namespace where nspname = current_schema())",
    )
    .fetch_all(connection)
    .await?)
}

async fn alter(connection: &mut PgConnection, how: &str) -> Result<()> {
    for reference in references(connection).await? {
        let (relation, name) = (quoted(&reference.relation), quoted(&reference.name));
        let text = format!("alter table {relation} alter constraint {name} {how}");
        sqlx::query(AssertSqlSafe(text)).execute(&mut *connection).await?;
    }
    Ok(())
}

pub(super) async fn let_references_wait(connection: &mut PgConnection) -> Result<()> {
    alter(connection, "deferrable initially deferred").await
}

pub(super) async fn hold_references(connection: &mut PgConnection) -> Result<()> {
    sqlx::query("set constraints all immediate").execute(&mut *connection).await?;
    alter(connection, "not deferrable").await
}

pub(super) async fn run(connection: &mut PgConnection, text: String, table: &Table, row: &[Value]) -> Result<()> {
    let unfit = || Error::Inconsistent("a backup");
    let mut query = sqlx::query(AssertSqlSafe(text));
    for ((_, holds), value) in table.columns.iter().zip(row) {
        query = match (holds, value) {
            (Holds::Integer, Value::Nothing) => query.bind(None::<i64>),
            (Holds::Text, Value::Nothing) => query.bind(None::<String>),
            (Holds::Bytes, Value::Nothing) => query.bind(None::<Vec<u8>>),
            (Holds::Id, Value::Nothing) => query.bind(None::<Uuid>),
            (Holds::Moment, Value::Nothing) => query.bind(None::<DateTime<Utc>>),
            (Holds::Day, Value::Nothing) => query.bind(None::<NaiveDate>),
            (Holds::Integer, Value::Integer(number)) => query.bind(*number),
            (Holds::Text, Value::Text(text)) => query.bind(text.clone()),
            (Holds::Bytes, Value::Bytes(bytes)) => query.bind(bytes.clone()),
            (Holds::Id, Value::Bytes(bytes)) => query.bind(Uuid::from_slice(bytes).map_err(|_| unfit())?),
            (Holds::Moment, Value::Text(text)) => {
                query.bind(DateTime::parse_from_rfc3339(text).map_err(|_| unfit())?.to_utc())
            }
            (Holds::Day, Value::Text(text)) => query.bind(text.parse::<NaiveDate>().map_err(|_| unfit())?),
            _ => return Err(unfit()),
        };
    }
    query.execute(connection).await?;
    Ok(())
}
