//! Shutting again what was shut after a backup: whatever a restored database holds and the list of what stands does not.

use super::ends::{columns, put_back};
use super::restore::ShutAgain;
use super::standing::{Standing, listed};
use crate::Vault;
use crate::actor::By;
use crate::audit::case_tag;
use crate::engine::rows::{Row, Table, Value};
use crate::engine::{Writing, change, sql};
use crate::erasure::erase_rows;
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use domain::id::{CaseId, ConsentId};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What opens something by being there: a row that is not on the list goes.
const OPENS: &[&str] = &[
    "holdings",
    "duty_holdings",
    "recovery_sheet_holdings",
    "demand_wraps",
    "emergency_words",
    "card_codes",
    "club_wraps",
    // What leads to a contact goes before the contact.
    "contacts_taken_over",
    "reminders",
    "withdrawal_codes",
];

fn id(value: &Value) -> Result<Uuid> {
    match value {
        Value::Bytes(bytes) => Uuid::from_slice(bytes).map_err(|_| Error::Inconsistent("a backup")),
        _ => Err(Error::Inconsistent("a backup")),
    }
}

fn moment(value: &Value) -> Result<DateTime<Utc>> {
    match value {
        Value::Text(text) => {
            Ok(DateTime::parse_from_rfc3339(text).map_err(|_| Error::Inconsistent("a backup"))?.to_utc())
        }
        _ => Err(Error::Inconsistent("a backup")),
    }
}

fn bytes(value: &Value) -> Result<&[u8]> {
    match value {
        Value::Bytes(bytes) => Ok(bytes),
        _ => Err(Error::Inconsistent("a backup")),
    }
}

/// The restored rows of a listed table, with the columns of the list.
async fn restored(writing: &mut Writing, tables: &[Table], name: &str) -> Result<Vec<Row>> {
    writing.all_rows(&listed(tables, name)?).await
}

/// Shuts, in the change that puts the rows back.
pub(super) async fn again(
    vault: &Vault,
    writing: &mut Writing,
    tables: &[Table],
    standing: Option<&Standing>,
) -> Result<ShutAgain> {
    // Everybody logs in again, and a link that nobody used may have been used since.
    change!(writing.conn(), "delete from sessions")?;
    change!(writing.conn(), "delete from card_sessions")?;
    change!(writing.conn(), "delete from calendar_feeds")?;
    // A day that her card was told stands with its move; the card is told again when it is moved.
    change!(writing.conn(), "delete from card_days")?;
    change!(writing.conn(), "delete from invitations where accepted_by is null")?;
    change!(writing.conn(), "delete from readmissions where accepted_at is null")?;
    let Some(standing) = standing else {
        let keys = everything(writing).await?;
        what_nobody_opens(writing).await?;
        return Ok(ShutAgain { keys, ..ShutAgain::default() });
    };
    let mut shut = ShutAgain { cases: erased(writing, tables, standing).await?, ..ShutAgain::default() };
    shut.consents = taken_back(vault, writing, tables, standing).await?;
    shut.keys = wraps(writing, tables, standing).await?;
    for name in OPENS {
        shut.keys += missing(writing, tables, standing, name).await?.len();
    }
    for gone in missing(writing, tables, standing, "contacts").await? {
        change!(writing.conn(), "delete from submissions where made = $1", id(&gone[0])?)?;
    }
    for gone in standing.rows("contacts_gone") {
        let gone = id(&gone[0])?;
        change!(writing.conn(), "insert into contacts_gone (id) values ($1) on conflict (id) do nothing", gone)?;
    }
    // What was written to a referral since, or was too old for one, has its number there.
    change!(writing.conn(), "delete from accompaniments where id in (select id from contacts_gone)")?;
    put_back(writing, tables, standing).await?;
    shut.accounts = accounts(writing, tables, standing).await?;
    labels(writing, tables, standing).await?;
    what_nobody_opens(writing).await?;
    records(writing, tables, standing).await?;
    Ok(shut)
}

