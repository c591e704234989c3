//! The list of what stands: no text of anybody, but every key, seal and consent by its id. It is written anew whenever it
//! has changed. What was shut is what is missing: a line cannot be dropped to open something, only to shut it.

use super::Fault;
use super::content::{self, About};
use crate::Vault;
use crate::crypt::{BackupKey, Kind, Sealer, open_file};
use crate::engine::rows::{Row, Table, Value};
use crate::error::Error;
use domain::audit::PublicKey;
use std::collections::{HashMap, HashSet};
use std::io::Write;

/// Table and columns. What it keeps of `erasures` and of the ends of accounts, cards, sheets, assignments, covers, merges and
/// of the support of a client are records with who and when, to be put back.
pub(super) const LISTED: &[(&str, &[&str])] = &[
    ("account_closures", &["account_id", "closed_at", "closed_by"]),
    ("accounts", &["id", "sealed_recovery", "sealed_secret"]),
    ("assignment_ends", &["assignment_id", "ended_at", "ended_by"]),
    ("card_codes", &["tag"]),
    ("card_ends", &["ended_at", "ended_by", "party_id"]),
    ("cases", &["id"]),
    // Sealed as they are: why a case was closed.
    ("closures", &["case_id", "closed_at", "closed_by", "data_key_id", "id", "number", "sealed"]),
    ("club_consent_ends", &["consent_id", "ended_at", "ended_by", "how"]),
    ("club_lead_ends", &["ended_at", "ended_by", "lead_id"]),
    ("club_wraps", &["member_id", "party_id"]),
    ("consents", &["decision", "ends", "id"]),
    ("contacts", &["id"]),
    ("contacts_gone", &["id"]),
    ("contacts_taken_over", &["contact_id"]),
    ("cover_ends", &["case_id", "cover_id", "ended_at", "ended_by"]),
    ("demand_wraps", &["demand_id", "party_id"]),
    ("duty_holdings", &["account_id", "party_id"]),
    ("emergency_words", &["about", "emergency_id", "party_id"]),
    ("erasure_counts", &["erasure_id", "quantity", "what"]),
    ("erasure_notices", &["erasure_id", "id", "issued_at", "recipient_id", "stop_by", "written_at"]),
    ("erasure_sweeps", &["erasure_id", "swept_at"]),
    (
        "erasures",
        &["approved_by", "asked_on", "erased_at", "ground", "id", "number", "recorded_by", "team_id", "told", "year"],
    ),
    ("holdings", &["account_id", "party_id"]),
    // Sealed as they are: what she took back of her name was cut out of the label, and must not come back with an old one.
    ("labels", &["case_id", "data_key_id", "revision", "sealed"]),
    ("merge_ends", &["ended_at", "ended_by", "merge_id"]),
    ("phone_ends", &["ended_at", "ended_by", "phone_id"]),
    ("recovery_sheet_ends", &["ended_at", "ended_by", "how", "sheet_id"]),
    ("recovery_sheet_holdings", &["party_id", "sheet_id"]),
    ("reminders", &["contact_id", "party_id"]),
    ("reopenings", &["case_id", "closure_id", "id", "reopened_at", "reopened_by"]),
    ("signal_ends", &["ended_at", "ended_by", "signal_id", "why"]),
    ("teams", &["desk_party_id", "duty_party_id", "id", "lead_party_id"]),
    ("withdrawal_codes", &["tag"]),
    ("wraps", &["cover_id", "data_key_id", "party_id", "valid_from", "valid_until"]),
];

/// One of the listed tables, with the columns of the list.
pub(super) fn listed(tables: &[Table], name: &str) -> Result<Table, Error> {
    let columns = LISTED.iter().find(|(listed, _)| *listed == name).map(|(_, columns)| *columns);
    let table = tables.iter().find(|table| table.name == name);
    table.zip(columns).and_then(|(table, columns)| table.only(columns)).ok_or(Error::Inconsistent("a backup"))
}

