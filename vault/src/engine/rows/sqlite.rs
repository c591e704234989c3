use super::{Holds, Row, Table, Value, quoted};
use crate::error::{Error, Result};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, TypeInfo as _, ValueRef as _};

pub(super) async fn tables(connection: &mut SqliteConnection) -> Result<Vec<Table>> {
    let names: Vec<String> = sqlx::query_scalar(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' \
         and name <> '_sqlx_migrations' order by name",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut tables = Vec::with_capacity(names.len());
    for name in names {
        let found: Vec<(String, String, i64)> =
            sqlx::query_as("select name, lower(type), pk from pragma_table_info($1) order by name")
                .bind(&name)
                .fetch_all(&mut *connection)
                .await?;
        let mut key: Vec<_> = found.iter().filter(|(_, _, key)| *key > 0).collect();
        key.sort_by_key(|(_, _, key)| *key);
        let order = match key.as_slice() {
            [] => found.iter().map(|(name, _, _)| name.clone()).collect(),
            key => key.iter().map(|(name, _, _)| name.clone()).collect(),
        };
        let columns = found.iter().map(|(name, kind, _)| {
            let holds = match kind.as_str() {
                "integer" => Holds::Integer,
                "text" => Holds::Text,
                "blob" => Holds::Bytes,
                _ => return Err(Error::Inconsistent("sqlite_master")),
            };
            Ok((name.clone(), holds))
        });
        let columns = columns.collect::<Result<_>>()?;
        tables.push(Table { name, columns, order });
    }
    Ok(tables)
}

pub(super) async fn page(connection: &mut SqliteConnection, table: &Table, skip: i64, limit: i64) -> Result<Vec<Row>> {
    let text = AssertSqlSafe(table.select(|name, _| quoted(name)));
    let rows = sqlx::query(text).bind(limit).bind(skip).fetch_all(connection).await?;
    rows.iter().map(|row| (0..table.columns.len()).map(|at| value(row, at)).collect()).collect()
}

fn value(row: &SqliteRow, at: usize) -> Result<Value> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::Nothing);
    }
    Ok(match raw.type_info().name() {
        "INTEGER" => Value::Integer(row.try_get_unchecked(at)?),
        "TEXT" => Value::Text(row.try_get_unchecked(at)?),
        "BLOB" => Value::Bytes(row.try_get_unchecked(at)?),
        _ => return Err(Error::Inconsistent("sqlite_master")),
    })
}

pub(super) async fn let_references_wait(connection: &mut SqliteConnection) -> Result<()> {
    sqlx::query("pragma defer_foreign_keys = on").execute(connection).await?;
    Ok(())
}

pub(super) async fn run(connection: &mut SqliteConnection, text: String, row: &[Value]) -> Result<()> {
    let mut query = sqlx::query(AssertSqlSafe(text));
    for value in row {
        query = match value {
            Value::Nothing => query.bind(None::<i64>),
            Value::Integer(number) => query.bind(*number),
            Value::Text(text) => query.bind(text.clone()),
            Value::Bytes(bytes) => query.bind(bytes.clone()),
        };
    }
    query.execute(connection).await?;
    Ok(())
}