/// Without a list: no key of a case, of a team, of a card or of a demand can be proved to be rightly there. Accounts, the
/// ledger, the audit, facts and certificates come back; each client is asked anew, and the next who joins a team makes its
/// keys. The codes that take consents back only shut, and stay. A phone may have been lost since: none but those that were shut
/// is known any more, so that a lost one adds nothing, and one that is in its owner's hand keeps what waits on it and is enrolled
/// anew.
async fn everything(writing: &mut Writing) -> Result<usize> {
    let mut keys = change!(writing.conn(), "delete from wraps")?;
    keys += change!(
        writing.conn(),
        "delete from holdings where not exists (select 1 from accounts where accounts.id = holdings.account_id \
         and accounts.party_id = holdings.party_id)"
    )?;
    keys += change!(writing.conn(), "delete from duty_holdings")?;
    keys += change!(writing.conn(), "delete from recovery_sheet_holdings")?;
    keys += change!(writing.conn(), "delete from demand_wraps")?;
    keys += change!(writing.conn(), "delete from emergency_words")?;
    keys += change!(writing.conn(), "delete from card_codes")?;
    keys += change!(writing.conn(), "delete from club_wraps")?;
    keys += change!(writing.conn(), "delete from reminders")?;
    change!(
        writing.conn(),
        "delete from phone_syncs where not exists (select 1 from phone_ends where phone_ends.phone_id = phone_syncs.phone_id)"
    )?;
    change!(
        writing.conn(),
        "delete from phones where not exists (select 1 from phone_ends where phone_ends.phone_id = phones.id)"
    )?;
    change!(writing.conn(), "update teams set lead_party_id = null, desk_party_id = null, duty_party_id = null")?;
    change!(writing.conn(), "delete from drafts")?;
    Ok(usize::try_from(keys).unwrap_or(usize::MAX))
}

/// Deletes the rows of a table that are not on the list, and gives them.
async fn missing(writing: &mut Writing, tables: &[Table], standing: &Standing, name: &str) -> Result<Vec<Row>> {
    let (table, stands) = (listed(tables, name)?, standing.set(name));
    let mut gone = writing.all_rows(&table).await?;
    gone.retain(|row| !stands.contains(row));
    for row in &gone {
        writing.delete(&table, row).await?;
    }
    Ok(gone)
}

async fn erased(writing: &mut Writing, tables: &[Table], standing: &Standing) -> Result<usize> {
    let stands = standing.set("cases");
    let mut cases = 0;
    for row in restored(writing, tables, "cases").await? {
        if !stands.contains(&row) {
            erase_rows(writing, CaseId(id(&row[0])?)).await?;
            cases += 1;
        }
    }
    Ok(cases)
}

/// Through the same door by which a client takes a yes back: with the entry in the ledger, the notices to stop, the audit.
async fn taken_back(vault: &Vault, writing: &mut Writing, tables: &[Table], standing: &Standing) -> Result<usize> {
    let (mut ended, mut given) = (HashSet::new(), Vec::new());
    for row in restored(writing, tables, "consents").await? {
        let [decision, ends, consent]: [Value; 3] = row.try_into().map_err(|_| Error::Inconsistent("a backup"))?;
        if decision == Value::Text("given".into()) {
            given.push(consent);
        }
        ended.insert(ends);
    }
    let stands = standing.consents();
    let mut consents = 0;
    for consent in given.iter().filter(|consent| !ended.contains(*consent) && !stands.contains(*consent)) {
        let consent = id(consent)?;
        let (case, audit_key) = sql!(
            writing.conn(),
            query_as::<(Uuid, Vec<u8>)>,
            "select cases.id, cases.audit_key from consents join cases on cases.id = consents.case_id where consents.id = $1",
            consent => fetch_one
        )?;
        let (case, tag) = (CaseId(case), case_tag(&audit_key));
        vault.take_back_within(writing, By::Nobody, case, tag, ConsentId(consent)).await?;
        consents += 1;
    }
    Ok(consents)
}

