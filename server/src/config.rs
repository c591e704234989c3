//! Every setting, once: flags and environment.

use clap::{Args, Parser, Subcommand};
use domain::audit::PublicKey;
use domain::backup::KEPT_DAYS;
use domain::partner_system::SignalHost;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Đồng Hành: case management that opens only with the client's yes.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Options {
    /// What to do; serves when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to serve when nothing is said.
    #[command(flatten)]
    pub serve: Serve,
}

/// What the program can do.
#[derive(Subcommand)]
pub enum Command {
    /// Serves the product.
    Serve(Serve),
    /// Makes demonstration data of people who do not exist, and serves them.
    Demo(Demo),
    /// Ends every session of everybody, at once.
    Lock(Store),
    /// Checks the audit: every event, every checkpoint. Fails when one does not hold.
    CheckAudit(CheckAudit),
    /// Prints the audit's signed checkpoints, for the second custodian.
    ExportCheckpoints(ExportCheckpoints),
    /// Makes the key pair of backups.
    BackupKey(MakeBackupKey),
    /// Makes an encrypted backup, while the server runs or not, and deletes those that are too old.
    Backup(Backup),
    /// Puts a backup back into an empty database, and shuts again what was shut since.
    Restore(Restore),
    /// Measures pages at a number of cases, and prints a table.
    Bench(Bench),
}

/// Where the data are.
#[derive(Args, Clone)]
pub struct Store {
    /// Database: `sqlite://path` or `postgres://user@host/name`.
    #[arg(long, env = "DONG_HANH_DATABASE", default_value = "sqlite://var/dong-hanh.db")]
    pub database: String,
}

/// What signs the audit.
#[derive(Args, Clone)]
pub struct AuditKey {
    /// File with the key that signs the audit's checkpoints, made at the first start. When nothing is said: beside the
    /// SQLite file, with `.audit-key` behind its name; `var/audit-key` for PostgreSQL.
    #[arg(long, env = "DONG_HANH_AUDIT_KEY")]
    pub audit_key: Option<PathBuf>,
    /// Public keys of before, whose checkpoints are still believed; with commas between.
    #[arg(long, env = "DONG_HANH_EARLIER_AUDIT_KEYS", value_delimiter = ',')]
    pub earlier_audit_keys: Vec<PublicKey>,
}

/// What opens the contacts that phones sealed.
#[derive(Args, Clone)]
pub struct IntakeKeys {
    /// File with the keys that phones seal to, made at the first start; on every node the same. When nothing is said: beside
    /// the SQLite file, with `.intake-key` behind its name; `var/intake-key` for PostgreSQL.
    #[arg(long, env = "DONG_HANH_INTAKE_KEY")]
    pub intake_key: Option<PathBuf>,
}

/// `check-audit`.
#[derive(Args)]
pub struct CheckAudit {
    /// Where the data are.
    #[command(flatten)]
    pub store: Store,
    /// Which key is believed.
    #[command(flatten)]
    pub key: AuditKey,
    /// The public key itself, as the second custodian keeps it, in place of the key file.
    #[arg(long)]
    pub public_key: Option<PublicKey>,
    /// Checkpoints that were exported before: the audit must still fit every one of them.
    #[arg(long)]
    pub checkpoints: Option<PathBuf>,
}

/// `export-checkpoints`.
#[derive(Args)]
pub struct ExportCheckpoints {
    /// Where the data are.
    #[command(flatten)]
    pub store: Store,
    /// Which key signs.
    #[command(flatten)]
    pub key: AuditKey,
}

/// `backup-key`.
#[derive(Args)]
pub struct MakeBackupKey {
    /// File for the private half, which must not be there yet.
    #[arg(long)]
    pub to: PathBuf,
}

/// `backup`.
#[derive(Args)]
pub struct Backup {
    /// Where the data are.
    #[command(flatten)]
    pub store: Store,
    /// Which key signs.
    #[command(flatten)]
    pub key: AuditKey,
    /// Folder for the backup and the list of what stands: the same as the server's.
    #[arg(long, env = "DONG_HANH_BACKUP_TO")]
    pub to: PathBuf,
    /// Public half of the key that `backup-key` made.
    #[arg(long, env = "DONG_HANH_BACKUP_KEY")]
    pub backup_key: PublicKey,
    /// Days until a backup is deleted.
    #[arg(long, env = "DONG_HANH_BACKUP_KEEP_DAYS", default_value_t = KEPT_DAYS, value_parser = clap::value_parser!(i64).range(1..=KEPT_DAYS))]
    pub keep_days: i64,
}

