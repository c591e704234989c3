//! A sealed file: a fresh key, sealed to who may open it; the content in parts, each sealed in its place (which file, which
//! number, whether the last); a signature over all of it. What is cut off, moved, doubled, changed, or made by another does
//! not open. Sealing to a public key proves nobody's hand: that is what the signature is for.

use super::signing::is_signed;
use super::{BackupKey, CheckpointKey, Key, PartyKey, Place};
use domain::audit::{PublicKey, hex};
use domain::time::Entropy;
use std::fmt;
use std::io::{Error, Result, Write};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The first bytes, with the version of the shape.
const MARK: &[u8; 8] = b"sealed/1";
/// Bytes of a part before it is sealed.
const PART: usize = 256 * 1024;
const SIGNATURE: usize = 64;

/// What a sealed file is. One never opens as the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// All rows.
    Backup,
    /// What still stands.
    Standing,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::Standing => "standing",
        }
    }

    const fn place(self, column: &str, id: Uuid, number: i64) -> Place<'_> {
        Place { table: self.name(), column, row: id, case: Uuid::nil(), segment: None, epoch: number }
    }

    /// What is signed: no text of another kind begins like this.
    fn statement(self, digest: &blake3::Hash) -> String {
        format!("dong-hanh-sealed-file/1 {} {}", self.name(), hex::write(digest.as_bytes()))
    }
}

/// Why a sealed file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It does not begin as one, or is of another version.
    NotOurs,
    /// It is sealed to another key, or is of another kind.
    OtherKey,
    /// It ends before its end.
    CutOff,
    /// A part was changed, moved, doubled or left out.
    Changed,
    /// No key that is believed signed it.
    NotSigned,
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotOurs => "it is no sealed file of ours, or of another version",
            Self::OtherKey => "it does not open with this key, or is another kind of file",
            Self::CutOff => "it is cut off",
            Self::Changed => "it was changed",
            Self::NotSigned => "no audit key that is believed has signed it",
        })
    }
}

/// The key of one file's parts: bound to every byte before them.
fn part_key(secret: &[u8; 32], beginning: &[u8]) -> Key {
    Key::derived(blake3::hash(beginning).as_bytes(), secret, "dong-hanh/sealed-file/1")
}

/// Writes one.
pub(crate) struct Sealer<'a, W> {
    out: W,
    kind: Kind,
    id: Uuid,
    key: Key,
    entropy: &'a dyn Entropy,
    digest: blake3::Hasher,
    waiting: Zeroizing<Vec<u8>>,
    parts: i64,
}

impl<'a, W: Write> Sealer<'a, W> {
    pub(crate) fn begin(out: W, kind: Kind, id: Uuid, to: &PublicKey, entropy: &'a dyn Entropy) -> Result<Self> {
        let secret = Key::random(entropy);
        let sealed = PartyKey::seal_to(&to.0, kind.place("key", id, 0), secret.bytes(), entropy)
            .ok_or_else(|| Error::other("the public key is no key"))?;
        let beginning = [&MARK[..], id.as_bytes(), &length(&sealed), &sealed].concat();
        let key = part_key(secret.bytes(), &beginning);
        let waiting = Zeroizing::new(Vec::with_capacity(PART));
        let mut sealer = Self { out, kind, id, key, entropy, digest: blake3::Hasher::new(), waiting, parts: 0 };
        sealer.put(&beginning)?;
        Ok(sealer)
    }

    pub(crate) fn write(&mut self, mut bytes: &[u8]) -> Result<()> {
        while self.waiting.len() + bytes.len() > PART {
            let (now, later) = bytes.split_at(PART - self.waiting.len());
            self.waiting.extend_from_slice(now);
            self.part("part")?;
            bytes = later;
        }
        self.waiting.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes the end and its signature.
    pub(crate) fn finish(mut self, signer: &CheckpointKey) -> Result<W> {
        self.part("last")?;
        let signature = signer.sign(&self.kind.statement(&self.digest.finalize()));
        self.out.write_all(&signature)?;
        Ok(self.out)
    }

    fn part(&mut self, column: &str) -> Result<()> {
        let sealed = self.key.seal(self.kind.place(column, self.id, self.parts), &self.waiting, self.entropy);
        self.parts += 1;
        self.waiting.clear();
        self.put(&length(&sealed))?;
        self.put(&sealed)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.digest.update(bytes);
        self.out.write_all(bytes)
    }
}

fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).expect("a part is far below four gigabytes").to_be_bytes()
}

/// What stands behind its length; `bytes` goes on behind it.
pub(crate) fn framed<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (framed, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    *bytes = rest;
    Some(framed)
}

