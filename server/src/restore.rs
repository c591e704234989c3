//! The commands about backups, as a person types them.
#![expect(clippy::print_stdout, reason = "commands speak to the person who typed them")]

use crate::config::{Backup, MakeBackupKey, Restore};
use crate::system::SystemEntropy;
use crate::{audit_key, backup};
use anyhow::{Context, bail, ensure};
use domain::audit::Checkpoint;
use domain::backup::STANDING_NAME;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use vault::backup::{Restorable, Standing};
use vault::{BackupKey, Vault};

/// Makes the key pair of backups: the private half into a file, the public half onto the screen.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn make_key(options: &MakeBackupKey) -> anyhow::Result<()> {
    let key = BackupKey::generate(&SystemEntropy);
    let shown = options.to.display();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&options.to)
        .with_context(|| format!("{shown} could not be made"))?;
    file.write_all(key.expose().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    println!("The private half is in {shown}. Move it off this machine: who has it and a backup has every row.");
    println!("For --backup-key: {}", key.public());
    Ok(())
}

/// `backup`.
///
/// # Errors
/// When database or folder are not available.
pub async fn back_up(vault: Vault, options: &Backup) -> anyhow::Result<()> {
    let vault = audit_key::sign_with(vault, &options.store.database, &options.key, &SystemEntropy).await?;
    let (about, file) = backup::back_up(&vault, &options.to, &options.backup_key).await?;
    let deleted = backup::delete_old(&options.to, options.keep_days, vault.now())?;
    vault.close().await;
    println!("{} with {} events of the audit; {deleted} old backups deleted.", file.display(), about.events);
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{} could not be read", path.display()))
}

fn secret(path: &Path) -> anyhow::Result<BackupKey> {
    let text = zeroize::Zeroizing::new(std::fs::read_to_string(path).with_context(|| format!("no key at {}", path.display()))?);
    BackupKey::parse(&text).with_context(|| format!("{} holds no key", path.display()))
}

/// `restore`. Opens and compares everything before there is a database.
///
/// # Errors
/// In words for who typed it; the database is then as it was.
pub async fn restore(options: &Restore) -> anyhow::Result<()> {
    let key = secret(&options.secret)?;
    let mut trusted = options.key.earlier_audit_keys.clone();
    match options.public_key {
        Some(public) => trusted.push(public),
        None => trusted.push(audit_key::public(&options.store.database, &options.key)?),
    }
    let restorable = Restorable::open(&read(&options.from)?, &key, &trusted)?;
    let about = &restorable.about;
    println!("A backup of {}, with {} events of the audit.", about.at.to_rfc3339(), about.events);
    let standing = if options.without_list {
        None
    } else {
        let beside = options.from.with_file_name(STANDING_NAME);
        let path = options.list.as_ref().unwrap_or(&beside);
        let file = read(path).context(
            "without the list of what stands, what was shut after the backup would open again. Look for a copy of it; if there \
             is none, --without-list puts the backup back and shuts everything",
        )?;
        let standing = Standing::open(&file, &key, &trusted)?;
        println!("What was shut until {} is shut again.", standing.about.at.to_rfc3339());
        Some(standing)
    };
    let exported = match &options.checkpoints {
        Some(path) => Checkpoint::read_all(&String::from_utf8(read(path)?)?)
            .map_err(|line| anyhow::anyhow!("line {line} of {} is no checkpoint", path.display()))?,
        None => Vec::new(),
    };
    let known = exported.iter().map(|checkpoint| checkpoint.says.events).max().unwrap_or_default();
    let vault = crate::commands::open(&options.store.database).await?.trusting(trusted);
    let shut = vault.restore(&restorable, standing.as_ref(), known).await?;
    // Those from after the backup are lost with what they were about.
    let before: Vec<_> =
        exported.into_iter().filter(|checkpoint| checkpoint.says.number <= restorable.about.checkpoint).collect();
    let checked = vault.check_audit_with(&before).await?;
    vault.close().await;
    println!(
        "Put back. Shut again: {} cases erased, {} consents taken back, {} keys, {} seals or accounts.",
        shut.cases, shut.consents, shut.keys, shut.accounts
    );
    println!("{} events and {} checkpoints of the audit hold.", checked.events, checked.checkpoints);
    if let Some(broken) = checked.broken {
        bail!("the audit does not hold: {broken}. Do not use this database");
    }
    ensure!(checked.events > about.events, "the audit is shorter than the backup's. Do not use this database");
    Ok(())
}