/// `restore`.
#[derive(Args)]
pub struct Restore {
    /// Where the data go: an empty database, or none yet.
    #[command(flatten)]
    pub store: Store,
    /// Which key is believed.
    #[command(flatten)]
    pub key: AuditKey,
    /// The public key itself, as the second custodian keeps it, in place of the key file.
    #[arg(long)]
    pub public_key: Option<PublicKey>,
    /// The backup.
    #[arg(long)]
    pub from: PathBuf,
    /// The newest list of what stands; beside the backup when nothing is said.
    #[arg(long)]
    pub list: Option<PathBuf>,
    /// File with the private half of the key that `backup-key` made.
    #[arg(long)]
    pub secret: PathBuf,
    /// Checkpoints that somebody else kept: a list that is older than the newest of them is refused.
    #[arg(long)]
    pub checkpoints: Option<PathBuf>,
    /// There is no list that opens: everything that opens a client's data is shut, and each client asked anew.
    #[arg(long, conflicts_with = "list")]
    pub without_list: bool,
}

/// Whether the server makes backups of itself.
#[derive(Args, Clone)]
pub struct KeepBackups {
    /// Folder for a backup every day, and for the list of what stands, written all the time.
    #[arg(long, env = "DONG_HANH_BACKUP_TO", requires = "backup_key")]
    pub backup_to: Option<PathBuf>,
    /// Public half of the key that `backup-key` made.
    #[arg(long, env = "DONG_HANH_BACKUP_KEY", requires = "backup_to")]
    pub backup_key: Option<PublicKey>,
    /// Days until a backup is deleted.
    #[arg(long, env = "DONG_HANH_BACKUP_KEEP_DAYS", default_value_t = KEPT_DAYS, value_parser = clap::value_parser!(i64).range(1..=KEPT_DAYS))]
    pub backup_keep_days: i64,
}

/// How to serve.
#[derive(Args, Clone)]
pub struct Listen {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, env = "DONG_HANH_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Two-digit code of the province (14 is Sơn La).
    #[arg(long, env = "DONG_HANH_PROVINCE", default_value = "14")]
    pub province: String,
    /// A host of a partner that may be told, by an empty post over https, that something changed for it: `clinic.example`, or
    /// `clinic.example:8443`; may be said again, or with commas between. When nothing is said, nobody is told.
    #[arg(long = "notify-host", env = "DONG_HANH_NOTIFY_HOSTS", value_delimiter = ',')]
    pub notify_hosts: Vec<SignalHost>,
    /// A reverse proxy of ours stands in front: the caller's network is the last entry of `X-Forwarded-For`.
    #[arg(long, env = "DONG_HANH_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Adds a `Server-Timing` header with SQL statements and milliseconds to every page.
    #[arg(long, env = "DONG_HANH_MEASURE")]
    pub measure: bool,
}

/// `serve`.
#[derive(Args)]
pub struct Serve {
    /// Where the data are.
    #[command(flatten)]
    pub store: Store,
    /// What signs the audit.
    #[command(flatten)]
    pub key: AuditKey,
    /// What phones seal to.
    #[command(flatten)]
    pub intake: IntakeKeys,
    /// How to serve.
    #[command(flatten)]
    pub listen: Listen,
    /// Backups.
    #[command(flatten)]
    pub backup: KeepBackups,
}

/// `demo`.
#[derive(Args)]
pub struct Demo {
    /// Database; a file in a temporary folder, removed at the end, when nothing is said.
    #[arg(long)]
    pub database: Option<String>,
    /// What signs the audit.
    #[command(flatten)]
    pub key: AuditKey,
    /// What phones seal to.
    #[command(flatten)]
    pub intake: IntakeKeys,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,
    /// Also writes address and logins to this file, as JSON.
    #[arg(long)]
    pub logins: Option<PathBuf>,
}

/// `bench`.
#[derive(Args)]
pub struct Bench {
    /// Cases in the team, 60 for each worker.
    #[arg(long, default_value_t = 2000)]
    pub cases: usize,
    /// Times each page is asked for.
    #[arg(long, default_value_t = 200)]
    pub rounds: usize,
    /// Database; a file in a temporary folder when nothing is said.
    #[arg(long)]
    pub database: Option<String>,
}
