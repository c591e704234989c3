//! Two of three: Shamir's scheme over GF(256), from a library that was audited for it (decision 0019).

use domain::recovery_sheet::{NEEDED, PAPERS, Share, SheetMark};
use domain::time::Entropy;
use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;
use vsss_rs::Gf256;
use zeroize::Zeroizing;

/// Our randomness, as the library asks for it.
struct Handed<'a>(&'a dyn Entropy);

impl TryRng for Handed<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Handed<'_> {}

/// Splits a private key into three shares, of which any two make it again and one alone says nothing of it.
pub(crate) fn split(secret: &[u8; 32], mark: SheetMark, entropy: &dyn Entropy) -> [Share; PAPERS as usize] {
    let shares = Gf256::split_bytes(NEEDED.into(), PAPERS.into(), secret, Handed(entropy))
        .expect("two of three is within the scheme");
    let mut shares = shares.into_iter().map(Zeroizing::new).map(|share| {
        let (number, secret) = share.split_first().expect("its number stands first");
        Share::new(*number, mark, secret.try_into().expect("as long as the secret"))
    });
    std::array::from_fn(|_| shares.next().expect("as many as were asked for"))
}

/// Makes what was split again from two different shares. Any two give something: whether it is the key, its holder's
/// commitment says.
pub(crate) fn combine(shares: &[Share; NEEDED as usize]) -> Option<Zeroizing<[u8; 32]>> {
    let shares: Vec<_> = shares.iter().map(|share| [&[share.number()], &share.secret()[..]].concat()).collect();
    let secret = Gf256::combine_bytes(&shares).ok().map(Zeroizing::new)?;
    Some(Zeroizing::new(secret.as_slice().try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{combine, split};
    use crate::testing::SeededEntropy;
    use domain::recovery_sheet::{Share, SheetMark};
    use domain::time::Entropy;
    use proptest::prelude::{any, proptest};
    use std::collections::BTreeSet;

    const MARK: SheetMark = SheetMark::of([0; 4]);

    /// Randomness that always says the same.
    struct Constant(u8);

    impl Entropy for Constant {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    proptest! {
        #[test]
        fn any_two_of_three_make_it_again(secret in any::<[u8; 32]>(), seed in any::<u64>()) {
            let shares = split(&secret, MARK, &SeededEntropy::new(seed));
            for (one, other) in [(0, 1), (0, 2), (1, 2), (1, 0), (2, 0), (2, 1)] {
                let made = combine(&[shares[one].clone(), shares[other].clone()]).expect("two different ones");
                assert_eq!(*made, secret);
            }
        }

        #[test]
        fn shares_of_two_splittings_do_not_mix(secret in any::<[u8; 32]>(), seed in any::<u64>()) {
            let (these, those) = (split(&secret, MARK, &SeededEntropy::new(seed)), split(&secret, MARK, &SeededEntropy::new(seed ^ 1)));
            let made = combine(&[these[0].clone(), those[1].clone()]).expect("two different ones");
            assert_ne!(*made, secret);
        }
    }

    #[test]
    fn the_same_share_twice_makes_nothing() {
        let shares = split(&[7; 32], MARK, &SeededEntropy::new(1));
        assert!(combine(&[shares[0].clone(), shares[0].clone()]).is_none());
    }

    /// Exactly, not by chance: whatever a byte of the secret is, each byte of one share takes every value once when the
    /// coefficient goes through every value once. So who sees one share has learnt nothing of any byte.
    #[test]
    fn one_share_fits_every_secret_equally() {
        for secret in 0..=u8::MAX {
            let mut seen: [BTreeSet<u8>; 3] = Default::default();
            for coefficient in 0..=u8::MAX {
                let shares = split(&[secret; 32], MARK, &Constant(coefficient));
                for (seen, share) in seen.iter_mut().zip(&shares) {
                    seen.insert(share.secret()[5]);
                }
            }
            assert!(seen.iter().all(|seen| seen.len() == 256), "a share of {secret} leaves values out");
        }
    }

    /// The randomness that is really drawn is even: chi-squared over 256 values, for the worst secret of an older flaw
    /// (coefficients that were never zero, or always odd).
    #[test]
    fn one_share_looks_like_noise() {
        let entropy = SeededEntropy::new(20);
        let mut counts = [0_f64; 256];
        for _ in 0..4_000 {
            let [first, ..]: [Share; 3] = split(&[0; 32], MARK, &entropy);
            first.secret().iter().for_each(|byte| counts[usize::from(*byte)] += 1.0);
        }
        let even = 4_000.0 * 32.0 / 256.0;
        let chi: f64 = counts.iter().map(|count| (count - even).powi(2) / even).sum();
        // 255 degrees of freedom: 350 is passed by chance once in thirty thousand, and the seed is fixed.
        assert!(chi < 350.0, "chi-squared {chi}");
    }
}
