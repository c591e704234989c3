//! Words: reads both locales and fails the build when one lacks a key the other has.

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                keys(value, &format!("{path}.{key}"), found);
            }
        }
        _ => {
            found.insert(path.to_owned());
        }
    }
}

fn keys_of(file: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).expect("both locales are there");
    let value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut found = BTreeSet::new();
    keys(&value, "", &mut found);
    found
}

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=locales");
    let (vietnamese, english) = (keys_of(Path::new("locales/vi.json")), keys_of(Path::new("locales/en.json")));
    let alone: Vec<_> = vietnamese.symmetric_difference(&english).collect();
    assert!(alone.is_empty(), "words in one language only: {alone:?}");

    let options = ParseOptions::new().interpolate_display(true);
    let config =
        Config::new("vi").and_then(|config| config.add_locale("en")).expect("two locales").parse_options(options);
    let words = TranslationsInfos::parse(config).expect("locales parse");
    words.emit_diagnostics();
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it")).join("words");
    words.generate_i18n_module(folder).expect("words are written");
}
