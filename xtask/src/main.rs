//! What a person types: `cargo xtask demo`, `cargo xtask test`, and the tables that prove the product.
//!
//! The steps of `test` are `STEPS` in `test.rs`, our own rules `check/`, the tables `evidence.rs`; what must be on the machine
//! besides Rust is found or asked for in `tools.rs`.
#![expect(clippy::print_stdout, reason = "commands speak to the person who typed them")]

mod build;
mod check;
mod evidence;
mod fhir;
mod islands;
mod mutants;
mod postgres;
mod tally;
mod test;
mod tools;

use anyhow::Result;
use clap::{Parser, builder::PossibleValuesParser};
use std::path::Path;
use xshell::Shell;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about)]
enum Command {
    /// Build, then serve made-up people on SQLite; prints the address and a login for each role
    Demo {
        /// Passed on to `dong-hanh demo`, for example `--listen 127.0.0.1:8080`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Build the islands, then the server that carries them: target/release/dong-hanh
    Build,
    /// Format, source checks, lints, all tests on SQLite and PostgreSQL, browser days
    Test {
        /// Take only this step
        #[arg(long, value_parser = PossibleValuesParser::new(test::STEPS.iter().map(|step| step.name)))]
        only: Option<String>,
    },
    /// The access matrix: routes × roles × consent states
    Matrix,
    /// Every page and role: bytes, SQL statements, accessibility
    Pages,
    /// Times per screen, on SQLite and on PostgreSQL
    Bench {
        /// Passed on to `dong-hanh bench`; at 2,000 and at 20,000 cases when there are none
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Canary values looked for in every page, the log and the database; what a copy of that tells, also with values moved about
    Leaks,
    /// Tampering with copies of an honest audit: trials, and how many were detected
    Tamper,
    /// The examples of FHIR resources, read by an independent validator (installs it from PyPI into target/fhir)
    Fhir,
    /// Code changed in one place after the other: which change does no test notice?
    Mutants {
        /// Take only this crate
        #[arg(long)]
        only: Option<String>,
        /// Passed on to cargo-mutants, for example `-- --shard 0/8`
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Random histories, told to the vault and to a model of it
    Prove {
        /// Passed on, for example `--worlds 1000000 --seed 7`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Reads against withdrawals, and requests against log-outs
    Races {
        /// Passed on, for example `--rounds 10000`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

fn main() -> Result<()> {
    let command = Command::parse();
    let sh = Shell::new()?;
    sh.change_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?);
    match command {
        Command::Demo { args } => build::demo(&sh, &args),
        Command::Build => build::build(&sh, build::Profile::Release),
        Command::Test { only } => test::test(&sh, only.as_deref()),
        Command::Matrix => evidence::matrix(&sh),
        Command::Pages => evidence::pages(&sh),
        Command::Bench { args } => evidence::bench(&sh, &args),
        Command::Leaks => evidence::leaks(&sh),
        Command::Tamper => evidence::tamper(&sh),
        Command::Fhir => fhir::fhir(&sh),
        Command::Mutants { only, args } => mutants::mutants(&sh, only.as_deref(), &args),
        Command::Prove { args } => evidence::proof(&sh, "prove", &args),
        Command::Races { args } => evidence::proof(&sh, "races", &args),
    }
}
