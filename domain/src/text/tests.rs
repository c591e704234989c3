use proptest::prelude::*;
use serde::de::{IntoDeserializer as _, value};
use unicode_normalization::UnicodeNormalization as _;

use super::*;

fn line(text: &str) -> String {
    Line::<20>::required(text).expect("a short line").as_str().to_owned()
}

fn stored<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, value::Error> {
    T::deserialize(text.into_deserializer())
}

#[test]
fn a_line_is_cleaned() {
    assert_eq!(line("  Lò\u{a0}Thị \r\n\tÁnh "), "Lò Thị Ánh");
    assert_eq!(line("A\u{200b}\u{301}\0nh\u{202e}"), "Ánh");
    assert_eq!(line("=cmd'\"<b>"), "=cmd'\"<b>");
}

#[test]
fn nothing_to_see_is_nothing() {
    assert_eq!(Line::<20>::parse(" \u{200d}\t\u{feff}"), Ok(None));
    assert_eq!(Prose::<20>::required("\n \r\n"), Err(Problem::Missing));
}

#[test]
fn what_may_name_nobody_holds_no_number_of_anybody() {
    assert_eq!(Line::<20>::impersonal(" "), Ok(None));
    assert_eq!(Line::<20>::impersonal_required(" "), Err(Problem::Missing));
    assert_eq!(Prose::<20>::impersonal_required("Tổ 3").expect("names nobody").as_str(), "Tổ 3");
    // Cleaned before it is looked at: a line break does not hide it.
    assert_eq!(Line::<20>::impersonal("gọi 0912\n345 678"), Err(Problem::LooksPersonal));
    assert_eq!(Prose::<20>::impersonal("gọi 0912 345 678"), Err(Problem::LooksPersonal));
    assert_eq!(Line::<4>::impersonal("0912 345 678"), Err(Problem::TooLong { max: 4 }));
}

#[test]
fn length_is_counted_in_characters_after_cleaning() {
    assert!(Line::<4>::required(" Đie\u{302}\u{323}n ").is_ok());
    assert_eq!(Line::<4>::parse("Điện!"), Err(Problem::TooLong { max: 4 }));
}

#[test]
fn prose_keeps_its_lines() {
    let prose = Prose::<99>::required("\n\n một\thai \r\nba\r\n \n\n\n\nbốn\rnăm\n").expect("a short text");
    assert_eq!(prose.as_str(), "một hai\nba\n\n\nbốn\nnăm");
}

/// Text is kept as it was meant, and only what nobody sees is taken out: markup and formulas are for who shows or exports it
/// to make harmless.
#[test]
fn what_is_pasted_stays_what_it_says() {
    for pasted in [
        "<p style=\"color:red\">Hẹn <b>thứ hai</b></p>",
        "<script>alert(1)</script>",
        "=HYPERLINK(\"x\",\"y\")",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "+84 912",
        "-1",
    ] {
        assert_eq!(Line::<90>::required(pasted).expect("a short line").as_str(), pasted);
        assert_eq!(Prose::<90>::required(pasted).expect("a short text").as_str(), pasted);
    }
    let pasted = "<p>\r\n\tLo\u{300}\u{feff} Thị\u{200b}\u{200d} A\u{301}nh\u{a0}\u{202e}\r\n</p>";
    assert_eq!(Prose::<90>::required(pasted).expect("a short text").as_str(), "<p>\nLò Thị Ánh\n</p>");
    assert_eq!(
        Line::<90>::required("🌸 Hoa \u{1f469}\u{200d}\u{1f467}").expect("a short line").as_str(),
        "🌸 Hoa 👩👧"
    );
}

/// A long talk, pasted from elsewhere with every mark as a character of its own, is as long as it looks.
#[test]
fn twenty_thousand_characters_are_counted_as_they_are_read() {
    const MOST: usize = 20_000;
    let sentence = "Ngồi nghe chị kể chuyện ở bản. ";
    let long: String = sentence.chars().cycle().take(MOST - 1).chain(['.']).collect();
    let decomposed: String = long.nfd().collect();
    assert!(decomposed.chars().count() > MOST);
    let prose = Prose::<MOST>::required(&decomposed).expect("as long as it may be");
    assert_eq!(prose.as_str(), long);
    assert_eq!(stored::<Prose<MOST>>(prose.as_str()).map(|read| read.0), Ok(long.clone()));
    assert_eq!(Prose::<MOST>::parse(&format!("{long}\u{200b}.")), Err(Problem::TooLong { max: MOST }));
    assert!(Prose::<MOST>::required(&format!("{long}\u{200b} \n")).is_ok());
    // One word without a space is one word.
    let word = "ă".repeat(MOST);
    assert_eq!(Line::<MOST>::required(&word).expect("as long as it may be").as_str(), word);
}

#[test]
fn debug_tells_only_the_length() {
    assert_eq!(format!("{:?}", Line::<20>::parse("Lò Thị Ánh")), "Ok(Some(Line(10 characters)))");
}

#[test]
fn what_is_stored_is_read_like_what_is_typed() {
    assert_eq!(stored::<Line<4>>(" Ánh ").map(|line| line.0), Ok("Ánh".to_owned()));
    let error = stored::<Line<4>>("Lò Thị Ánh").expect_err("too long").to_string();
    assert_eq!(error, "TooLong { max: 4 }");
    assert!(stored::<Prose<4>>("").is_err());
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(text in any::<String>(), spaced in "[ab \t\r\n\u{301}\u{200b}]{0,30}") {
        for text in [text, spaced] {
            let (line, prose) = (clean_line(&text), clean_prose(&text));
            prop_assert_eq!(clean_line(&line), line.as_str());
            prop_assert_eq!(clean_prose(&prose), prose.as_str());
            prop_assert!(!line.contains(char::is_control) && !prose.contains("\n\n\n\n"));
        }
    }
}
