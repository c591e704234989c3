use proptest::prelude::*;
use serde::de::{IntoDeserializer as _, value};

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
fn length_is_counted_in_characters_after_cleaning() {
    assert!(Line::<4>::required(" Đie\u{302}\u{323}n ").is_ok());
    assert_eq!(Line::<4>::parse("Điện!"), Err(Problem::TooLong { max: 4 }));
}

#[test]
fn prose_keeps_its_lines() {
    let prose = Prose::<99>::required("\n\n một\thai \r\nba\r\n \n\n\n\nbốn\rnăm\n").expect("a short text");
    assert_eq!(prose.as_str(), "một hai\nba\n\n\nbốn\nnăm");
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
