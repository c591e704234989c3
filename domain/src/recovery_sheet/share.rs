//! What stands on one paper: sixty-five symbols, the last six of which check the others.

use crate::problem::Problem;
use crate::text::symbols::{self, SYMBOL_BITS, in_groups};

use super::PAPERS;

/// Symbols on a paper: its number, six that mark the sheet, fifty-two of the share, six that check.
pub const SYMBOLS: usize = 65;
const MARK: usize = 6;
const CHECK: usize = 6;
/// 256 bits in symbols of five.
const SECRET: usize = 52;
const GROUP: usize = 5;

/// Which sheet a paper belongs to: 30 bits, no secret. Papers of two sheets are told apart before anything is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetMark(u32);

impl SheetMark {
    /// The first 30 bits of a digest.
    #[must_use]
    pub const fn of(digest: [u8; 4]) -> Self {
        Self(u32::from_be_bytes(digest) >> 2)
    }
}

/// One paper's share of the key. Half of what opens every case of a team: no `Debug`, no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Share {
    number: u8,
    mark: SheetMark,
    secret: [u8; 32],
}

impl Share {
    /// The share of paper `number`, from 1 to [`PAPERS`].
    #[must_use]
    pub fn new(number: u8, mark: SheetMark, secret: [u8; 32]) -> Self {
        assert!((1..=PAPERS).contains(&number), "there are three papers");
        Self { number, mark, secret }
    }

    /// Which of the papers, from 1.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// Of which sheet.
    #[must_use]
    pub const fn mark(&self) -> SheetMark {
        self.mark
    }

    /// The share itself.
    #[must_use]
    pub const fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// As it is printed: thirteen groups of five symbols.
    #[must_use]
    pub fn printed(&self) -> String {
        let mut values = vec![self.number];
        values.extend((0..MARK).rev().map(|at| (self.mark.0 >> (at as u32 * SYMBOL_BITS)) as u8 & 31));
        values.extend(fives_of(&self.secret));
        values.extend(check_of(&values));
        in_groups(&values, GROUP)
    }

    /// Reads what was copied or scanned from a paper: small letters, spaces, any or no dashes, I and L for 1, O for 0.
    ///
    /// # Errors
    /// `Missing`, `NotText` for a symbol that no paper has, `TooShort` or `TooLong`, `BadShare` when a symbol is not the
    /// printed one. Whether it opens anything is for the vault to say.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let values = symbols::read(text, SYMBOLS)?;
        if polymod(HEAD.iter().chain(&values)) != BECH32M {
            return Err(Problem::BadShare);
        }
        let mark = values[1..=MARK].iter().fold(0, |mark, value| mark << SYMBOL_BITS | u32::from(*value));
        let secret = bytes_of(&values[1 + MARK..][..SECRET]).ok_or(Problem::BadShare)?;
        if !(1..=PAPERS).contains(&values[0]) {
            return Err(Problem::BadShare);
        }
        Ok(Self { number: values[0], mark: SheetMark(mark), secret })
    }
}

/// Groups of five bits, the last one filled up with zeros.
fn fives_of(bytes: &[u8; 32]) -> Vec<u8> {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    (0..SECRET).map(|symbol| (0..5).fold(0, |value, at| value << 1 | bit(symbol * 5 + at))).collect()
}

/// The bytes again; `None` when what fills up is not zero.
fn bytes_of(values: &[u8]) -> Option<[u8; 32]> {
    let bit = |at: usize| values[at / 5] >> (4 - at % 5) & 1;
    let bytes = std::array::from_fn(|byte| (0..8).fold(0, |value, at| value << 1 | bit(byte * 8 + at)));
    (256..SECRET * 5).all(|at| bit(at) == 0).then_some(bytes)
}

/// What the check of Bech32m leaves (BIP-350).
const BECH32M: u32 = 0x2bc8_30a3;
/// Every code begins with the same value that is not printed, so that a leading zero counts.
const HEAD: [u8; 1] = [1];

/// The BCH code of Bech32m (BIP-173, BIP-350): up to four wrong symbols of at most 89, two exchanged ones among them, are
/// always noticed.
fn polymod<'a>(values: impl Iterator<Item = &'a u8>) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    values.fold(1, |check, value| {
        let top = check >> 25;
        let shifted = (check & 0x01ff_ffff) << 5 ^ u32::from(*value);
        GENERATOR.iter().enumerate().fold(shifted, |sum, (at, term)| if top >> at & 1 == 1 { sum ^ term } else { sum })
    })
}

