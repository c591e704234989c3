//! Rules that the compiler does not know. Each stands in its own file with its reason.

mod length;
mod migrations;
mod promises;
mod sealed;
mod text_area;
mod unfinished;
mod words;

use anyhow::{Result, bail};
use std::path::Path;
use xshell::Shell;

type Rule = fn(&[Source]) -> Vec<Finding>;

const RULES: &[Rule] = &[
    length::check,
    migrations::check,
    promises::check,
    sealed::check,
    text_area::check,
    unfinished::check,
    words::check,
];

/// A file of ours: its path from the root, with `/`, and what it says.
struct Source {
    path: String,
    text: String,
}

struct Finding {
    path: String,
    line: usize,
    says: String,
}

/// Applies every rule to every source and prints what breaks one.
pub fn sources(sh: &Shell) -> Result<()> {
    let mut sources = Vec::new();
    for folder in
        [".ci", "app", "docs", "domain", "end2end", "migrations", "proof", "seal", "server", "style", "vault", "xtask"]
    {
        read_all(sh, Path::new(folder), &mut sources)?;
    }
    let findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
    for Finding { path, line, says } in &findings {
        println!("{path}:{line}: {says}");
    }
    if !findings.is_empty() {
        bail!("{} findings in {} files", findings.len(), sources.len());
    }
    println!("{} rules hold in {} files", RULES.len(), sources.len());
    Ok(())
}

fn read_all(sh: &Shell, folder: &Path, into: &mut Vec<Source>) -> Result<()> {
    for path in sh.read_dir(folder)? {
        let name = path.file_name().unwrap_or_default();
        let here = folder.join(name);
        if path.is_dir() {
            if name != "node_modules" && name != "test-results" {
                read_all(sh, &here, into)?;
            }
        } else if let Ok(text) = sh.read_file(&path) {
            // What is no text (a picture) cannot break a rule.
            into.push(Source { path: here.display().to_string(), text });
        }
    }
    Ok(())
}

impl Source {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// A finding for each line that is wrong.
    fn lines_where(&self, wrong: impl Fn(&str) -> bool, says: &str) -> Vec<Finding> {
        let lines = self.text.lines().enumerate();
        lines.filter(|(_, line)| wrong(line)).map(|(index, _)| self.finding(index + 1, says)).collect()
    }

    fn finding(&self, line: usize, says: &str) -> Finding {
        Finding { path: self.path.clone(), line, says: says.to_owned() }
    }
}

/// For the rules' own tests: the lines found in one file.
#[cfg(test)]
fn lines_found(rule: Rule, path: &str, text: &str) -> Vec<usize> {
    let source = Source { path: path.to_owned(), text: text.to_owned() };
    rule(&[source]).iter().map(|finding| finding.line).collect()
}