/// A list that opened.
pub struct Standing {
    /// When it was written, and what it knows of.
    pub about: About,
    tables: HashMap<String, Vec<Row>>,
}

impl Standing {
    /// Opens one, whole or not at all.
    ///
    /// # Errors
    /// When it does not open, or a key that is not believed signed it.
    pub fn open(file: &[u8], key: &BackupKey, trusted: &[PublicKey]) -> Result<Self, Fault> {
        let plain = open_file(file, Kind::Standing, key, trusted).map_err(Fault::Standing)?;
        let (about, tables) = content::read(&plain).ok_or(Fault::Unreadable)?;
        let fits = tables
            .iter()
            .map(|table| (table.name.as_str(), table.columns.iter().map(String::as_str).collect::<Vec<_>>()));
        if !fits.eq(LISTED.iter().map(|(name, columns)| (*name, columns.to_vec()))) {
            return Err(Fault::Unreadable);
        }
        Ok(Self { about, tables: tables.into_iter().map(|table| (table.name, table.rows)).collect() })
    }

    /// The rows of a table, with the columns of the list.
    pub(super) fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    /// The same, to look rows up in.
    pub(super) fn set(&self, table: &str) -> HashSet<&Row> {
        self.rows(table).iter().collect()
    }

    /// The consents that stand, though perhaps renewed or narrowed: in their place stands a yes that nothing ended.
    pub(super) fn consents(&self) -> HashSet<&Value> {
        let mut ended: HashMap<&Value, (&Value, bool)> = HashMap::new();
        let mut given = HashSet::new();
        for row in self.rows("consents") {
            let [decision, ends, id] = row.as_slice() else { continue };
            let yes = *decision == Value::Text("given".into());
            if yes {
                given.insert(id);
            }
            if *ends != Value::Nothing {
                ended.insert(ends, (id, yes));
            }
        }
        let stands = |id: &&Value| {
            let (mut at, mut steps) = (*id, 0);
            while let Some((by, yes)) = ended.get(at) {
                steps += 1;
                if !yes || steps > ended.len() {
                    return false;
                }
                at = by;
            }
            true
        };
        given.into_iter().filter(stands).collect()
    }
}

/// The list as it is now, before it is sealed.
pub struct StandingNow {
    about: About,
    tables: Vec<(Table, Vec<Row>)>,
}

impl StandingNow {
    /// Changes when anything that is listed does.
    #[must_use]
    pub fn mark(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        for (_, rows) in &self.tables {
            rows.hash(&mut hasher);
        }
        hasher.finish()
    }
}

impl Vault {
    /// What stands at this moment.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn standing(&self) -> Result<StandingNow, Fault> {
        let mut snapshot = self.database.snapshot().await?;
        let about = self.about(&mut snapshot).await?;
        let all = snapshot.tables().await?;
        let mut tables = Vec::with_capacity(LISTED.len());
        for (name, _) in LISTED {
            let table = listed(&all, name)?;
            let rows = snapshot.all_rows(&table).await?;
            tables.push((table, rows));
        }
        Ok(StandingNow { about, tables })
    }

    /// Writes it, sealed to a public key.
    ///
    /// # Errors
    /// When the file cannot be written, or this vault has no key to sign with.
    pub fn seal_standing<W: Write>(&self, now: &StandingNow, to: &PublicKey, out: W) -> Result<W, Fault> {
        let signer = self.checkpoint_key.as_ref().ok_or(Fault::NoSigningKey)?;
        let mut sealer = Sealer::begin(out, Kind::Standing, self.new_id(), to, self.entropy.as_ref())?;
        content::put_about(&mut sealer, &now.about)?;
        for (table, rows) in &now.tables {
            content::put_table(&mut sealer, table)?;
            content::put_rows(&mut sealer, rows)?;
        }
        content::put_end(&mut sealer)?;
        Ok(sealer.finish(signer)?)
    }
}
