//! Signed checkpoints: what the chain was at a moment. A copy of one in other hands is what makes a rewritten or
//! shortened chain visible, for a chain alone can be computed anew by whoever can write it.

use super::hex;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use std::fmt;
use std::str::FromStr;

/// A checkpoint is due after so many events since the last one.
pub const EVERY_EVENTS: i64 = 256;
/// A checkpoint is due when so much time has passed since the last one and there was an event.
pub const EVERY: TimeDelta = TimeDelta::minutes(15);

const MARK: &str = "CHECKPOINT-1";

/// What is signed: after so many events the chain had this hash. Events are numbered from 1 without a gap, so the
/// number of the newest one is also how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its own number, from 1 without a gap: a checkpoint that is missing is missed.
    pub number: i64,
    /// How many events there were.
    pub events: i64,
    /// The hash of the newest of them.
    pub hash: [u8; 32],
    /// When it was signed.
    pub at: DateTime<Utc>,
}

/// A statement with its Ed25519 signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// What is signed.
    pub says: Statement,
    /// The signature over the statement's text.
    pub signature: [u8; 64],
}

/// The Ed25519 key that checkpoints are compared with; the second custodian keeps it with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

/// Whether a new checkpoint is due, `head` being how many events there are now.
#[must_use]
pub fn is_due(head: i64, last: Option<&Statement>, now: DateTime<Utc>) -> bool {
    match last {
        None => head > 0,
        Some(last) => head - last.events >= EVERY_EVENTS || (head > last.events && now - last.at >= EVERY),
    }
}

/// The text that is signed: what is printed, so that any Ed25519 program can check it.
impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        write!(f, "{MARK} {} {} {} {at}", self.number, self.events, hex::write(&self.hash))
    }
}

/// One line: the statement, a space, the signature.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.says, hex::write(&self.signature))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::write(&self.0))
    }
}

/// What was read is no checkpoint, or no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotReadable;

impl fmt::Display for NotReadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not readable")
    }
}

impl std::error::Error for NotReadable {}

impl FromStr for PublicKey {
    type Err = NotReadable;
    fn from_str(text: &str) -> Result<Self, NotReadable> {
        hex::read(text.trim()).map(Self).ok_or(NotReadable)
    }
}

impl FromStr for Checkpoint {
    type Err = NotReadable;
    fn from_str(line: &str) -> Result<Self, NotReadable> {
        let words: Vec<_> = line.split_whitespace().collect();
        let [MARK, number, events, hash, at, signature] = words[..] else { return Err(NotReadable) };
        let says = Statement {
            number: number.parse().map_err(|_| NotReadable)?,
            events: events.parse().map_err(|_| NotReadable)?,
            hash: hex::read(hash).ok_or(NotReadable)?,
            at: DateTime::parse_from_rfc3339(at).map_err(|_| NotReadable)?.to_utc(),
        };
        Ok(Self { says, signature: hex::read(signature).ok_or(NotReadable)? })
    }
}

impl Checkpoint {
    /// Reads an exported file: one checkpoint a line; empty lines and those that begin with `#` are passed over.
    ///
    /// # Errors
    /// The number, from 1, of the first line that is no checkpoint.
    pub fn read_all(text: &str) -> Result<Vec<Self>, usize> {
        text.lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|(index, line)| line.parse().map_err(|_| index + 1))
            .collect()
    }

    /// Writes a file that [`Self::read_all`] reads, with the key they are signed with where that is known.
    #[must_use]
    pub fn write_all(key: Option<PublicKey>, all: &[Self]) -> String {
        let key = key.map(|key| format!("# {key}\n"));
        key.into_iter().chain(all.iter().map(|checkpoint| format!("{checkpoint}\n"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Checkpoint, NotReadable, PublicKey, Statement, is_due};
    use chrono::{DateTime, TimeDelta};
    use proptest::prelude::*;

    fn statement(number: i64, events: i64, seconds: i64) -> Statement {
        let at = DateTime::from_timestamp(seconds, 123_000).expect("a time");
        Statement { number, events, hash: [0xAB; 32], at }
    }

    #[test]
    fn due_after_256_events_or_15_minutes_with_an_event() {
        let last = statement(1, 100, 0);
        let after = |minutes| last.at + TimeDelta::minutes(minutes);
        assert!(!is_due(0, None, last.at) && is_due(1, None, last.at));
        assert!(!is_due(355, Some(&last), after(14)) && is_due(356, Some(&last), last.at));
        assert!(is_due(101, Some(&last), after(15)) && !is_due(100, Some(&last), after(10_000)));
    }

    #[test]
    fn a_line_fits_the_small_letters_of_a_qr() {
        let checkpoint = Checkpoint { says: statement(12, 3072, 1_795_000_000), signature: [7; 64] };
        let line = checkpoint.to_string();
        assert!(line.bytes().all(|c| b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(&c)), "{line}");
    }

    #[test]
    fn a_file_says_the_key_and_which_of_its_lines_is_wrong() {
        let checkpoint = Checkpoint { says: statement(1, 256, 1_795_000_000), signature: [7; 64] };
        let key = PublicKey([0xCD; 32]);
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!("CD".parse::<PublicKey>().map_err(|no| no.to_string()), Err("not readable".to_owned()));
        let line = checkpoint.to_string();
        let all = [checkpoint];
        assert_eq!(Checkpoint::write_all(Some(key), &all), format!("# {key}\n{line}\n"));
        assert_eq!(
            (Checkpoint::write_all(None, &all), Checkpoint::write_all(None, &[])),
            (format!("{line}\n"), String::new())
        );
        assert_eq!(Checkpoint::read_all(&format!("# a word\n\n  \n{line}\n")), Ok(all.to_vec()));
        for wrong in
            [line.replace("CHECKPOINT-1", "CHECKPOINT-2"), format!("{line} 0"), format!("x{line}"), "x # y".into()]
        {
            assert_eq!(wrong.parse::<Checkpoint>(), Err(NotReadable), "{wrong}");
            assert_eq!(Checkpoint::read_all(&format!("{line}\n\n{wrong}\n{wrong}")), Err(3), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(number in 1..i64::MAX, events in 1..i64::MAX, seconds in 0..4_000_000_000i64, byte: u8) {
            let checkpoint = Checkpoint { says: statement(number, events, seconds), signature: [byte; 64] };
            let file = Checkpoint::write_all(Some(PublicKey([byte; 32])), &[checkpoint.clone(), checkpoint.clone()]);
            prop_assert_eq!(Checkpoint::read_all(&file), Ok(vec![checkpoint.clone(), checkpoint]));
        }

        #[test]
        fn nothing_typed_breaks_it(text in any::<String>(), line in "CHECKPOINT-1( [0-9A-F:TZ-]{0,130}){0,6}") {
            let _ = (Checkpoint::read_all(&text), Checkpoint::read_all(&line), text.parse::<PublicKey>());
        }
    }
}
