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
    let text = zeroize::Zeroizing::new(
        std::fs::read_to_string(path).with_context(|| format!("no key at {}", path.display()))?,
    );
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

#[cfg(test)]
mod tests {
    use crate::commands::run;
    use crate::config::Options;
    use clap::Parser;
    use domain::backup::STANDING_NAME;
    use std::path::Path;
    use vault::BackupKey;

    async fn typed(words: &[&str]) -> anyhow::Result<()> {
        run(Options::try_parse_from([&["dong-hanh"], words].concat())?).await
    }

    fn backup_in(folder: &Path) -> String {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
        let is_backup = |path: &std::path::PathBuf| !path.ends_with(STANDING_NAME);
        entries.filter(is_backup).map(|path| path.display().to_string()).next().expect("a backup")
    }

    #[tokio::test]
    async fn a_backup_is_made_and_put_back_and_what_is_wrong_makes_no_database() {
        let temp = vault::testing::TempFile::new("commands");
        let folder = temp.path().with_extension("folder");
        std::fs::create_dir_all(&folder).expect("a folder");
        let at = |name: &str| folder.join(name).display().to_string();
        let database = |name: &str| format!("sqlite://{}", at(name));
        typed(&["backup-key", "--to", &at("key")]).await.expect("made");
        assert!(typed(&["backup-key", "--to", &at("key")]).await.is_err(), "a key is never written over");
        let key = BackupKey::parse(&std::fs::read_to_string(at("key")).expect("there")).expect("a key").public();
        let (first, backups) = (database("first.db"), at("backups"));
        typed(&["backup", "--database", &first, "--to", &backups, "--backup-key", &key.to_string()])
            .await
            .expect("made");
        let (backup, list) = (backup_in(Path::new(&backups)), Path::new(&backups).join(STANDING_NAME));
        let restore = async |name: &str, from: &str, more: &[&str]| {
            let (to, signer, secret) = (database(name), at("first.db.audit-key"), at("key"));
            let words = ["restore", "--database", &to, "--audit-key", &signer, "--secret", &secret, "--from", from];
            typed(&[&words[..], more].concat()).await
        };
        restore("second.db", &backup, &[]).await.expect("put back");
        assert!(restore("second.db", &backup, &[]).await.is_err(), "not empty any more");
        typed(&["check-audit", "--database", &database("second.db"), "--audit-key", &at("first.db.audit-key")])
            .await
            .expect("it holds");
        let mut bytes = std::fs::read(&backup).expect("there");
        bytes[100] ^= 1;
        std::fs::write(at("touched"), &bytes).expect("written");
        let list_is = list.display().to_string();
        assert!(restore("third.db", &at("touched"), &["--list", &list_is]).await.is_err());
        std::fs::remove_file(&list).expect("removed");
        assert!(restore("third.db", &backup, &[]).await.is_err(), "no list");
        assert!(!Path::new(&at("third.db")).exists(), "nothing was begun");
        restore("third.db", &backup, &["--without-list"]).await.expect("put back shut");
        let days = ["backup", "--database", &first, "--to", &backups, "--keep-days", "30", "--backup-key"];
        assert!(typed(&[&days[..], &[&key.to_string()]].concat()).await.is_err(), "longer than certificates say");
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
