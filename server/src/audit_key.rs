//! The file with the key that signs the audit's checkpoints. It stands beside the database and not in it: who can write
//! the one should not have the other.

use crate::config::AuditKey;
use crate::key_file;
use anyhow::{Context, ensure};
use domain::time::Entropy;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use vault::{CheckpointKey, Vault};

fn path(database: &str, said: &AuditKey) -> PathBuf {
    key_file::path(database, said.audit_key.as_deref(), "audit-key")
}

/// Gives the vault the key to sign with; makes one at the first start.
///
/// # Errors
/// When the file cannot be read or written, when others may read it, or when it is gone although checkpoints were signed.
pub async fn sign_with(vault: Vault, database: &str, said: &AuditKey, entropy: &dyn Entropy) -> anyhow::Result<Vault> {
    let path = path(database, said);
    let shown = path.display();
    let key = match read(&path)? {
        Some(key) => key,
        None => {
            // A thief who removes the key must not get a fresh one: whoever lost it says which one to believe until now.
            ensure!(
                !vault.has_checkpoints().await? || !said.earlier_audit_keys.is_empty(),
                "the key that signs the audit is not at {shown}: put its copy back, or name the lost key's public half \
                 with --earlier-audit-keys to begin a new one"
            );
            make(&path, entropy).with_context(|| format!("{shown} could not be written"))?
        }
    };
    Ok(vault.signing(key, &said.earlier_audit_keys))
}

/// Lets the vault believe the key of this deployment, without signing.
///
/// # Errors
/// When there is no key file, or it cannot be read.
pub fn believe(vault: Vault, database: &str, said: &AuditKey) -> anyhow::Result<Vault> {
    let path = path(database, said);
    let key = read(&path)?.with_context(|| format!("no key at {}", path.display()))?;
    Ok(vault.trusting([&[key.public()], said.earlier_audit_keys.as_slice()].concat()))
}

/// The public half of this deployment's key.
///
/// # Errors
/// As [`believe`].
pub fn public(database: &str, said: &AuditKey) -> anyhow::Result<domain::audit::PublicKey> {
    let path = path(database, said);
    Ok(read(&path)?.with_context(|| format!("no key at {}", path.display()))?.public())
}

fn read(path: &Path) -> anyhow::Result<Option<CheckpointKey>> {
    let Some(text) = key_file::read(path)? else { return Ok(None) };
    Ok(Some(CheckpointKey::parse(&text).with_context(|| format!("{} holds no key", path.display()))?))
}

fn make(path: &Path, entropy: &dyn Entropy) -> anyhow::Result<CheckpointKey> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let key = CheckpointKey::generate(entropy);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(key.expose().as_bytes())?;
    file.write_all(b"\n")?;
    // A checkpoint may not outlive its key: on disk before the first one is signed.
    file.sync_all()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::{make, read};
    use std::os::unix::fs::PermissionsExt;
    use vault::testing::{SeededEntropy, TempFile};

    #[test]
    fn made_once_for_its_owner_alone_and_read_back() {
        let file = TempFile::new("audit_key");
        assert!(read(file.path()).expect("nothing there").is_none());
        let made = make(file.path(), &SeededEntropy::new(1)).expect("written");
        assert_eq!(std::fs::metadata(file.path()).expect("there").permissions().mode() & 0o777, 0o600);
        assert_eq!(read(file.path()).expect("readable").expect("a key").public(), made.public());
        assert!(make(file.path(), &SeededEntropy::new(2)).is_err(), "a key is never written over");
        std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o640)).expect("changed");
        assert!(read(file.path()).is_err(), "others may read it");
    }
}
