//! The small part of the app that runs in the browser, as two files in target/islands
//! that server/build.rs takes into the binary.

use crate::tools;
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;
use xshell::{Shell, cmd};

const OUT: &str = "target/islands";
/// What OUT was made from; it lies outside, for all that lies inside is served.
const STAMP: &str = "target/wasm/islands.stamp";

pub fn islands(sh: &Shell) -> Result<()> {
    let target = tools::WASM_TARGET;
    tools::wasm_target(sh)?;
    // A target folder of its own: the host build would otherwise wait for its lock.
    cmd!(
        sh,
        "cargo build -p app --lib --target {target} --profile wasm-release
            --no-default-features --features hydrate --target-dir target/wasm"
    )
    .run()?;

    let compiled = format!("target/wasm/{target}/wasm-release/app.wasm");
    let optimizer = tools::wasm_opt(sh);
    let stamp = hash(&[&sh.read_binary_file(&compiled)?, format!("{optimizer:?}").as_bytes()]);
    // New files would make cargo build the server anew.
    if sh.read_dir(OUT).is_ok_and(|files| files.len() == 2) && sh.read_file(STAMP).is_ok_and(|known| known == stamp) {
        return Ok(());
    }

    let scratch = sh.create_temp_dir()?;
    let (glue, wasm) = bind(sh, &sh.current_dir().join(compiled), scratch.path())?;
    match optimizer {
        Some(program) => optimize(sh, &program, &wasm)?,
        None => {
            println!("wasm-opt is missing: the islands work, but are larger than they need to be")
        }
    }

    let name = hash(&[&sh.read_binary_file(&glue)?, &sh.read_binary_file(&wasm)?]);
    sh.remove_path(OUT)?;
    sh.create_dir(OUT)?;
    sh.copy_file(glue, format!("{OUT}/islands-{name}.js"))?;
    sh.copy_file(wasm, format!("{OUT}/islands-{name}_bg.wasm"))?;
    Ok(sh.write_file(STAMP, stamp)?)
}

/// Runs wasm-bindgen, here as a library, so that Cargo.lock keeps it in step with the app's.
/// Returns the JavaScript and the wasm.
fn bind(sh: &Shell, compiled: &Path, into: &Path) -> Result<(PathBuf, PathBuf)> {
    Bindgen::new()
        .input_path(compiled)
        .out_name("islands")
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        // Leptos says where the wasm is; a second address in the glue could only be wrong.
        .omit_default_module_path(true)
        .generate(into)?;
    ensure!(
        sh.read_dir(into)?.len() == 2,
        "wasm-bindgen made more than one JavaScript and one wasm file: {:?}",
        sh.read_dir(into)?
    );
    Ok((into.join("islands.js"), into.join("islands_bg.wasm")))
}

fn optimize(sh: &Shell, program: &Path, wasm: &Path) -> Result<()> {
    // The features that rustc uses for this target; every browser since 2021 has them.
    let features = [
        "--enable-bulk-memory",
        "--enable-multivalue",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
    ];
    Ok(cmd!(sh, "{program} -Oz {features...} {wasm} -o {wasm}").run()?)
}

/// 16 hexadecimal digits.
fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
