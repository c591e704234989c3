//! Two records that may be of one client: what their labels say for it and against it. A rule proposes; a person decides,
//! who sees both side by side.
//!
//! Compared is what a label holds: the name on her papers, the alias, the last digits of her number, the year she was born
//! in, the commune she lives in, a code told before.

mod decision;
mod name;
mod pairs;
#[cfg(test)]
mod tests;

pub use decision::{Decision, DecisionForm};
pub use pairs::{Pair, likely};

use crate::case::Label;
use crate::client::ClientCode;
use crate::codes::codes;
use name::{Name, Nearness};

codes! {
    /// One thing that speaks for one client, or against it.
    Sign {
        /// One told the other's code before she had a case, or both told the same.
        SameCode = "same_code",
        /// The last digits of both numbers are the same.
        SamePhoneTail = "same_phone_tail",
        /// Both names are the same, but for marks, y and i, and spaces.
        SameName = "same_name",
        /// The names have the same letters or words, two of them in another order.
        LettersSwapped = "letters_swapped",
        /// The names differ by one letter, or by a middle name.
        NamesAlike = "names_alike",
        /// One is called what the other has on her papers.
        NameIsAlias = "name_is_alias",
        /// Both are called the same.
        SameAlias = "same_alias",
        /// What they are called is nearly the same.
        AliasesAlike = "aliases_alike",
        /// Both were born in the same year, or one year apart: papers and memory differ by as much.
        SameYear = "same_year",
        /// Both live in the same commune. Another one says nothing: one in eight moves in a year.
        SameCommune = "same_commune",
        /// Both have a name, and the names are not alike.
        NamesDiffer = "names_differ",
        /// Both have a number, and the numbers are not the same.
        PhonesDiffer = "phones_differ",
        /// Both have a year of birth, more than one year apart.
        YearsDiffer = "years_differ",
    }
}

/// From this sum on a pair is shown. Same digits are enough whatever else differs: a family shares a phone, and somebody
/// who is afraid gives another name. A name alone is enough even when the number has changed; one letter off is not, for
/// Lan and Loan are two people: it needs a second sign.
const ENOUGH: i8 = 3;

impl Sign {
    /// How much it says.
    #[must_use]
    pub const fn weight(self) -> i8 {
        match self {
            Self::SameCode => 6,
            Self::SamePhoneTail => 5,
            Self::SameName | Self::LettersSwapped => 4,
            Self::SameAlias | Self::NameIsAlias => 3,
            Self::NamesAlike => 2,
            Self::AliasesAlike | Self::SameYear | Self::SameCommune => 1,
            Self::PhonesDiffer | Self::YearsDiffer => -1,
            Self::NamesDiffer => -2,
        }
    }
}

/// What was found in two labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// The signs, in the order of the list.
    pub signs: Vec<Sign>,
}

impl Likeness {
    /// The sum of what its signs say.
    #[must_use]
    pub fn score(&self) -> i8 {
        self.signs.iter().map(|sign| sign.weight()).sum()
    }

    /// Whether somebody should look.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.score() >= ENOUGH
    }
}

/// What is compared of a label, made ready once.
struct Traits<'a> {
    name: Option<Name>,
    alias: Option<Name>,
    tail: Option<&'a str>,
    born_year: Option<i32>,
    commune: Option<&'a str>,
    code: &'a ClientCode,
    /// Told before there was a case.
    former: Option<&'a ClientCode>,
}

impl<'a> Traits<'a> {
    fn of(label: &'a Label) -> Self {
        Self {
            name: label.name.as_ref().and_then(|name| Name::of(name.as_str())),
            alias: Name::of(label.alias.as_str()),
            tail: label.phone_tail.as_deref(),
            born_year: label.born_year,
            commune: label.commune.as_deref(),
            code: &label.code,
            former: label.former_code.as_ref(),
        }
    }

    /// The codes she is known by.
    fn codes(&self) -> impl Iterator<Item = &'a ClientCode> {
        [self.code].into_iter().chain(self.former)
    }

    fn compare(&self, other: &Self) -> Likeness {
        let mut signs = Vec::new();
        // No two cases were given the same code: only one that was told before can be another's.
        let told = [(self.former, Some(other.code)), (Some(self.code), other.former), (self.former, other.former)];
        if told.iter().any(|(one, other)| one.is_some() && one == other) {
            signs.push(Sign::SameCode);
        }
        match (self.tail, other.tail) {
            (Some(one), Some(other)) if one == other => signs.push(Sign::SamePhoneTail),
            (Some(_), Some(_)) => signs.push(Sign::PhonesDiffer),
            _ => {}
        }
        if let (Some(one), Some(other)) = (self.born_year, other.born_year) {
            signs.push(if one.abs_diff(other) <= 1 { Sign::SameYear } else { Sign::YearsDiffer });
        }
        if self.commune.is_some() && self.commune == other.commune {
            signs.push(Sign::SameCommune);
        }
        if let (Some(one), Some(other)) = (&self.name, &other.name) {
            signs.push(match one.near(other) {
                Some(Nearness::Same) => Sign::SameName,
                Some(Nearness::Swapped) => Sign::LettersSwapped,
                Some(Nearness::Close) => Sign::NamesAlike,
                None => Sign::NamesDiffer,
            });
        }
        match near(self.alias.as_ref(), other.alias.as_ref()) {
            Some(Nearness::Same) => signs.push(Sign::SameAlias),
            Some(Nearness::Swapped | Nearness::Close) => signs.push(Sign::AliasesAlike),
            None => {}
        }
        let crossed = [near(self.name.as_ref(), other.alias.as_ref()), near(self.alias.as_ref(), other.name.as_ref())];
        if crossed.contains(&Some(Nearness::Same)) {
            signs.push(Sign::NameIsAlias);
        }
        signs.sort_unstable();
        Likeness { signs }
    }
}

fn near(one: Option<&Name>, other: Option<&Name>) -> Option<Nearness> {
    one?.near(other?)
}

/// What two labels say about being of one client; the same whichever comes first.
#[must_use]
pub fn compare(one: &Label, other: &Label) -> Likeness {
    Traits::of(one).compare(&Traits::of(other))
}