/// Opens one, whole or not at all.
pub(crate) fn open(
    file: &[u8],
    kind: Kind,
    key: &BackupKey,
    trusted: &[PublicKey],
) -> std::result::Result<Zeroizing<Vec<u8>>, Closed> {
    let rest = file.strip_prefix(MARK).ok_or(Closed::NotOurs)?;
    let (id, mut rest) = rest.split_first_chunk::<16>().ok_or(Closed::CutOff)?;
    let id = Uuid::from_bytes(*id);
    let sealed = framed(&mut rest).ok_or(Closed::CutOff)?;
    let (secret, _) = key.0.open_key(kind.place("key", id, 0), sealed).ok_or(Closed::OtherKey)?;
    let parts = part_key(&Zeroizing::new(secret), &file[..file.len() - rest.len()]);
    let mut plain = Zeroizing::new(Vec::with_capacity(rest.len()));
    for number in 0.. {
        let sealed = framed(&mut rest).ok_or(Closed::CutOff)?;
        if let Some(part) = parts.open(kind.place("part", id, number), sealed) {
            plain.extend_from_slice(&part);
        } else if let Some(part) = parts.open(kind.place("last", id, number), sealed) {
            plain.extend_from_slice(&part);
            break;
        } else {
            return Err(Closed::Changed);
        }
    }
    let signature: &[u8; SIGNATURE] = match rest.len() {
        0..SIGNATURE => return Err(Closed::CutOff),
        _ => rest.try_into().map_err(|_| Closed::Changed)?,
    };
    let digest = blake3::hash(&file[..file.len() - SIGNATURE]);
    if !is_signed(trusted, &kind.statement(&digest), signature) {
        return Err(Closed::NotSigned);
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::{Closed, Kind, PART, SIGNATURE, Sealer, open};
    use crate::crypt::{BackupKey, CheckpointKey};
    use crate::testing::SeededEntropy;
    use uuid::Uuid;

    struct Made {
        key: BackupKey,
        signer: CheckpointKey,
        plain: Vec<u8>,
        file: Vec<u8>,
    }

    fn made(length: usize) -> Made {
        let entropy = SeededEntropy::new(3);
        let (key, signer) = (BackupKey::generate(&entropy), CheckpointKey::generate(&entropy));
        let plain: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).expect("below 251")).collect();
        let id = Uuid::from_u128(9);
        let mut sealer = Sealer::begin(Vec::new(), Kind::Backup, id, &key.public(), &entropy).expect("begun");
        for piece in plain.chunks(99_991) {
            sealer.write(piece).expect("written");
        }
        let file = sealer.finish(&signer).expect("finished");
        Made { key, signer, plain, file }
    }

    impl Made {
        fn open(&self, file: &[u8]) -> Result<usize, Closed> {
            open(file, Kind::Backup, &self.key, &[self.signer.public()]).map(|plain| plain.len())
        }
    }

    #[test]
    fn what_was_sealed_opens_whole() {
        for length in [0, 1, PART - 1, PART, PART + 1, 3 * PART + 7] {
            let made = made(length);
            let plain = open(&made.file, Kind::Backup, &made.key, &[made.signer.public()]).expect("opens");
            assert!(plain[..] == made.plain[..], "{length}");
        }
    }

    #[test]
    fn nothing_that_was_cut_off_opens() {
        let made = made(1000);
        for length in 0..made.file.len() {
            assert!(made.open(&made.file[..length]).is_err(), "{length}");
        }
        let long = self::made(2 * PART + 5);
        // Cut between two parts, with the signature set behind.
        let first = frames(&long.file)[1].clone();
        let cut = [&long.file[..first.end], &long.file[long.file.len() - SIGNATURE..]].concat();
        assert_eq!(long.open(&cut), Err(Closed::CutOff));
        assert_eq!(long.open(&[&long.file[..], b"x"].concat()), Err(Closed::Changed));
    }

    /// Where the sealed key and each part stand, with their lengths.
    fn frames(file: &[u8]) -> Vec<std::ops::Range<usize>> {
        let (mut at, mut frames) = (24, Vec::new());
        while at < file.len() - SIGNATURE {
            let length = u32::from_be_bytes(*file[at..].first_chunk().expect("a length"));
            let end = at + 4 + usize::try_from(length).expect("small");
            frames.push(at..end);
            at = end;
        }
        frames
    }

    #[test]
    fn parts_do_not_change_places() {
        let made = made(3 * PART + 5);
        let frames = frames(&made.file);
        assert_eq!(frames.len(), 5);
        let piece = |number: usize| &made.file[frames[number].clone()];
        let end = &made.file[made.file.len() - SIGNATURE..];
        let begin = &made.file[..frames[0].end];
        for order in [vec![2, 1, 3, 4], vec![1, 1, 2, 3, 4], vec![1, 3, 4], vec![2, 3, 4], vec![4]] {
            let parts: Vec<u8> = order.iter().flat_map(|number| piece(*number).to_vec()).collect();
            assert_eq!(made.open(&[begin, &parts, end].concat()), Err(Closed::Changed), "{order:?}");
        }
    }

    #[test]
    fn no_bit_can_be_flipped() {
        let made = made(300);
        for at in 0..made.file.len() {
            let mut file = made.file.clone();
            file[at] ^= 1;
            assert!(made.open(&file).is_err(), "byte {at}");
        }
    }

    #[test]
    fn neither_another_key_nor_another_signer_nor_another_kind_opens() {
        let made = made(300);
        let entropy = SeededEntropy::new(4);
        let (other, stranger) = (BackupKey::generate(&entropy), CheckpointKey::generate(&entropy));
        let believed = [made.signer.public()];
        let open = |kind, key, trusted: &[_]| open(&made.file, kind, key, trusted).map(|plain| plain.len());
        assert_eq!(open(Kind::Backup, &other, &believed), Err(Closed::OtherKey));
        assert_eq!(open(Kind::Standing, &made.key, &believed), Err(Closed::OtherKey));
        assert_eq!(open(Kind::Backup, &made.key, &[stranger.public()]), Err(Closed::NotSigned));
        assert_eq!(open(Kind::Backup, &made.key, &[]), Err(Closed::NotSigned));
        let read = BackupKey::parse(&format!("{}\n", *made.key.expose())).expect("a key");
        assert_eq!(open(Kind::Backup, &read, &believed), Ok(300));
    }
}
