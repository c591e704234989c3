//! What runs. `dong-hanh` alone serves; `dong-hanh --help` is the reference of its settings.

use clap::Parser;
use server::config::Options;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()))
        .with_writer(std::io::stderr)
        .init();
    server::commands::run(Options::parse()).await
}
