//! What a person types.
#![expect(clippy::print_stdout, reason = "commands speak to the person who typed them")]

use crate::config::{Command, Demo, Options, Serve};
use crate::system::{SystemClock, SystemEntropy};
use crate::{assets, bench, demo, http};
use anyhow::Context;
use app::Site;
use axum::Router;
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
        Some(Command::Bench(options)) => bench::run(&options).await,
    }
}

/// Opens the data with the real clock and randomness.
async fn open(database: &str) -> anyhow::Result<Vault> {
    if let Some(folder) = database.strip_prefix("sqlite://").map(Path::new).and_then(Path::parent) {
        std::fs::create_dir_all(folder).with_context(|| format!("no folder {}", folder.display()))?;
    }
    let vault = Vault::open(database, Arc::new(SystemClock), Arc::new(SystemEntropy), PasswordCost::STRONG).await;
    vault.context("the database could not be opened")
}

async fn serve(options: Serve) -> anyhow::Result<()> {
    let vault = open(&options.store.database).await?;
    let first_run = Token::new(&SystemEntropy);
    let is_set_up = vault.is_set_up().await?;
    let path = format!("/first-run/{}", first_run.expose());
    let site = Site::new(vault, assets::names(), options.listen.province, false, first_run);
    let listener = TcpListener::bind(options.listen.listen).await.context("the address is taken or not ours")?;
    let address = listener.local_addr()?;
    println!("Đồng Hành: http://{address}");
    if !is_set_up {
        println!("First run, for this start only: http://{address}{path}");
    }
    until_asked_to_stop(listener, http::router(&site, options.listen.measure, options.listen.behind_proxy)).await?;
    site.vault().close().await;
    Ok(())
}

async fn demonstrate(options: Demo) -> anyhow::Result<()> {
    let file = options.database.is_none().then(|| TempFile::new("demo"));
    let database = options.database.or_else(|| file.as_ref().map(TempFile::url)).context("a database")?;
    let password = demo::password(&SystemEntropy);
    demo::make(&database, &password).await?;
    let site = Site::new(open(&database).await?, assets::names(), "14".into(), true, Token::new(&SystemEntropy));
    let listener = TcpListener::bind(options.listen).await.context("the address is taken or not ours")?;
    let address = listener.local_addr()?;
    println!("Đồng Hành, made-up data: http://{address}\n");
    for login in demo::LOGINS {
        println!("  {:<14} {:<10} {password}", login.role, login.username);
    }
    println!("\nCtrl-C ends it; the data go with it.");
    if let Some(path) = options.logins {
        std::fs::write(&path, demo::logins_json(&format!("http://{address}"), &password))
            .context("logins not written")?;
    }
    until_asked_to_stop(listener, http::router(&site, true, false)).await?;
    site.vault().close().await;
    drop(file);
    Ok(())
}

async fn until_asked_to_stop(listener: TcpListener, router: Router) -> anyhow::Result<()> {
    let asked = async {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
            .expect("signals can be listened to");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(asked).await?;
    Ok(())
}
