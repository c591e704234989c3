//! An independent validator reads the examples that `domain` is held against, so that what we call FHIR R4 is so for others too.
//! Not part of any run: it needs Python 3 and installs a package from PyPI into `target/fhir`.

use crate::tools;
use anyhow::{Result, bail};
use xshell::{Shell, cmd};

/// Models of every resource, made from HL7's own definitions by others; R4B is R4 for what is used here.
const VALIDATOR: &str = "fhir.resources==8.3.0";

pub fn fhir(sh: &Shell) -> Result<()> {
    let home = tools::target(sh).join("fhir");
    let python = home.join("bin").join("python");
    if !python.exists() && cmd!(sh, "python3 -m venv {home}").run().is_err() {
        bail!("Python 3 with venv is missing: on Debian `apt-get install python3-venv`, then try again");
    }
    cmd!(sh, "{python} -m pip install --quiet --disable-pip-version-check {VALIDATOR}").run()?;
    cmd!(sh, "{python} end2end/fhir_examples.py domain/src/fhir/examples").run()?;
    Ok(())
}
