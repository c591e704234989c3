//! The files of backups: written whole or not at all, and deleted in time. What is in them is `vault::backup`'s.

use crate::config::KeepBackups;
use anyhow::Context;
use app::Site;
use chrono::{DateTime, Utc};
use domain::audit::PublicKey;
use domain::backup::{STANDING_NAME, UNFINISHED, is_due, is_to_go, name_of, taken_at};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::task::JoinHandle;
use vault::Vault;
use vault::backup::About;

/// How often it looks whether something was shut.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// The list is written at least so often while something happens, so that it can prove how new it is. In looks.
const LOOKS_UNTIL_WRITTEN: u32 = 12;

/// How long it waits after one could not be made.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// A file that has its name only when it is whole and on the disk. Given up, it is gone; after a kill it lies there unfinished
/// until [`delete_old`] finds it.
struct Whole {
    unfinished: PathBuf,
    name: PathBuf,
}

impl Drop for Whole {
    fn drop(&mut self) {
        let _renamed = std::fs::remove_file(&self.unfinished);
    }
}

impl Whole {
    /// Its name until then says when it was begun: two who write at the same time do not write into one file.
    fn begin(folder: &Path, name: &str, now: DateTime<Utc>) -> std::io::Result<(Self, BufWriter<File>)> {
        let unfinished = folder.join(format!("{}{UNFINISHED}", name_of(now)));
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        Ok((Self { unfinished, name: folder.join(name) }, BufWriter::new(file)))
    }

    fn finish(self, folder: &Path, file: BufWriter<File>) -> std::io::Result<()> {
        file.into_inner()?.sync_all()?;
        std::fs::rename(&self.unfinished, &self.name)?;
        // The name, too, survives a power cut.
        File::open(folder)?.sync_all()
    }
}

/// Writes a backup into a folder, and the list beside it; gives its name.
///
/// # Errors
/// When database or folder are not available: no file has a backup's name then.
pub async fn back_up(vault: &Vault, folder: &Path, key: &PublicKey) -> anyhow::Result<(About, PathBuf)> {
    std::fs::create_dir_all(folder).with_context(|| format!("no folder {}", folder.display()))?;
    vault.sign_checkpoint().await?;
    let name = name_of(vault.now());
    let (whole, file) = Whole::begin(folder, &name, vault.now())?;
    let (about, file) = vault.back_up(key, file).await?;
    whole.finish(folder, file)?;
    write_standing(vault, folder, key).await?;
    Ok((about, folder.join(name)))
}

/// Writes the list of what stands; gives its mark.
///
/// # Errors
/// When database or folder are not available: the list from before stays.
pub async fn write_standing(vault: &Vault, folder: &Path, key: &PublicKey) -> anyhow::Result<u64> {
    let standing = vault.standing().await?;
    let (whole, file) = Whole::begin(folder, STANDING_NAME, vault.now())?;
    let file = vault.seal_standing(&standing, key, file)?;
    whole.finish(folder, file)?;
    Ok(standing.mark())
}

/// Deletes our backups that are too old; gives how many.
///
/// # Errors
/// When the folder cannot be read, or a file not deleted.
pub fn delete_old(folder: &Path, kept_days: i64, now: DateTime<Utc>) -> std::io::Result<usize> {
    let mut deleted = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let ours = entry.file_name().to_str().is_some_and(|name| is_to_go(name, kept_days, now));
        if ours && entry.file_type()?.is_file() {
            std::fs::remove_file(entry.path())?;
            deleted += 1;
        }
    }
    Ok(deleted)
}

/// When the newest backup of a folder was made.
fn newest(folder: &Path) -> std::io::Result<Option<DateTime<Utc>>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    Ok(names.filter_map(|name| taken_at(&name)).max())
}

/// What the task remembers between two looks.
#[derive(Default)]
struct Seen {
    started: bool,
    /// Events of the audit at the last look, and on the list that was written.
    events: i64,
    written: i64,
    mark: Option<u64>,
    looks: u32,
}

