//! What of a text tells whose plan it is.

use crate::care_plan::Plan;
use crate::case::Label;
use crate::problem::Problem;
use crate::text::{is_invisible, looks_personal};
use crate::vietnamese::fold;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// One word: folded, and the marks it is written with.
#[derive(PartialEq, Eq)]
struct Word {
    key: String,
    marks: Vec<char>,
}

fn words(text: &str) -> Vec<Word> {
    let plain: String = text.nfc().filter(|&letter| !is_invisible(letter)).collect();
    plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let small = word.to_lowercase();
            let mut marks: Vec<_> = small.nfd().filter(|&sign| is_combining_mark(sign) || sign == 'đ').collect();
            marks.sort_unstable();
            Word { key: fold(word), marks }
        })
        .collect()
}

/// Whether a text holds this name. Of several syllables it is found in any spelling, also written as one word. Of one it is
/// found only with its own marks: *học may* says nothing of somebody called Mây.
fn holds(text: &[Word], name: &[Word]) -> bool {
    match name {
        [] => false,
        [one] => text.contains(one),
        several => {
            let joined: String = several.iter().map(|word| word.key.as_str()).collect();
            let same = |part: &[Word]| part.iter().map(|word| &word.key).eq(several.iter().map(|word| &word.key));
            text.windows(several.len()).any(same) || text.iter().any(|word| word.key == joined)
        }
    }
}

/// Whether the digits of a text hold the end of her number, however they are grouped.
fn holds_number(text: &str, tail: &str) -> bool {
    let close = text.chars().filter(|sign| !" .-–()".contains(*sign));
    let digits: String = close.map(|sign| if sign.is_ascii_digit() { sign } else { '|' }).collect();
    !tail.is_empty() && digits.contains(tail)
}

fn holds_code(text: &str, code: &str) -> bool {
    let close = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect()
    };
    let code = close(code);
    close(text).contains(code.strip_prefix("KH").unwrap_or(&code))
}

/// What a text tells of who she is: her alias, her name or its last two syllables, her code, her number; or a number that may
/// be anybody's. `None` where it tells nothing that a program could know.
#[must_use]
pub fn telling(text: &str, label: &Label) -> Option<Problem> {
    let of_text = words(text);
    let name = label.name.as_ref().map(|name| words(name.as_str())).unwrap_or_default();
    let called = if name.len() > 2 { &name[name.len() - 2..] } else { &name[..] };
    let named = [words(label.alias.as_str()).as_slice(), called].iter().any(|name| holds(&of_text, name))
        || holds_code(text, label.code.as_str())
        || label.former_code.as_ref().is_some_and(|code| holds_code(text, code.as_str()));
    if named {
        Some(Problem::NamesTheClient)
    } else if label.phone_tail.as_ref().is_some_and(|tail| holds_number(text, tail)) || looks_personal(text) {
        Some(Problem::LooksPersonal)
    } else {
        None
    }
}

/// The texts of a plan that tell, as they stand in it.
#[must_use]
pub fn telling_in<'a>(plan: &'a Plan, label: &Label) -> Vec<&'a str> {
    let texts = plan.goals.iter().flat_map(|goal| {
        let own = [Some(goal.words.as_str()), goal.measure.as_ref().map(|measure| measure.as_str())];
        own.into_iter().flatten().chain(goal.steps.iter().map(|step| step.what.as_str()))
    });
    texts.filter(|text| telling(text, label).is_some()).collect()
}
