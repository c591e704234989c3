//! The file with the keys that phones seal to, newest first, each with the day it was made. It stands beside the database and
//! not in it. Who seizes it with a phone reads what still waits on that phone; what has arrived is sealed to the team's desk.

use crate::config::IntakeKeys;
use crate::key_file;
use anyhow::Context;
use chrono::{NaiveDate, TimeDelta};
use domain::time::Entropy;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use vault::{IntakeKey, Vault};

/// Days until phones are given a new key to seal to.
const USED_DAYS: i64 = 90;
/// Days, from its beginning, until a key is forgotten: what waited longer on a phone does not open any more.
const KEPT_DAYS: i64 = 180;

struct Dated {
    key: IntakeKey,
    made_on: NaiveDate,
}

/// Gives the vault the keys to open with; makes one at the first start, and a new one beside it when the newest is old.
///
/// # Errors
/// When the file cannot be read or written, or others may read it.
pub fn receive_with(vault: Vault, database: &str, said: &IntakeKeys, entropy: &dyn Entropy) -> anyhow::Result<Vault> {
    let path = key_file::path(database, said.intake_key.as_deref(), "intake-key");
    let (today, before) = (vault.today(), read(&path)?);
    let known = before.len();
    let (keys, made) = renewed(before, today, entropy);
    if made || keys.len() != known {
        write(&path, &keys).with_context(|| format!("{} could not be written", path.display()))?;
    }
    Ok(vault.receiving(keys.into_iter().map(|dated| dated.key).collect()))
}

/// The keys from today on, and whether there is a new one among them.
fn renewed(mut keys: Vec<Dated>, today: NaiveDate, entropy: &dyn Entropy) -> (Vec<Dated>, bool) {
    keys.retain(|dated| today - dated.made_on < TimeDelta::days(KEPT_DAYS));
    let is_due = keys.first().is_none_or(|newest| today - newest.made_on >= TimeDelta::days(USED_DAYS));
    if is_due {
        keys.insert(0, Dated { key: IntakeKey::generate(entropy), made_on: today });
    }
    (keys, is_due)
}

fn read(path: &Path) -> anyhow::Result<Vec<Dated>> {
    let Some(text) = key_file::read(path)? else { return Ok(Vec::new()) };
    let shown = path.display();
    text.lines().map(|line| parse(line).with_context(|| format!("{shown} holds a line that is no key"))).collect()
}

fn parse(line: &str) -> Option<Dated> {
    let (key, day) = line.split_once(' ')?;
    Some(Dated { key: IntakeKey::parse(key)?, made_on: day.trim().parse().ok()? })
}

/// Written beside and put in its place: a crash leaves the file of before or the new one.
fn write(path: &Path, keys: &[Dated]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    for dated in keys {
        file.write_all(dated.key.expose().as_bytes())?;
        writeln!(file, " {}", dated.made_on)?;
    }
    // A phone may not be given a key that is lost.
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Dated, read, renewed, write};
    use chrono::{NaiveDate, TimeDelta};
    use vault::testing::{SeededEntropy, TempFile};

    fn public(keys: &[Dated]) -> Vec<[u8; 32]> {
        keys.iter().map(|dated| dated.key.public().0).collect()
    }

    #[test]
    fn a_key_is_renewed_kept_for_a_while_and_forgotten() {
        let (file, entropy) = (TempFile::new("intake_key"), SeededEntropy::new(1));
        let day = |days| NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + TimeDelta::days(days);
        let (first, made) = renewed(read(file.path()).expect("nothing there"), day(0), &entropy);
        assert!(made);
        write(file.path(), &first).expect("written");
        let (same, made) = renewed(read(file.path()).expect("readable"), day(89), &entropy);
        assert!(!made && public(&same) == public(&first));
        let (two, made) = renewed(same, day(90), &entropy);
        assert!(made && public(&two)[1..] == public(&first)[..]);
        write(file.path(), &two).expect("written over");
        let (still, _) = renewed(read(file.path()).expect("readable"), day(179), &entropy);
        assert_eq!(public(&still), public(&two));
        let (later, _) = renewed(still, day(180), &entropy);
        assert!(!public(&later).contains(&public(&first)[0]), "forgotten");
    }
}
