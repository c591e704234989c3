//! Files with keys, which stand beside the database and not in it: where each is, and what is in it.

use anyhow::{Context, ensure};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Where it is: as said, or beside the SQLite file with its name behind, or in `var/`.
pub(crate) fn path(database: &str, said: Option<&Path>, name: &str) -> PathBuf {
    let file = database.strip_prefix("sqlite://").map(|path| path.split('?').next().unwrap_or(path));
    match (said, file) {
        (Some(said), _) => said.to_owned(),
        (None, Some(file)) => PathBuf::from(format!("{file}.{name}")),
        (None, None) => Path::new("var").join(name),
    }
}

/// What is in it; nothing when there is none. Fails when others may read it.
pub(crate) fn read(path: &Path) -> anyhow::Result<Option<Zeroizing<String>>> {
    let shown = path.display();
    let mut file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.with_context(|| format!("{shown} could not be opened"))?,
    };
    let mode = file.metadata()?.permissions().mode();
    ensure!(mode & 0o077 == 0, "others may read {shown}: give it mode 0600");
    let mut text = Zeroizing::new(String::new());
    file.read_to_string(&mut text).with_context(|| format!("{shown} could not be read"))?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::path;
    use std::path::{Path, PathBuf};

    #[test]
    fn beside_the_database_when_nothing_is_said() {
        assert_eq!(path("sqlite:///srv/data.db?mode=rwc", None, "a-key"), PathBuf::from("/srv/data.db.a-key"));
        assert_eq!(path("postgres://host/name", None, "a-key"), PathBuf::from("var/a-key"));
        assert_eq!(path("sqlite://a.db", Some(Path::new("/keys/k")), "a-key"), PathBuf::from("/keys/k"));
    }
}
