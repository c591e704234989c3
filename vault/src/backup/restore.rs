//! Putting a backup back: everything is looked at before anything is written, and rows and shutting are one change, so that
//! no moment exists at which what was shut is open.

use super::content::{self, About, Told};
use super::standing::Standing;
use super::{Fault, shut};
use crate::Vault;
use crate::audit::Event;
use crate::crypt::{BackupKey, Kind, open_file};
use crate::engine::change;
use crate::engine::rows::{Table, Value};
use domain::audit::{Deed, PublicKey};
use std::collections::HashMap;

/// A backup that opened, whole.
pub struct Restorable {
    /// When it was made, and of what.
    pub about: About,
    pub(super) tables: Vec<Told>,
}

/// How much was shut again. Never whose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ShutAgain {
    /// Cases erased.
    pub cases: usize,
    /// Consents taken back.
    pub consents: usize,
    /// Keys taken away: wraps, holdings, cards, codes.
    pub keys: usize,
    /// Accounts closed, and seals of passwords and recovery codes emptied.
    pub accounts: usize,
}

impl Restorable {
    /// Opens a backup, whole or not at all.
    ///
    /// # Errors
    /// When it does not open, or a key that is not believed signed it.
    pub fn open(file: &[u8], key: &BackupKey, trusted: &[PublicKey]) -> Result<Self, Fault> {
        let plain = open_file(file, Kind::Backup, key, trusted).map_err(Fault::Backup)?;
        let (about, tables) = content::read(&plain).ok_or(Fault::Unreadable)?;
        Ok(Self { about, tables })
    }

    /// Whether a team has other keys now than in the backup.
    fn keys_replaced(&self, standing: &Standing) -> bool {
        let parties = ["desk_party_id", "duty_party_id", "id", "lead_party_id"];
        let Some(told) = self.tables.iter().find(|table| table.name == "teams") else { return true };
        let places: Option<Vec<_>> =
            parties.iter().map(|name| told.columns.iter().position(|column| column == name)).collect();
        let Some(places) = places else { return true };
        let now: HashMap<&Value, [&Value; 3]> = standing
            .rows("teams")
            .iter()
            .filter_map(|row| match row.as_slice() {
                [desk, duty, id, lead] => Some((id, [desk, duty, lead])),
                _ => None,
            })
            .collect();
        told.rows.iter().any(|row| {
            let [desk, duty, id, lead] = [0, 1, 2, 3].map(|at| &row[places[at]]);
            let then = [desk, duty, lead];
            now.get(id)
                .is_none_or(|now| then.iter().zip(now).any(|(then, now)| **then != Value::Nothing && then != now))
        })
    }

    /// Which of the database's tables each is, with the columns of the backup.
    fn fitted(&self, tables: &[Table]) -> Option<Vec<Table>> {
        let fitted = self.tables.iter().map(|told| {
            let table = tables.iter().find(|table| table.name == told.name)?;
            let columns: Vec<_> = told.columns.iter().map(String::as_str).collect();
            table.only(&columns).filter(|fitted| fitted.columns.len() == table.columns.len())
        });
        fitted.collect::<Option<Vec<_>>>().filter(|fitted| fitted.len() == tables.len())
    }
}

impl Vault {
    /// Puts a backup back into an empty database, and shuts in the same change what was shut since: all that is not on the
    /// list of what stands. Without a list nothing can be proved to stand, and everything that opens a client's data is
    /// shut. `known` is how many events of the audit somebody else knows of, by a checkpoint they keep.
    ///
    /// # Errors
    /// [`Fault`], and then the database is as empty as before.
    pub async fn restore(
        &self,
        backup: &Restorable,
        standing: Option<&Standing>,
        known: i64,
    ) -> Result<ShutAgain, Fault> {
        if let Some(standing) = standing {
            let (knows, were) = (standing.about.events, backup.about.events.max(known));
            if knows < were {
                return Err(Fault::OldList { knows, were });
            }
            if backup.keys_replaced(standing) {
                return Err(Fault::KeysReplaced);
            }
        }
        let mut writing = self.database.write().await?;
        let ours = self.about(&mut writing).await?;
        if ours.schema != backup.about.schema {
            return Err(Fault::OtherSchema { backup: backup.about.schema, ours: ours.schema });
        }
        let tables = writing.tables().await?;
        for table in tables.iter().filter(|table| table.name != "audit_head") {
            if !writing.is_empty(table).await? {
                return Err(Fault::NotEmpty);
            }
        }
        if ours.events != 0 {
            return Err(Fault::NotEmpty);
        }
        let fitted = backup.fitted(&tables).ok_or(Fault::Unreadable)?;
        change!(writing.conn(), "delete from audit_head").map_err(crate::Error::from)?;
        writing.let_references_wait().await?;
        for (told, table) in backup.tables.iter().zip(&fitted) {
            for row in &told.rows {
                writing.insert(table, row).await?;
            }
        }
        writing.hold_references().await?;
        // Time does not go back behind what was seen before the loss.
        self.not_before(standing.map_or(backup.about.at, |standing| standing.about.at.max(backup.about.at)));
        let shut = shut::again(self, &mut writing, &tables, standing).await?;
        self.note(&mut writing, None, &Event::of(Deed::BackupRestored)).await?;
        writing.commit().await?;
        self.sweep().await?;
        self.database.sweep().await?;
        Ok(shut)
    }
}
