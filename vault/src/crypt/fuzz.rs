//! Fuzz targets for what comes from a browser or from a disk that somebody wrote on: a cookie, a wrap, a sealed row. Nothing
//! breaks off; what was not sealed here does not open; what is read is written back the same.

use super::{Key, PartyKey, Place, Token};
use crate::testing::SeededEntropy;
use domain::id::PartyId;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use uuid::Uuid;

fn place() -> Place<'static> {
    Place {
        table: "wraps",
        column: "sealed",
        row: Uuid::from_u128(1),
        case: Uuid::from_u128(2),
        segment: None,
        epoch: 1,
    }
}

fn holder() -> PartyKey {
    PartyKey::generate(PartyId(Uuid::nil()), &SeededEntropy::new(1))
}

/// Any bytes; and bytes that were sealed, with one changed, cut short or made longer.
fn tampered(sealed: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), 1..=u8::MAX, 0..3_u8);
    let changed = change.prop_map(move |(at, by, how)| {
        let mut bytes = sealed.clone();
        let place = at.index(bytes.len());
        match how {
            0 => bytes[place] ^= by,
            1 => bytes.truncate(place),
            _ => bytes.insert(place, by),
        }
        bytes
    });
    prop_oneof![1 => prop::collection::vec(any::<u8>(), 0..200), 2 => changed]
}

fn to_public() -> Vec<u8> {
    PartyKey::seal_to(&holder().public(), place(), &[7; 32], &SeededEntropy::new(2)).expect("a good key")
}

fn own() -> Vec<u8> {
    holder().seal_own(place(), &[7; 32], &SeededEntropy::new(3))
}

#[test]
fn what_the_targets_tamper_with_opens_untouched() {
    assert!(holder().open_key(place(), &to_public()).is_some());
    assert!(holder().open_key(place(), &own()).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn wrap(bytes in prop_oneof![tampered(to_public()), tampered(own())]) {
        assert!(holder().open_key(place(), &bytes).is_none());
    }

    #[test]
    fn sealed_row(bytes in tampered(Key::from_bytes([9; 32]).seal(place(), b"hello", &SeededEntropy::new(4)))) {
        assert!(Key::from_bytes([9; 32]).open(place(), &bytes).is_none());
    }

    #[test]
    fn cookie(text in prop_oneof![any::<String>(), "[0-9a-fA-F]{62,66}", "[0-9a-f]{63}\\PC"]) {
        if let Some(token) = Token::parse(&text) {
            assert_eq!(token.expose(), text.to_ascii_lowercase());
        }
    }
}
