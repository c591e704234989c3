//! Counts tests from what cargo and Playwright say about them, and nothing else.

use anyhow::{Result, ensure};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use xshell::Cmd;

#[derive(Default, Debug, PartialEq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

impl Tally {
    /// Runs a program, shows its lines as they come and reads the counts in them.
    pub fn run(&mut self, program: Cmd<'_>) -> Result<()> {
        let name = program.to_string();
        println!("$ {name}");
        let mut child = Command::from(program).stdout(Stdio::piped()).spawn()?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                self.read(&line);
            }
        }
        ensure!(child.wait()?.success(), "`{name}` failed");
        Ok(())
    }

    /// cargo says `test result: ok. 12 passed; 0 failed; …`; Playwright `  12 passed (3.4s)` and `  1 failed`.
    fn read(&mut self, line: &str) {
        let counts = match line.strip_prefix("test result: ") {
            Some(cargo) => cargo.trim_start_matches("ok. ").trim_start_matches("FAILED. "),
            None if line.starts_with("  ") => line,
            None => return,
        };
        for count in counts.split(';') {
            let mut words = count.split_whitespace();
            let Some(number) = words.next().and_then(|word| word.parse::<usize>().ok()) else {
                continue;
            };
            let (what, then) = (words.next(), words.next());
            let finished = then.is_none_or(|time| time.starts_with('('));
            match what {
                Some("passed") if finished => self.passed += number,
                Some("failed") if finished => self.failed += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn counts_what_cargo_and_playwright_say_and_nothing_else() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "  7 passed (3.4s)",
            "  1 failed",
            "    9 passed everything they had",
            "5 passed (1s)",
            "test a_case_has_6_passed ... ok",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 20, failed: 3 });
    }
}