/// Begins, with a backup at once; ends when the handle is aborted. Nothing is kept when no folder is named.
pub fn keep_backing_up(site: Site, said: &KeepBackups) -> Option<JoinHandle<()>> {
    let (folder, key) = (said.backup_to.clone()?, said.backup_key?);
    let kept_days = said.backup_keep_days;
    Some(tokio::spawn(async move {
        let mut seen = Seen::default();
        loop {
            let mut pause = LOOK_EVERY;
            let looked = async {
                std::fs::create_dir_all(&folder)?;
                look_at_list(site.vault(), &folder, &key, &mut seen).await?;
                look_at_backups(site.vault(), &folder, &key, kept_days, &mut seen.started).await
            };
            if let Err(error) = looked.await {
                tracing::error!("no backup was made: {error:#}");
                pause = TRY_AGAIN_AFTER;
            }
            tokio::time::sleep(pause).await;
        }
    }))
}

/// Writes the list when something on it has changed, and after a while when only the audit went on.
async fn look_at_list(vault: &Vault, folder: &Path, key: &PublicKey, seen: &mut Seen) -> anyhow::Result<()> {
    let events = vault.events().await?;
    seen.looks += 1;
    let changed = events != seen.events && Some(vault.standing().await?.mark()) != seen.mark;
    if changed || (events != seen.written && seen.looks >= LOOKS_UNTIL_WRITTEN) {
        seen.mark = Some(write_standing(vault, folder, key).await?);
        seen.written = events;
        seen.looks = 0;
    }
    seen.events = events;
    Ok(())
}

async fn look_at_backups(
    vault: &Vault,
    folder: &Path,
    key: &PublicKey,
    kept_days: i64,
    started: &mut bool,
) -> anyhow::Result<()> {
    let last = newest(folder)?;
    let replaced = match last {
        Some(last) => vault.keys_replaced_since(last).await?,
        None => false,
    };
    if !*started || is_due(last, replaced, vault.now()) {
        back_up(vault, folder, key).await?;
        *started = true;
    }
    delete_old(folder, kept_days, vault.now())?;
    Ok(())
}

/// The last list, when the server is asked to stop.
pub async fn write_the_rest(site: &Site, said: &KeepBackups) {
    if let (Some(folder), Some(key)) = (&said.backup_to, &said.backup_key)
        && let Err(error) = write_standing(site.vault(), folder, key).await
    {
        tracing::error!("the list of what stands was not written: {error:#}");
    }
}

#[cfg(test)]
mod tests {
    use super::{Whole, delete_old, newest};
    use chrono::{DateTime, TimeDelta};
    use domain::backup::{STANDING_NAME, name_of};
    use std::io::Write;

    #[test]
    fn a_file_has_its_name_when_it_is_whole_and_only_old_ones_of_ours_go() {
        let now = DateTime::parse_from_rfc3339("2026-11-26T11:18:44Z").expect("a time").to_utc();
        let folder = vault::testing::TempFile::new("backups");
        let folder = folder.path().with_extension("folder");
        std::fs::create_dir_all(&folder).expect("a folder");
        let (whole, mut file) = Whole::begin(&folder, &name_of(now), now).expect("begun");
        file.write_all(b"half").expect("written");
        // Killed here, there would be no backup.
        assert_eq!(newest(&folder).expect("read"), None);
        drop(whole);
        assert_eq!(std::fs::read_dir(&folder).expect("read").count(), 0, "given up");
        drop(file);
        let (whole, file) = Whole::begin(&folder, &name_of(now), now).expect("begun");
        whole.finish(&folder, file).expect("finished");
        assert_eq!(newest(&folder).expect("read"), Some(now));
        let old = name_of(now - TimeDelta::days(29));
        for name in [old.as_str(), &name_of(now - TimeDelta::days(28)), STANDING_NAME, "notes.txt", "2020.sealed"] {
            std::fs::write(folder.join(name), b"x").expect("written");
        }
        assert_eq!(delete_old(&folder, 29, now).expect("read"), 1);
        assert!(!folder.join(old).exists() && folder.join("notes.txt").exists() && folder.join(STANDING_NAME).exists());
        assert_eq!(std::fs::read_dir(&folder).expect("read").count(), 5);
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