fn check_of(values: &[u8]) -> [u8; CHECK] {
    let left = polymod(HEAD.iter().chain(values).chain(&[0; CHECK])) ^ BECH32M;
    std::array::from_fn(|at| (left >> (5 * (CHECK - 1 - at))) as u8 & 31)
}

#[cfg(test)]
mod tests {
    use super::{BECH32M, GROUP, MARK, PAPERS, SYMBOLS, Share, SheetMark, check_of, fives_of, polymod};
    use crate::problem::Problem;
    use crate::text::symbols::in_groups;
    use proptest::prelude::{any, proptest};

    fn share(number: u8, secret: [u8; 32]) -> Share {
        Share::new(number, SheetMark::of([0xAB, 0xCD, 0xEF, 0x01]), secret)
    }

    fn problem(text: &str) -> Option<Problem> {
        Share::parse(text).err()
    }

    /// `a1lqfn3a` of BIP-350: the empty text under the prefix `a`.
    #[test]
    fn the_check_is_the_published_one() {
        assert_eq!(polymod([3, 0, 1, 31, 0, 9, 19, 17, 29].iter()), BECH32M);
    }

    #[test]
    fn a_paper_has_thirteen_groups_of_five() {
        let printed = share(1, [7; 32]).printed();
        assert_eq!(printed.split(' ').count(), 13);
        assert!(printed.split(' ').all(|group| group.len() == 5));
    }

    #[test]
    fn what_is_no_share_is_said() {
        assert_eq!(problem(" - "), Some(Problem::Missing));
        assert_eq!(problem("7K3M"), Some(Problem::TooShort { min: SYMBOLS }));
        assert_eq!(problem(&"7".repeat(66)), Some(Problem::TooLong { max: SYMBOLS }));
        assert_eq!(problem(&"Đ".repeat(65)), Some(Problem::NotText));
        assert_eq!(problem(&"7".repeat(65)), Some(Problem::BadShare));
    }

    #[test]
    fn there_is_no_paper_but_the_three() {
        for number in [0, PAPERS + 1] {
            let printed = Share { number, ..share(1, [7; 32]) }.printed();
            assert_eq!(problem(&printed), Some(Problem::BadShare), "{number}");
        }
    }

    #[test]
    fn what_fills_up_the_last_symbol_is_zero() {
        let filled_with = |bits: u8| {
            let mut values = vec![1_u8; 1 + MARK];
            values.extend(fives_of(&[7; 32]));
            *values.last_mut().expect("a symbol") ^= bits;
            values.extend(check_of(&values));
            problem(&in_groups(&values, GROUP))
        };
        assert_eq!(filled_with(0), None);
        for bits in [1, 8, 15] {
            assert_eq!(filled_with(bits), Some(Problem::BadShare), "{bits}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(number in 1_u8..=3, secret: [u8; 32], digest: [u8; 4], joined in any::<bool>()) {
            let share = Share::new(number, SheetMark::of(digest), secret);
            let copied = share.printed().to_lowercase().replace('0', "o").replace('1', "l");
            let copied = copied.replace(' ', if joined { "" } else { " – \n" });
            assert!(share.secret() == &secret && share.number() == number && share.mark() == SheetMark::of(digest));
            assert!(Share::parse(&copied) == Ok(share));
        }

        /// One wrong symbol, or two neighbours exchanged, is never taken for a share.
        #[test]
        fn a_slip_of_the_pen_is_noticed(secret: [u8; 32], at in 0_usize..64, by in 1_u8..32) {
            let printed = share(2, secret).printed().replace(' ', "");
            let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
            let mut wrong: Vec<char> = printed.chars().collect();
            let value = alphabet.find(wrong[at]).expect("a symbol");
            wrong[at] = alphabet.chars().nth((value + usize::from(by)) % 32).expect("a symbol");
            assert_eq!(problem(&wrong.iter().collect::<String>()), Some(Problem::BadShare));
            let mut exchanged: Vec<char> = printed.chars().collect();
            exchanged.swap(at, at + 1);
            let exchanged: String = exchanged.iter().collect();
            assert!(exchanged == printed || problem(&exchanged) == Some(Problem::BadShare));
        }

        #[test]
        fn anything_typed_has_an_answer(text in any::<String>()) {
            let _problem = problem(&text);
        }
    }
}
