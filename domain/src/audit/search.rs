//! What the data-protection officer looks for in the audit: a member of staff, a case by its tag, a deed, days.

use super::{Deed, hex};
use crate::date::parse_date;
use crate::id::AccountId;
use crate::problem::{Problem, Problems};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a case appears in the audit; made by the case's own key, gone when that is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CaseTag(pub [u8; 16]);

impl CaseTag {
    /// Reads 32 hexadecimal digits, with or without spaces.
    ///
    /// # Errors
    /// `Missing` for nothing, `BadCode` for anything else.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let digits: String = text.split_whitespace().collect();
        if digits.is_empty() { Err(Problem::Missing) } else { hex::read(&digits).map(Self).ok_or(Problem::BadCode) }
    }
}

/// In groups of four, as one reads it out.
impl fmt::Display for CaseTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<_> = self.0.chunks(2).map(hex::write).collect();
        f.write_str(&groups.join(" "))
    }
}

/// A search as typed. Nothing filled in finds everything.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct SearchForm {
    /// An account's id, from the list.
    #[serde(default)]
    pub account: String,
    /// A case's tag.
    #[serde(default)]
    pub tag: String,
    /// Code of a [`Deed`].
    #[serde(default)]
    pub deed: String,
    /// First day.
    #[serde(default)]
    pub from: String,
    /// Last day.
    #[serde(default)]
    pub until: String,
}

/// A search, checked.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Only what this account did.
    pub account: Option<AccountId>,
    /// Only what touched this case.
    pub tag: Option<CaseTag>,
    /// Only this.
    pub deed: Option<Deed>,
    /// From this day in Vietnam.
    pub from: Option<NaiveDate>,
    /// To this day in Vietnam, itself included.
    pub until: Option<NaiveDate>,
}

impl SearchForm {
    /// All problems at once, or the search.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self) -> Result<Search, Problems> {
        let mut problems = Problems::none();
        let filled = |text: &str| !text.trim().is_empty();
        let mut search = Search::default();
        if filled(&self.account) {
            search.account = problems.keep("account", self.account.parse().map_err(|_| Problem::NotAChoice));
        }
        if filled(&self.tag) {
            search.tag = problems.keep("tag", CaseTag::parse(&self.tag));
        }
        if filled(&self.deed) {
            search.deed = problems.keep("deed", Deed::from_code(&self.deed));
        }
        search.from = problems.keep("from", parse_date(&self.from)).flatten();
        search.until = problems.keep("until", parse_date(&self.until)).flatten();
        if search.from.zip(search.until).is_some_and(|(from, until)| until < from) {
            problems.add("until", Problem::Conflicting);
        }
        problems.finish(Some(search))
    }
}

#[cfg(test)]
mod tests;
