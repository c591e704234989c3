//! The small part of the app that runs in the browser, as two files for each set of islands in target/islands that
//! server/build.rs takes into the binary.

use crate::tools;
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;
use xshell::{Shell, cmd};

const OUT: &str = "target/islands";
/// What OUT was made from; it lies outside, for all that lies inside is served.
const STAMP: &str = "target/wasm/islands.stamp";
/// The sets, each a feature of `app` and the name of its files.
const SETS: [&str; 2] = ["drafts", "field"];

pub fn islands(sh: &Shell) -> Result<()> {
    tools::wasm_target(sh)?;
    let scratch = sh.create_temp_dir()?;
    let optimizer = tools::wasm_opt(sh);
    let mut parts = vec![format!("{optimizer:?}").into_bytes()];
    for set in SETS {
        let compiled = compile(sh, set)?;
        parts.push(sh.read_binary_file(&compiled)?);
        sh.copy_file(compiled, scratch.path().join(format!("{set}.wasm")))?;
    }
    let stamp = hash(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>());
    // New files would make cargo build the server anew.
    let there = sh.read_dir(OUT).is_ok_and(|files| files.len() == 2 * SETS.len());
    if there && sh.read_file(STAMP).is_ok_and(|known| known == stamp) {
        return Ok(());
    }
    if optimizer.is_none() {
        println!("wasm-opt is missing: the islands work, but are larger than they need to be");
    }
    sh.remove_path(OUT)?;
    sh.create_dir(OUT)?;
    for set in SETS {
        let into = scratch.path().join(set);
        sh.create_dir(&into)?;
        let (glue, wasm) = bind(sh, &scratch.path().join(format!("{set}.wasm")), &into)?;
        if let Some(program) = &optimizer {
            optimize(sh, program, &wasm)?;
        }
        let name = hash(&[&sh.read_binary_file(&glue)?, &sh.read_binary_file(&wasm)?]);
        sh.copy_file(glue, format!("{OUT}/islands-{set}-{name}.js"))?;
        sh.copy_file(wasm, format!("{OUT}/islands-{set}-{name}_bg.wasm"))?;
    }
    Ok(sh.write_file(STAMP, stamp)?)
}

/// One set as the compiler makes it.
fn compile(sh: &Shell, set: &str) -> Result<PathBuf> {
    let target = tools::WASM_TARGET;
    // A target folder of its own: the host build would otherwise wait for its lock.
    cmd!(
        sh,
        "cargo build -p app --lib --target {target} --profile wasm-release
            --no-default-features --features {set} --target-dir target/wasm"
    )
    .run()?;
    Ok(sh.current_dir().join(format!("target/wasm/{target}/wasm-release/app.wasm")))
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
