//! What is inside a sealed file: what it is about, then tables with their rows. The same for a backup and for the list.

use crate::crypt::{Sealer, framed};
use crate::engine::rows::{Row, Table, Value};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::io::{Result, Write};

const TABLE: u8 = 1;
const ROW: u8 = 2;
const END: u8 = 3;

/// When it was made, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The newest migration of the database it was made of.
    pub schema: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// How many events the audit had.
    pub events: i64,
    /// The hash of the last of them, in hexadecimal.
    pub head: String,
    /// The number of the last signed checkpoint; 0 before the first.
    pub checkpoint: i64,
}

/// A table as it was read.
pub(super) struct Told {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

fn bytes<W: Write>(out: &mut Sealer<'_, W>, bytes: &[u8]) -> Result<()> {
    let length = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
    out.write(&length.to_be_bytes())?;
    out.write(bytes)
}

pub(super) fn put_about<W: Write>(out: &mut Sealer<'_, W>, about: &About) -> Result<()> {
    bytes(out, &serde_json::to_vec(about)?)
}

pub(super) fn put_table<W: Write>(out: &mut Sealer<'_, W>, table: &Table) -> Result<()> {
    out.write(&[TABLE])?;
    bytes(out, table.name.as_bytes())?;
    let names: Vec<_> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
    bytes(out, names.join(",").as_bytes())
}

pub(super) fn put_rows<W: Write>(out: &mut Sealer<'_, W>, rows: &[Row]) -> Result<()> {
    for row in rows {
        out.write(&[ROW])?;
        for value in row {
            match value {
                Value::Nothing => out.write(&[0])?,
                Value::Integer(number) => {
                    out.write(&[1])?;
                    out.write(&number.to_be_bytes())?;
                }
                Value::Text(text) => {
                    out.write(&[2])?;
                    bytes(out, text.as_bytes())?;
                }
                Value::Bytes(value) => {
                    out.write(&[3])?;
                    bytes(out, value)?;
                }
            }
        }
    }
    Ok(())
}

pub(super) fn put_end<W: Write>(out: &mut Sealer<'_, W>) -> Result<()> {
    out.write(&[END])
}

/// Reads it all; `None` when it is anything else.
pub(super) fn read(mut from: &[u8]) -> Option<(About, Vec<Told>)> {
    let about = serde_json::from_slice(framed(&mut from)?).ok()?;
    let mut tables: Vec<Told> = Vec::new();
    loop {
        let (mark, rest) = from.split_first()?;
        from = rest;
        match *mark {
            TABLE => {
                let name = text(&mut from)?;
                let columns = text(&mut from)?.split(',').map(ToOwned::to_owned).collect();
                tables.push(Told { name, columns, rows: Vec::new() });
            }
            ROW => {
                let table = tables.last_mut()?;
                let row = (0..table.columns.len()).map(|_| value(&mut from)).collect::<Option<Row>>()?;
                table.rows.push(row);
            }
            END => return from.is_empty().then_some((about, tables)),
            _ => return None,
        }
    }
}

fn text(from: &mut &[u8]) -> Option<String> {
    String::from_utf8(framed(from)?.to_vec()).ok()
}

fn value(from: &mut &[u8]) -> Option<Value> {
    let (kind, rest) = from.split_first()?;
    *from = rest;
    Some(match kind {
        0 => Value::Nothing,
        1 => {
            let (number, rest) = from.split_first_chunk::<8>()?;
            *from = rest;
            Value::Integer(i64::from_be_bytes(*number))
        }
        2 => Value::Text(text(from)?),
        3 => Value::Bytes(framed(from)?.to_vec()),
        _ => return None,
    })
}
