//! What a person types.
#![expect(clippy::print_stdout, reason = "commands speak to the person who typed them")]

use crate::config::{CheckAudit, Command, Demo, ExportCheckpoints, KeepBackups, Options, Serve};
use crate::system::{SystemClock, SystemEntropy};
use crate::{assets, audit_key, backup, bench, checkpoints, demo, expiry, http, intake_key, restore, signal};
use anyhow::Context;
use app::Site;
use axum::Router;
use domain::audit::Checkpoint;
use domain::partner_system::SignalHosts;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use vault::testing::TempFile;
use vault::{PasswordCost, Token, Vault};

/// Runs a command.
///
/// # Errors
/// Whatever keeps it from running, in words for who typed it.
pub async fn run(options: Options) -> anyhow::Result<()> {
    match options.command {
        None => serve(options.serve).await,
        Some(Command::Serve(options)) => serve(options).await,
        Some(Command::Demo(options)) => demonstrate(options).await,
        Some(Command::Lock(store)) => {
            let ended = open(&store.database).await?.lock_all().await?;
            println!("{ended} sessions ended.");
            Ok(())
        }
        Some(Command::CheckAudit(options)) => check_audit(options).await,
        Some(Command::ExportCheckpoints(options)) => export_checkpoints(options).await,
        Some(Command::BackupKey(options)) => restore::make_key(&options),
        Some(Command::Backup(options)) => restore::back_up(open(&options.store.database).await?, &options).await,
        Some(Command::Restore(options)) => restore::restore(&options).await,
        Some(Command::Bench(options)) => bench::run(&options).await,
    }
}

/// Opens the data with the real clock and randomness.
pub(crate) async fn open(database: &str) -> anyhow::Result<Vault> {
    if let Some(folder) = database.strip_prefix("sqlite://").map(Path::new).and_then(Path::parent) {
        std::fs::create_dir_all(folder).with_context(|| format!("no folder {}", folder.display()))?;
    }
    let vault = Vault::open(database, Arc::new(SystemClock), Arc::new(SystemEntropy), PasswordCost::STRONG).await;
    vault.context("the database could not be opened")
}

async fn serve(options: Serve) -> anyhow::Result<()> {
    let vault = open(&options.store.database).await?;
    let vault = audit_key::sign_with(vault, &options.store.database, &options.key, &SystemEntropy).await?;
    let vault = intake_key::receive_with(vault, &options.store.database, &options.intake, &SystemEntropy)?;
    let first_run = Token::new(&SystemEntropy);
    let is_set_up = vault.is_set_up().await?;
    let path = format!("/first-run/{}", first_run.expose());
    let hosts = SignalHosts::of(options.listen.notify_hosts);
    let site = Site::telling(vault, assets::names(), options.listen.province, false, first_run, hosts);
    let listener = TcpListener::bind(options.listen.listen).await.context("the address is taken or not ours")?;
    let address = listener.local_addr()?;
    println!("Đồng Hành: http://{address}");
    if !is_set_up {
        println!("First run, for this start only: http://{address}{path}");
    }
    let router = http::router(&site, options.listen.measure, options.listen.behind_proxy);
    until_asked_to_stop(listener, router, &site, Some(&options.backup)).await
}

async fn demonstrate(options: Demo) -> anyhow::Result<()> {
    let file = options.database.is_none().then(|| TempFile::new("demo"));
    let database = options.database.or_else(|| file.as_ref().map(TempFile::url)).context("a database")?;
    let password = demo::password(&SystemEntropy);
    demo::make(&database, &password).await?;
    let vault = audit_key::sign_with(open(&database).await?, &database, &options.key, &SystemEntropy).await?;
    let vault = intake_key::receive_with(vault, &database, &options.intake, &SystemEntropy)?;
    // Named so that its pages are there; nobody is told.
    let hosts = SignalHosts::of(vec!["phong-kham.example".parse().map_err(anyhow::Error::msg)?]);
    let site = Site::telling(vault, assets::names(), "14".into(), true, Token::new(&SystemEntropy), hosts);
    let listener = TcpListener::bind(options.listen).await.context("the address is taken or not ours")?;
    let address = listener.local_addr()?;
    println!("Đồng Hành, made-up data: http://{address}\n");
    for login in demo::LOGINS {
        println!("  {:<16} {:<10} {password}", login.role, login.username);
    }
    println!("\nCtrl-C ends it; the data go with it.");
    if let Some(path) = options.logins {
        std::fs::write(&path, demo::logins_json(&format!("http://{address}"), &password))
            .context("logins not written")?;
    }
    let stopped = until_asked_to_stop(listener, http::router(&site, true, false), &site, None).await;
    drop(file);
    stopped
}

async fn check_audit(options: CheckAudit) -> anyhow::Result<()> {
    let exported = match &options.checkpoints {
        Some(path) => {
            let text =
                std::fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))?;
            Checkpoint::read_all(&text)
                .map_err(|line| anyhow::anyhow!("line {line} of {} is no checkpoint", path.display()))?
        }
        None => Vec::new(),
    };
    let vault = open(&options.store.database).await?;
    let vault = match options.public_key {
        Some(key) => vault.trusting([&[key], options.key.earlier_audit_keys.as_slice()].concat()),
        None => audit_key::believe(vault, &options.store.database, &options.key)?,
    };
    let checked = vault.check_audit_with(&exported).await?;
    vault.close().await;
    println!(
        "{} events and {} checkpoints hold; compared with {} exported.",
        checked.events,
        checked.checkpoints,
        exported.len()
    );
    checked.broken.map_or(Ok(()), |broken| anyhow::bail!("the audit does not hold: {broken}"))
}

async fn export_checkpoints(options: ExportCheckpoints) -> anyhow::Result<()> {
    let vault = open(&options.store.database).await?;
    let vault = audit_key::sign_with(vault, &options.store.database, &options.key, &SystemEntropy).await?;
    vault.sign_checkpoint().await?;
    let key = vault.trusted_keys().first().copied();
    print!("{}", Checkpoint::write_all(key, &vault.checkpoints().await?));
    vault.close().await;
    Ok(())
}

/// Serves, signing checkpoints of the audit, deleting what has ended and making backups, until it is asked to stop; then
/// closes the data.
async fn until_asked_to_stop(
    listener: TcpListener,
    router: Router,
    site: &Site,
    backups: Option<&KeepBackups>,
) -> anyhow::Result<()> {
    let signing = checkpoints::keep_signing(site.clone());
    let sweeping = expiry::keep_sweeping(site.clone());
    // Made-up data makes no backups, and tells nobody.
    let telling = backups.map(|_| signal::keep_telling(site.clone()));
    let backing_up = backups.and_then(|said| backup::keep_backing_up(site.clone(), said));
    let asked = async {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
            .expect("signals can be listened to");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(asked).await;
    signing.abort();
    sweeping.abort();
    if let Some(telling) = telling {
        telling.abort();
    }
    checkpoints::sign_the_rest(site).await;
    if let (Some(task), Some(said)) = (backing_up, backups) {
        task.abort();
        backup::write_the_rest(site, said).await;
    }
    site.vault().close().await;
    Ok(served?)
}
