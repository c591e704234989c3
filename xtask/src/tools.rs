//! What must be on the machine besides Rust: installed where we may, asked for plainly where we may not.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use xshell::{PushEnv, Shell, cmd};

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

pub fn wasm_target(sh: &Shell) -> Result<()> {
    let libraries = cmd!(sh, "rustc --print target-libdir --target {WASM_TARGET}").quiet().read()?;
    if sh.path_exists(libraries) {
        return Ok(());
    }
    cmd!(sh, "rustup target add {WASM_TARGET}")
        .run()
        .with_context(|| format!("install Rust's {WASM_TARGET} target, then try again"))
}

/// Until it is dropped, what programs put into a temporary folder is in memory: databases that live for a second need no
/// disk. Nothing changes where memory lends less than two gigabytes for files.
pub fn quick_folder(sh: &Shell) -> Option<PushEnv<'_>> {
    const FOLDER: &str = "/dev/shm";
    let said = cmd!(sh, "df -Pk {FOLDER}").quiet().ignore_stderr().read().ok()?;
    let free: u64 = said.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    (free >= 2 << 20).then(|| sh.push_env("TMPDIR", FOLDER))
}

/// Where cargo puts what it builds.
pub fn target(sh: &Shell) -> PathBuf {
    sh.current_dir().join(sh.var_os("CARGO_TARGET_DIR").unwrap_or("target".into()))
}

/// binaryen's optimizer: the system's, or the one among the npm packages.
pub fn wasm_opt(sh: &Shell) -> Option<PathBuf> {
    let packaged = sh.current_dir().join("end2end/node_modules/.bin/wasm-opt");
    on_path(sh, "wasm-opt").or_else(|| packaged.exists().then_some(packaged))
}

pub fn npm_packages(sh: &Shell) -> Result<()> {
    if sh.path_exists("end2end/node_modules") {
        return Ok(());
    }
    if on_path(sh, "npm").is_none() {
        bail!("npm is missing: install Node.js 20 or newer, then try again");
    }
    let _there = sh.push_dir("end2end");
    Ok(cmd!(sh, "npm ci --no-audit --no-fund").run()?)
}

/// The headless shell is the same browser without its windows, and passes the days in half the time; any other will do.
pub fn chromium(sh: &Shell) -> Result<PathBuf> {
    const SHELL: &str = "chromium-headless-shell";
    if let Some(chosen) = sh.var_os("CHROMIUM") {
        return Ok(chosen.into());
    }
    if on_path(sh, SHELL).is_none() {
        let installed = install(sh, SHELL, "Chromium (or say where it is in CHROMIUM)");
        if let Some(other) = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| on_path(sh, name))
        {
            return Ok(other);
        }
        installed?;
    }
    on_path(sh, SHELL).context("Chromium is installed, but not on PATH")
}

/// Installs a Debian package when we are root there, else says what is missing.
pub fn install(sh: &Shell, package: &str, what: &str) -> Result<()> {
    if on_path(sh, "apt-get").is_none() || !is_root(sh)? {
        bail!("{what} is missing: install it (on Debian: `sudo apt-get install {package}`), then try again");
    }
    let _quietly = sh.push_env("DEBIAN_FRONTEND", "noninteractive");
    cmd!(sh, "apt-get update -q").run()?;
    Ok(cmd!(sh, "apt-get install -q -y {package}").run()?)
}

pub fn is_root(sh: &Shell) -> Result<bool> {
    Ok(cmd!(sh, "id -u").quiet().read()? == "0")
}

pub fn on_path(sh: &Shell, program: &str) -> Option<PathBuf> {
    std::env::split_paths(&sh.var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}
