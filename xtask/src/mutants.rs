//! Mutation testing: the code of consent, access and audit changed in one place after the other; a change that no test
//! notices is a test that is missing. What is never changed, and why, stands in `.cargo/mutants.toml`.

use crate::tools;
use anyhow::{Result, bail};
use xshell::{Shell, cmd};

/// A crate whose own tests must notice, and the files that are changed.
const PIECES: &[(&str, &[&str])] = &[
    (
        "domain",
        &[
            "domain/src/access/*.rs",
            "domain/src/audit/*.rs",
            "domain/src/club/*.rs",
            "domain/src/compartment/*.rs",
            "domain/src/consent/*.rs",
            "domain/src/contact/*.rs",
            "domain/src/cover.rs",
            "domain/src/emergency/*.rs",
            "domain/src/erasure/*.rs",
            "domain/src/hiv/*.rs",
            "domain/src/recovery_sheet/*.rs",
            "domain/src/referral/state.rs",
            "domain/src/rights/*.rs",
            "domain/src/transfer/*.rs",
        ],
    ),
    ("vault", &["vault/src/access.rs", "vault/src/audit.rs", "vault/src/audit/*.rs", "vault/src/consent/*.rs"]),
];

/// `args` are handed on to cargo-mutants, for example `--shard 0/8`; `only` takes one crate.
pub fn mutants(sh: &Shell, only: Option<&str>, args: &[String]) -> Result<()> {
    if cmd!(sh, "cargo mutants --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        bail!("cargo-mutants is missing: `cargo install --locked cargo-mutants`, then try again");
    }
    let mut survived = Vec::new();
    for (package, files) in PIECES.iter().filter(|(package, _)| only.is_none_or(|only| only == *package)) {
        let files = files.iter().flat_map(|file| ["--file", *file]);
        let out = tools::target(sh).join("mutants").join(package);
        // The copy it works on would otherwise be built from nothing.
        let built = tools::target(sh).join("mutants").join("build");
        let run = cmd!(sh, "cargo mutants --package {package} {files...} --output {out} {args...}");
        if run.env("CARGO_TARGET_DIR", built).run().is_err() {
            survived.push(*package);
        }
    }
    if !survived.is_empty() {
        bail!("not every change was noticed, or the run broke off: {}", survived.join(", "));
    }
    Ok(())
}
