//! What was ended after a backup and kept as a record: who had a case, a cover, two records as one, the support of a client.
//! The record comes back with who and when.

use super::standing::{Standing, listed};
use crate::engine::Writing;
use crate::engine::rows::{Row, Table, Value};
use crate::error::{Error, Result};
use std::collections::{HashMap, HashSet};

/// A kind of end.
struct End {
    name: &'static str,
    /// The columns by which one is known.
    key: &'static [&'static str],
    /// The columns that name what the backup must know, and its table.
    refers: &'static [(&'static str, &'static str)],
    /// Who ended it.
    by: &'static str,
    /// The column that names what was ended, its table, and who began it.
    of: (&'static str, &'static str, &'static str),
}

/// In this order: a closing comes back before it is opened again.
const ENDS: &[End] = &[
    End {
        name: "assignment_ends",
        key: &["assignment_id"],
        refers: &[("assignment_id", "assignments")],
        by: "ended_by",
        of: ("assignment_id", "assignments", "given_by"),
    },
    End {
        name: "cover_ends",
        key: &["case_id", "cover_id"],
        refers: &[("case_id", "cases"), ("cover_id", "covers")],
        by: "ended_by",
        of: ("cover_id", "covers", "given_by"),
    },
    End {
        name: "merge_ends",
        key: &["merge_id"],
        refers: &[("merge_id", "merges")],
        by: "ended_by",
        of: ("merge_id", "merges", "merged_by"),
    },
    End {
        name: "phone_ends",
        key: &["phone_id"],
        refers: &[("phone_id", "phones")],
        by: "ended_by",
        of: ("phone_id", "phones", "account_id"),
    },
    End {
        name: "signal_ends",
        key: &["signal_id"],
        refers: &[("signal_id", "signals")],
        by: "ended_by",
        of: ("signal_id", "signals", "set_by"),
    },
    End {
        name: "club_consent_ends",
        key: &["consent_id"],
        refers: &[("consent_id", "club_consents")],
        by: "ended_by",
        of: ("consent_id", "club_consents", "recorded_by"),
    },
    End {
        name: "club_lead_ends",
        key: &["lead_id"],
        refers: &[("lead_id", "club_leads")],
        by: "ended_by",
        of: ("lead_id", "club_leads", "named_by"),
    },
    End {
        name: "closures",
        key: &["id"],
        refers: &[("case_id", "cases"), ("data_key_id", "data_keys")],
        by: "closed_by",
        of: ("case_id", "cases", "opened_by"),
    },
    End {
        name: "reopenings",
        key: &["id"],
        refers: &[("case_id", "cases"), ("closure_id", "closures")],
        by: "reopened_by",
        of: ("closure_id", "closures", "closed_by"),
    },
];

fn place(table: &Table, column: &str) -> Result<usize> {
    table.columns.iter().position(|(name, _)| name == column).ok_or(Error::Inconsistent("a backup"))
}

/// Some columns of every row of a table as it was restored.
pub(super) async fn columns(writing: &mut Writing, tables: &[Table], name: &str, columns: &[&str]) -> Result<Vec<Row>> {
    let table = tables.iter().find(|table| table.name == name).and_then(|table| table.only(columns));
    writing.all_rows(&table.ok_or(Error::Inconsistent("a backup"))?).await
}

async fn ids(writing: &mut Writing, tables: &[Table], name: &str) -> Result<HashSet<Value>> {
    Ok(columns(writing, tables, name, &["id"]).await?.into_iter().flatten().collect())
}

/// Puts back the ends that are on the list and not in the backup, of what the backup knows.
pub(super) async fn put_back(writing: &mut Writing, tables: &[Table], standing: &Standing) -> Result<()> {
    let accounts = ids(writing, tables, "accounts").await?;
    for end in ENDS {
        let table = listed(tables, end.name)?;
        let mut key = Vec::with_capacity(end.key.len());
        for column in end.key {
            key.push(place(&table, column)?);
        }
        let mut refers = Vec::with_capacity(end.refers.len());
        for (column, of) in end.refers {
            refers.push((place(&table, column)?, ids(writing, tables, of).await?));
        }
        let (column, of, began_by) = end.of;
        let (of_what, by) = (place(&table, column)?, place(&table, end.by)?);
        let mut began: HashMap<Value, Value> = HashMap::new();
        for row in columns(writing, tables, of, &["id", began_by]).await? {
            let [what, who]: [Value; 2] = row.try_into().map_err(|_| Error::Inconsistent("a backup"))?;
            began.insert(what, who);
        }
        let there = writing.all_rows(&table).await?;
        let there: HashSet<Vec<&Value>> = there.iter().map(|row| key.iter().map(|at| &row[*at]).collect()).collect();
        for row in standing.rows(end.name) {
            let is_there = there.contains(&key.iter().map(|at| &row[*at]).collect::<Vec<_>>());
            if is_there || !refers.iter().all(|(at, known)| known.contains(&row[*at])) {
                continue;
            }
            let mut row = row.clone();
            if row[by] != Value::Nothing && !accounts.contains(&row[by]) {
                // Who ended it came after the backup: then it is told of who began it.
                row[by] = began.get(&row[of_what]).cloned().ok_or(Error::Inconsistent("a backup"))?;
            }
            writing.insert(&table, &row).await?;
        }
    }
    Ok(())
}