/// A key that a party no longer held for a case is taken from it, in its own right and for a cover apart; one that it held
/// from later begins later, and one that it held for shorter ends earlier.
async fn wraps(writing: &mut Writing, tables: &[Table], standing: &Standing) -> Result<usize> {
    let mut stands: HashMap<[&Value; 3], (DateTime<Utc>, DateTime<Utc>)> = HashMap::new();
    for row in standing.rows("wraps") {
        let (from, until) = (moment(&row[3])?, moment(&row[4])?);
        stands
            .entry([&row[0], &row[1], &row[2]])
            .and_modify(|span| *span = (from.min(span.0), until.max(span.1)))
            .or_insert((from, until));
    }
    let mut gone = 0;
    for row in restored(writing, tables, "wraps").await? {
        let (key, party) = (id(&row[1])?, id(&row[2])?);
        // Of no cover: its own key stands in the cover's place, here and in the statements.
        let cover = if row[0] == Value::Nothing { key } else { id(&row[0])? };
        match stands.get(&[&row[0], &row[1], &row[2]]) {
            Some((from, until)) if *from <= moment(&row[3])? && moment(&row[4])? <= *until => {}
            Some((from, until)) => {
                change!(
                    writing.conn(),
                    "update wraps set valid_until = $1 where data_key_id = $2 and party_id = $3 \
                     and coalesce(cover_id, data_key_id) = $4 and valid_until > $1",
                    *until,
                    key,
                    party,
                    cover
                )?;
                change!(
                    writing.conn(),
                    "update wraps set valid_from = $1 where data_key_id = $2 and party_id = $3 \
                     and coalesce(cover_id, data_key_id) = $4 and valid_from < $1",
                    *from,
                    key,
                    party,
                    cover
                )?;
            }
            None => {
                let deleted = change!(
                    writing.conn(),
                    "delete from wraps where data_key_id = $1 and party_id = $2 and coalesce(cover_id, data_key_id) = $3",
                    key,
                    party,
                    cover
                )?;
                gone += usize::try_from(deleted).unwrap_or(usize::MAX);
            }
        }
    }
    Ok(gone)
}

/// Accounts that were closed are closed; a password or code that was replaced opens nothing.
async fn accounts(writing: &mut Writing, tables: &[Table], standing: &Standing) -> Result<usize> {
    let rows = restored(writing, tables, "accounts").await?;
    let closed = restored(writing, tables, "account_closures").await?;
    let known: HashSet<&Value> = rows.iter().map(|row| &row[0]).collect();
    let closed: HashSet<&Value> = closed.iter().map(|row| &row[0]).collect();
    let mut shut = 0;
    for row in standing.rows("account_closures") {
        let [account, at, by] = row.as_slice() else { return Err(Error::Inconsistent("a backup")) };
        if !known.contains(account) || closed.contains(account) {
            continue;
        }
        // Who closed it may have come after the backup: then there is no account to name.
        let by = id(if known.contains(by) { by } else { account })?;
        let (account, at) = (id(account)?, moment(at)?);
        change!(
            writing.conn(),
            "insert into account_closures (account_id, closed_by, closed_at) values ($1, $2, $3)",
            account,
            by,
            at
        )?;
        change!(
            writing.conn(),
            "insert into assignment_ends (assignment_id, ended_by, ended_at) select id, $1, $2 from assignments \
             where account_id = $3 on conflict (assignment_id) do nothing",
            by,
            at,
            account
        )?;
        change!(writing.conn(), "delete from drafts where account_id = $1", account)?;
        shut += 1;
    }
    let stands: HashMap<&Value, [&Value; 2]> =
        standing.rows("accounts").iter().map(|row| (&row[0], [&row[1], &row[2]])).collect();
    for row in &rows {
        let now = stands.get(&row[0]);
        let account = id(&row[0])?;
        if now.is_none_or(|[by_code, _]| *by_code != &row[1]) {
            change!(
                writing.conn(),
                "update accounts set sealed_recovery = $1 where id = $2",
                Vec::<u8>::new(),
                account
            )?;
            shut += 1;
        }
        if now.is_none_or(|[_, by_password]| *by_password != &row[2]) {
            change!(writing.conn(), "update accounts set sealed_secret = $1 where id = $2", Vec::<u8>::new(), account)?;
            shut += 1;
        }
    }
    Ok(shut)
}

