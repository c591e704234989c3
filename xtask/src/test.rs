//! `cargo xtask test`: everything that must hold before a change is kept, quickest answers first.

use crate::build::Profile;
use crate::islands::islands;
use crate::postgres::Postgres;
use crate::tally::Tally;
use crate::{build, check, tools};
use anyhow::{Context, Result};
use std::thread::available_parallelism;
use std::time::Instant;
use xshell::{Shell, cmd};

pub struct Step {
    pub name: &'static str,
    says: &'static str,
    run: fn(&Shell, &mut Tally) -> Result<()>,
}

pub const STEPS: &[Step] = &[
    Step { name: "format", says: "the code is formatted", run: format },
    Step { name: "sources", says: "the sources keep our own rules", run: |sh, _| check::sources(sh) },
    Step { name: "lints", says: "the compiler and clippy have nothing to say", run: lints },
    Step { name: "build", says: "the product builds, and its tests", run: product },
    Step { name: "rust", says: "the Rust tests pass on SQLite and PostgreSQL", run: rust },
    Step { name: "proof", says: "vault and model tell the same stories, and no race is lost", run: proof },
    Step { name: "browser", says: "people's days pass in Chromium", run: browser },
];

/// Stops at the first step that does not hold.
pub fn test(sh: &Shell, only: Option<&str>) -> Result<()> {
    let mut tally = Tally::default();
    let outcome = take_steps(sh, only, &mut tally);
    // After a failure that no test counted, "0 failed" would mislead.
    if tally.failed > 0 || (tally.passed > 0 && outcome.is_ok()) {
        println!("\n{} passed, {} failed", tally.passed, tally.failed);
    }
    outcome
}

fn take_steps(sh: &Shell, only: Option<&str>, tally: &mut Tally) -> Result<()> {
    for step in STEPS.iter().filter(|step| only.is_none_or(|only| only == step.name)) {
        println!("\n── {}: {} …", step.name, step.says);
        let start = Instant::now();
        (step.run)(sh, tally).with_context(|| format!("{}: it does not hold that {}", step.name, step.says))?;
        println!("── {}: yes, {} ({:.0} s)", step.name, step.says, start.elapsed().as_secs_f32());
    }
    Ok(())
}

fn format(sh: &Shell, _: &mut Tally) -> Result<()> {
    Ok(cmd!(sh, "cargo fmt --all --check").run()?)
}

fn lints(sh: &Shell, _: &mut Tally) -> Result<()> {
    Ok(cmd!(sh, "cargo clippy --workspace --all-targets -- -D warnings").run()?)
}

fn rust(sh: &Shell, tally: &mut Tally) -> Result<()> {
    let postgres = Postgres::careless(sh)?;
    let _quick = tools::quick_folder(sh);
    let tests = cmd!(sh, "cargo test --workspace --no-fail-fast");
    let tests = tests.env("TEST_POSTGRES_URL", postgres.url());
    // A story waits for its database half of the time: twice as many at once as there are processors.
    let tests = tests.env("RUST_TEST_THREADS", (2 * available_parallelism()?.get()).to_string());
    // The many histories are the next step's.
    tally.run(tests.env("TEST_WORLDS", "10"))
}

/// Histories and races on each engine in the ordinary run.
const WORLDS: &str = "10000";

fn proof(sh: &Shell, tally: &mut Tally) -> Result<()> {
    let postgres = Postgres::careless(sh)?;
    let _quick = tools::quick_folder(sh);
    let stories = cmd!(sh, "cargo test --workspace --test ordinary -- --nocapture");
    tally.run(stories.env("TEST_POSTGRES_URL", postgres.url()).env("TEST_WORLDS", WORLDS))
}

fn product(sh: &Shell, _: &mut Tally) -> Result<()> {
    tools::npm_packages(sh)?; // with wasm-opt among them
    islands(sh)?;
    // The server that the browser asks is the one beside the tests: by itself it would be built with other features of
    // every dependency, and so would they, all over again.
    Ok(cmd!(sh, "cargo test --workspace --no-run").run()?)
}

fn browser(sh: &Shell, tally: &mut Tally) -> Result<()> {
    playwright(sh, tally, &[])
}

/// Runs the browser tests against the server that `build` made.
pub fn playwright(sh: &Shell, tally: &mut Tally, args: &[&str]) -> Result<()> {
    tools::npm_packages(sh)?;
    let (chromium, server) = (tools::chromium(sh)?, build::server_binary(sh, Profile::Quick));
    let _quick = tools::quick_folder(sh);
    let _there = sh.push_dir("end2end");
    let program = cmd!(sh, "npx --no-install playwright test {args...}");
    tally.run(program.env("CHROMIUM", chromium).env("DONG_HANH_BIN", server))
}
