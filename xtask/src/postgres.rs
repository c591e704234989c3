//! A PostgreSQL that lives as long as this value: own folder, own port, then thrown away.

use crate::tools;
use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;
use xshell::{Shell, TempDir, cmd};

pub struct Postgres {
    cluster: Cluster,
    server: Child,
    port: u16,
}

impl Postgres {
    /// For tests: nothing is forced to disk, for nothing is kept.
    pub fn careless(sh: &Shell) -> Result<Self> {
        Self::start(sh, &["fsync=off", "synchronous_commit=off", "full_page_writes=off"])
    }

    /// For timings: as it would run for real.
    pub fn careful(sh: &Shell) -> Result<Self> {
        Self::start(sh, &[])
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn start(sh: &Shell, settings: &[&str]) -> Result<Self> {
        let cluster = Cluster::create(sh)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = cluster
            .command("postgres")
            .args(["-c", "listen_addresses=127.0.0.1", "-p", &port.to_string()])
            .args(["-c", "unix_socket_directories=", "-c", "max_connections=200"])
            .args(settings.iter().flat_map(|setting| ["-c", setting]))
            .stderr(File::create(cluster.log())?)
            .spawn()?;
        // From here on `drop` ends the server, also when it never gets ready.
        let mut postgres = Postgres { cluster, server, port };
        postgres.wait_until_ready()?;
        Ok(postgres)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        for _ in 0..300 {
            let log = fs::read_to_string(self.cluster.log())?;
            if log.contains("ready to accept connections") {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                bail!("PostgreSQL did not start:\n{log}");
            }
            sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL was not ready within 30 seconds");
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // `pg_ctl` also frees the shared memory, which a mere kill would leave behind.
        let stopped = self.cluster.command("pg_ctl").args(["stop", "--silent", "--mode=immediate"]).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// A folder with an empty database, and who works in it.
struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    /// PostgreSQL refuses to run as root; then it runs as this user and group.
    account: Option<(u32, u32)>,
    /// Linux: has the kernel stop PostgreSQL should we be killed before `drop`.
    setpriv: Option<PathBuf>,
}

impl Cluster {
    fn create(sh: &Shell) -> Result<Self> {
        let cluster = Cluster {
            programs: programs(sh)?,
            folder: sh.create_temp_dir()?,
            account: tools::is_root(sh)?.then(postgres_account).transpose()?,
            setpriv: tools::on_path(sh, "setpriv"),
        };
        if let Some((user, group)) = cluster.account {
            chown(cluster.folder.path(), Some(user), Some(group))?;
        }
        let output = cluster
            .command("initdb")
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"])
            .output()?;
        ensure!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
        Ok(cluster)
    }

    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = match &self.setpriv {
            Some(setpriv) => {
                let mut command = Command::new(setpriv);
                command.args(["--pdeathsig", "INT", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.env("PGDATA", self.folder.path().join("data")).current_dir(self.folder.path());
        if let Some((user, group)) = self.account {
            command.uid(user).gid(group);
        }
        command
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

/// The folder of `initdb` and `postgres`; Debian keeps it off PATH.
fn programs(sh: &Shell) -> Result<PathBuf> {
    let find = || {
        let asked = cmd!(sh, "pg_config --bindir").quiet().ignore_stderr().read().ok().map(PathBuf::from);
        let on_path = tools::on_path(sh, "initdb").and_then(|path| path.parent().map(Path::to_owned));
        let mut debian = sh.read_dir("/usr/lib/postgresql").unwrap_or_default();
        debian.sort_by_key(|folder| version(folder));
        let debian = debian.into_iter().rev().map(|folder| folder.join("bin"));
        asked.into_iter().chain(on_path).chain(debian).find(|folder| folder.join("initdb").exists())
    };
    if find().is_none() {
        tools::install(sh, "postgresql", "PostgreSQL's server")?;
    }
    find().context("PostgreSQL is installed, but `initdb` is not where pg_config says")
}

fn version(folder: &Path) -> Option<u32> {
    folder.file_name()?.to_str()?.parse().ok()
}

fn postgres_account() -> Result<(u32, u32)> {
    let accounts = fs::read_to_string("/etc/passwd")?;
    let mut fields = accounts
        .lines()
        .find_map(|line| line.strip_prefix("postgres:"))
        .context("PostgreSQL refuses to run as root, and there is no user `postgres` to run it as")?
        .split(':')
        .skip(1);
    let mut number = || fields.next().and_then(|field| field.parse().ok()).context("/etc/passwd is unreadable");
    Ok((number()?, number()?))
}
