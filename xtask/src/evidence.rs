//! The tables that prove what the product promises. Each exits non-zero when a bound is broken.

use crate::build::Profile;
use crate::postgres::Postgres;
use crate::tally::Tally;
use crate::{build, test, tools};
use anyhow::Result;
use xshell::{Shell, cmd};

pub fn matrix(sh: &Shell) -> Result<()> {
    Ok(cmd!(sh, "cargo test -q --workspace --test router matrix:: -- --nocapture").run()?)
}

/// What gets out, what a copy of the database tells, and what moving its values about would show.
pub fn leaks(sh: &Shell) -> Result<()> {
    let postgres = Postgres::careless(sh)?;
    let _there = sh.push_env("TEST_POSTGRES_URL", postgres.url());
    cmd!(sh, "cargo test -q --workspace --test router -- leaks:: unaudited_pages:: --nocapture").run()?;
    Ok(cmd!(sh, "cargo test -q --workspace --test stories -- offline_attacker:: shuffling:: --nocapture").run()?)
}

/// `dong-hanh`'s vault against a model of it, or in races; on both engines, optimised, for there are many.
pub fn proof(sh: &Shell, what: &str, args: &[String]) -> Result<()> {
    let postgres = Postgres::careless(sh)?;
    let _there = sh.push_env("TEST_POSTGRES_URL", postgres.url());
    let _quick = tools::quick_folder(sh);
    Ok(cmd!(sh, "cargo run --quiet --release -p proof -- {what} {args...}").run()?)
}

pub fn tamper(sh: &Shell) -> Result<()> {
    let postgres = Postgres::careless(sh)?;
    let trials = cmd!(sh, "cargo test -q -p vault --lib audit::tamper -- --nocapture --test-threads=1");
    Ok(trials.env("TEST_POSTGRES_URL", postgres.url()).run()?)
}

pub fn pages(sh: &Shell) -> Result<()> {
    tools::npm_packages(sh)?; // with wasm-opt among them
    build::build(sh, Profile::Quick)?;
    test::playwright(sh, &mut Tally::default(), &["pages.spec.ts", "--project=desk"])
}

pub fn bench(sh: &Shell, args: &[String]) -> Result<()> {
    build::server(sh, Profile::Release)?;
    if !args.is_empty() {
        return bench_once(sh, args);
    }
    for cases in ["2000", "20000"] {
        bench_once(sh, &["--cases".to_owned(), cases.to_owned()])?;
    }
    Ok(())
}

fn bench_once(sh: &Shell, args: &[String]) -> Result<()> {
    let server = build::server_binary(sh, Profile::Release);
    let folder = sh.create_temp_dir()?;
    let sqlite = format!("sqlite://{}", folder.path().join("bench.db").display());
    let on_sqlite = cmd!(sh, "{server} bench {args...} --database {sqlite}").run();

    let postgres = Postgres::careful(sh)?;
    let url = postgres.url();
    let on_postgres = cmd!(sh, "{server} bench {args...} --database {url}").run();
    // Both tables, whatever the first says.
    on_sqlite?;
    Ok(on_postgres?)
}
