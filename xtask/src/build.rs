//! The product: one server binary with the islands inside.

use crate::islands::islands;
use crate::tools;
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use xshell::{Shell, cmd};

/// For who waits, or for who serves.
#[derive(Clone, Copy)]
pub enum Profile {
    /// What `cargo run` builds: the demonstration and the browser days use it, so that one build serves all.
    Quick,
    /// Optimised: for running and measuring.
    Release,
}

pub fn build(sh: &Shell, profile: Profile) -> Result<()> {
    islands(sh)?;
    server(sh, profile)
}

/// The server with whatever islands lie in target/islands.
pub fn server(sh: &Shell, profile: Profile) -> Result<()> {
    let release = matches!(profile, Profile::Release).then_some("--release");
    Ok(cmd!(sh, "cargo build {release...} -p server").run()?)
}

/// Where `server` leaves its binary.
pub fn server_binary(sh: &Shell, profile: Profile) -> PathBuf {
    let folder = if matches!(profile, Profile::Release) { "release" } else { "debug" };
    tools::target(sh).join(folder).join("dong-hanh")
}

pub fn demo(sh: &Shell, args: &[String]) -> Result<()> {
    islands(sh)?;
    // The server takes the place of this process, so that Ctrl-C and `kill` reach it itself.
    let error = Command::from(cmd!(sh, "cargo run -p server -- demo {args...}")).exec();
    Err(error).context("cargo did not start")
}
