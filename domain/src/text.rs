//! Text as it is typed: cleaned once, on the way in, and never shown by accident.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::problem::Problem;

mod normal;
mod personal;
pub(crate) mod symbols;

pub use personal::looks_personal;

/// Characters nobody sees, which make two texts that look the same differ or turn the direction of
/// what follows: zero-width, bidirectional and tag characters, and controls that are not spaces.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || (c.is_control() && !c.is_whitespace())
}

/// Reads a stored value the way a typed one is read. The error names what is wrong, not the value.
pub(crate) fn deserialize_parsed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    parse: impl FnOnce(&str) -> Result<T, Problem>,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).map_err(|problem| D::Error::custom(format_args!("{problem:?}")))
}

macro_rules! text {
    ($(#[$about:meta])* $name:ident, $clean:ident) => {
        $(#[$about])*
        ///
        /// At most `MAX` characters (Unicode scalar values, after cleaning), in NFC. Never empty.
        /// `MAX` of a stored field may grow but not shrink: longer stored values would not be read.
        /// No `Display`, and `Debug` tells only the length: personal values never reach a log.
        #[derive(Clone, PartialEq, Eq, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name<const MAX: usize>(String);

        impl<const MAX: usize> $name<MAX> {
            /// Cleans what was typed; `None` when nothing is left, [`Problem::TooLong`] over `MAX`.
            pub fn parse(text: &str) -> Result<Option<Self>, Problem> {
                let text = $clean(text);
                match text.chars().count() {
                    0 => Ok(None),
                    length if length > MAX => Err(Problem::TooLong { max: MAX }),
                    _ => Ok(Some(Self(text))),
                }
            }

            /// Like [`Self::parse`], with [`Problem::Missing`] when nothing is left.
            pub fn required(text: &str) -> Result<Self, Problem> {
                Self::parse(text)?.ok_or(Problem::Missing)
            }

            /// Like [`Self::parse`], for words that may name nobody: [`Problem::LooksPersonal`] for the number of
            /// somebody.
            pub fn impersonal(text: &str) -> Result<Option<Self>, Problem> {
                match Self::parse(text)? {
                    Some(text) if looks_personal(&text.0) => Err(Problem::LooksPersonal),
                    text => Ok(text),
                }
            }

            /// Like [`Self::impersonal`], with [`Problem::Missing`] when nothing is left.
            pub fn impersonal_required(text: &str) -> Result<Self, Problem> {
                Self::impersonal(text)?.ok_or(Problem::Missing)
            }

            /// The cleaned text, for storing, searching and showing to who may see it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<const MAX: usize> fmt::Debug for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({} characters)", stringify!($name), self.0.chars().count())
            }
        }

        impl<'de, const MAX: usize> Deserialize<'de> for $name<MAX> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize_parsed(deserializer, Self::required)
            }
        }
    };
}

text!(
    /// One line: a name, an alias, a title. Line breaks, tabs and runs of spaces become one space.
    Line, clean_line
);
text!(
    /// Several lines: a note, an address. Each is cleaned like a [`Line`]; two blank ones at most
    /// follow each other, and none stands at either end.
    Prose, clean_prose
);

fn clean_line(text: &str) -> String {
    let text = normal::composed(text.chars().filter(|&c| !is_invisible(c)));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn clean_prose(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut lines: Vec<String> = Vec::new();
    for line in text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).map(clean_line) {
        let blank_before = lines.iter().rev().take_while(|line| line.is_empty()).count();
        if !line.is_empty() || blank_before < 2 {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests;
