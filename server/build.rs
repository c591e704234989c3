//! Puts everything a browser asks for into the binary: named by its content, so that it may be
//! kept for ever, and compressed once, so that no request pays for it.
//!
//! `include!(concat!(env!("OUT_DIR"), "/assets.rs"))` brings `ASSETS` and the names in it.
#![expect(clippy::disallowed_methods, reason = "cargo speaks to a build script through the environment")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// One style sheet, in this order: the later may overrule the earlier.
const STYLE: [&str; 6] = ["tokens", "reset", "base", "parts", "pages", "print"];

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let style = root.join("style");
    let islands = env::var("DONG_HANH_ISLANDS").map_or_else(|_| root.join("target/islands"), PathBuf::from);
    // cargo would run this script at each build while a folder it watches is missing.
    fs::create_dir_all(&islands)?;
    println!("cargo::rerun-if-env-changed=DONG_HANH_ISLANDS");
    println!("cargo::rerun-if-changed={}", style.display());
    println!("cargo::rerun-if-changed={}", islands.display());

    let mut assets = vec![Asset::hashed("site", "css", minify(&style_sheet(&style)?).into_bytes())];
    for path in files(&style)? {
        if let (stem, ending @ ("js" | "svg")) = stem_and_ending(&path) {
            assets.push(Asset::hashed(stem, ending, fs::read(&path)?));
        }
    }
    let mut sets = Vec::new();
    for path in files(&islands)? {
        let (stem, ending) = stem_and_ending(&path);
        sets.extend((ending == "js").then(|| stem.to_owned()));
        assets.push(Asset::named(stem, ending, fs::read(&path)?));
    }

    let out = PathBuf::from(env::var("OUT_DIR")?);
    let quality = if env::var("PROFILE")? == "release" { 11 } else { 4 };
    for Asset { name, content, .. } in &assets {
        fs::write(out.join(name), content)?;
        fs::write(out.join(format!("{name}.br")), brotli(content, quality)?)?;
    }
    Ok(fs::write(out.join("assets.rs"), code(&assets, &sets)?)?)
}

struct Asset {
    /// What the file is called in style/.
    source: String,
    /// What browsers call it.
    name: String,
    content: Vec<u8>,
}

impl Asset {
    fn hashed(stem: &str, ending: &str, content: Vec<u8>) -> Self {
        let hash = blake3::hash(&content).to_hex();
        let name = format!("{stem}-{}.{ending}", &hash[..16]);
        Asset { source: format!("{stem}.{ending}"), name, content }
    }

    /// For files whose name holds a hash already.
    fn named(stem: &str, ending: &str, content: Vec<u8>) -> Self {
        let name = format!("{stem}.{ending}");
        Asset { source: name.clone(), name, content }
    }
}

/// The Rust that the server includes.
fn code(assets: &[Asset], sets: &[String]) -> Result<String> {
    let set = |name: &str| sets.iter().find(|stem| stem.starts_with(&format!("islands-{name}-")));
    let (drafts, field) = (set("drafts"), set("field"));
    let name_of = |source: &str| assets.iter().find(|asset| asset.source == source).map(|asset| &asset.name);
    let style = &assets[0].name;
    let icon = name_of("icon.svg").ok_or("style/icon.svg is missing")?;
    let plain = name_of("plain.svg").ok_or("style/plain.svg is missing")?;
    let script = name_of("page.js");
    let outbox = name_of("outbox.js").ok_or("style/outbox.js is missing")?;
    let scan = name_of("scan.js").ok_or("style/scan.js is missing")?;
    let worker = name_of("worker.js").ok_or("style/worker.js is missing")?;

    let mut code = String::from(
        "/// What a browser may ask for: name, content type, the bytes, the bytes in brotli.\n\
         pub static ASSETS: &[(&str, &str, &[u8], &[u8])] = &[\n",
    );
    for Asset { name, .. } in assets {
        let kind = content_type(name)?;
        let bytes = |file: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))");
        writeln!(code, "    ({name:?}, {kind:?}, {}, {}),", bytes(name), bytes(&format!("{name}.br")))?;
    }
    write!(
        code,
        "];\n\
         /// The style sheet of every page.\n\
         pub const STYLE: &str = {style:?};\n\
         /// The small script of every page, from style/page.js.\n\
         pub const PAGE_SCRIPT: Option<&str> = {script:?};\n\
         /// The icon in the browser's tab.\n\
         pub const ICON: &str = {icon:?};\n\
         /// The icon of pages that say nothing of us.\n\
         pub const PLAIN_ICON: &str = {plain:?};\n\
         /// What waits on a phone, from style/outbox.js.\n\
         pub const OUTBOX: &str = {outbox:?};\n\
         /// What reads a code with the camera, from style/scan.js.\n\
         pub const SCAN: &str = {scan:?};\n\
         /// What answers on a phone without a signal, from style/worker.js.\n\
         pub const WORKER: &str = {worker:?};\n\
         /// The islands' files without `.js` and `_bg.wasm`; `cargo xtask build` makes them.\n\
         pub const ISLANDS: Option<&str> = {drafts:?};\n\
         /// The same of the page that logs contacts.\n\
         pub const FIELD_ISLANDS: Option<&str> = {field:?};\n"
    )?;
    Ok(code)
}

fn style_sheet(folder: &Path) -> Result<String> {
    let mut text = String::new();
    for part in STYLE {
        let path = folder.join(part).with_extension("css");
        text += &fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        text.push('\n');
    }
    Ok(text)
}

/// Drops comments and the white space that means nothing. What stands in quotes stays as it is.
fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let comment = rest.starts_with("/*");
        let length = match first {
            _ if comment => rest[2..].find("*/").map_or(rest.len(), |end| end + 4),
            '"' | '\'' => quoted(rest, first),
            _ => first.len_utf8(),
        };
        if comment || first.is_whitespace() {
            if !out.ends_with(['{', '}', ';', ',', ' ']) {
                out.push(' ');
            }
        } else {
            if out.ends_with(' ') && "{};,".contains(first) {
                out.pop();
            }
            out.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    out
}

/// The length of the string that `css` begins with, both quotes included.
fn quoted(css: &str, quote: char) -> usize {
    let mut escaped = true; // the first quote opens
    for (index, character) in css.char_indices() {
        if character == quote && !escaped {
            return index + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    css.len()
}

fn content_type(name: &str) -> Result<&'static str> {
    Ok(match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => return Err(format!("{name}: no content type is known for it").into()),
    })
}

fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &params)?;
    Ok(compressed)
}

/// Sorted, so that the same sources make the same binary.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn stem_and_ending(path: &Path) -> (&str, &str) {
    (
        path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default(),
        path.extension().and_then(|ending| ending.to_str()).unwrap_or_default(),
    )
}