/// The newest label of each case in the place of the old one, as long as its key is there; otherwise it does not open.
async fn labels(writing: &mut Writing, tables: &[Table], standing: &Standing) -> Result<()> {
    let stands: HashMap<&Value, &Row> = standing.rows("labels").iter().map(|row| (&row[0], row)).collect();
    for old in restored(writing, tables, "labels").await? {
        let Some(new) = stands.get(&old[0]).filter(|new| ***new != old) else { continue };
        let Value::Integer(revision) = new[2] else { return Err(Error::Inconsistent("a backup")) };
        if new[1] == old[1] {
            change!(
                writing.conn(),
                "update labels set revision = $1, sealed = $2 where case_id = $3",
                revision,
                bytes(&new[3])?,
                id(&old[0])?
            )?;
        } else {
            change!(writing.conn(), "delete from wraps where data_key_id = $1", id(&old[1])?)?;
        }
    }
    Ok(())
}

/// What nobody can open any more does not stay, as after a withdrawal.
async fn what_nobody_opens(writing: &mut Writing) -> Result<()> {
    change!(
        writing.conn(),
        "delete from club_members where not exists (select 1 from club_wraps where club_wraps.member_id = club_members.id)"
    )?;
    change!(
        writing.conn(),
        "delete from hiv_facts where not exists (select 1 from wraps where wraps.data_key_id = hiv_facts.data_key_id)"
    )?;
    change!(
        writing.conn(),
        "delete from compartment_entries where not exists (select 1 from wraps where wraps.data_key_id = compartment_entries.data_key_id)"
    )?;
    change!(
        writing.conn(),
        "delete from compartments where not exists (select 1 from wraps where wraps.data_key_id = compartments.data_key_id)"
    )?;
    change!(
        writing.conn(),
        "delete from shared_results where not exists (select 1 from wraps where wraps.data_key_id = shared_results.data_key_id)"
    )?;
    change!(
        writing.conn(),
        "delete from sealed_notes where not exists (select 1 from wraps where wraps.data_key_id = sealed_notes.data_key_id)"
    )?;
    change!(
        writing.conn(),
        "delete from identities where not exists (select 1 from wraps where wraps.data_key_id = identities.data_key_id)"
    )?;
    change!(
        writing.conn(),
        "delete from safe_contacts where not exists (select 1 from wraps where wraps.data_key_id = safe_contacts.data_key_id)"
    )?;
    Ok(())
}

/// Records of ends that are on the list come back, with who and when, as far as they name what the backup knows:
/// certificates of erasure with what belongs to them, the ends of cards and of recovery sheets.
async fn records(writing: &mut Writing, tables: &[Table], standing: &Standing) -> Result<()> {
    let mut known = HashSet::new();
    let ids = [
        ("accounts", "id"),
        ("teams", "id"),
        ("organisations", "id"),
        ("cards", "party_id"),
        ("recovery_sheets", "party_id"),
    ];
    for (name, column) in ids {
        known.extend(columns(writing, tables, name, &[column]).await?.into_iter().flatten());
    }
    known.insert(Value::Nothing);
    for (name, refers) in [
        ("card_ends", &["ended_by", "party_id"][..]),
        ("recovery_sheet_ends", &["ended_by", "sheet_id"][..]),
        ("erasures", &["approved_by", "recorded_by", "team_id"][..]),
        ("erasure_counts", &["erasure_id"][..]),
        ("erasure_notices", &["erasure_id", "recipient_id"][..]),
        ("erasure_sweeps", &["erasure_id"][..]),
    ] {
        let table = listed(tables, name)?;
        let there: HashSet<Row> = writing.all_rows(&table).await?.into_iter().collect();
        let refers: Vec<_> =
            (0..table.columns.len()).filter(|at| refers.contains(&table.columns[*at].0.as_str())).collect();
        for row in standing.rows(name).iter().filter(|row| !there.contains(*row)) {
            if refers.iter().all(|at| known.contains(&row[*at])) {
                writing.insert(&table, row).await?;
            }
        }
        if name == "erasures" {
            let rows = writing.all_rows(&table).await?;
            let place = table.columns.iter().position(|(column, _)| column == "id").unwrap_or_default();
            known.extend(rows.into_iter().map(|mut row| row.swap_remove(place)));
        }
    }
    Ok(())
}
