use crate::client::ClientCode;
use crate::codes::codes;
use crate::text::Line;
use crate::vietnamese::{fold, matches};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What is to be done next.
    Step {
        /// A counselling session.
        Session = "session",
        /// A call or visit to see how she is.
        FollowUp = "follow_up",
    }
}

/// What is next, and when.
#[derive(Clone, Copy, Serialize, Deserialize, PartialEq, Eq, Debug)]
pub struct NextStep {
    /// What.
    pub step: Step,
    /// On which day (Vietnam).
    pub on: NaiveDate,
}

/// What lists and search need of a case. Sealed; matched in memory only (consent.md, "Search without a leak").
#[derive(Clone, Serialize, Deserialize)]
pub struct Label {
    /// Shown everywhere instead of a name.
    pub alias: Line<60>,
    /// The client's code.
    pub code: ClientCode,
    /// The name on her papers, for search and never shown in a list.
    pub name: Option<Line<120>>,
    /// The last digits of her number, for search.
    pub phone_tail: Option<String>,
    /// What is next.
    pub next: Option<NextStep>,
}

impl Label {
    /// Whether a search finds this label: exact code, folded alias or name, or at least three last digits of the phone.
    #[must_use]
    pub fn answers(&self, query: &str) -> bool {
        let query = query.trim();
        if query.is_empty() {
            return true;
        }
        if let Ok(code) = ClientCode::parse(query)
            && code == self.code
        {
            return true;
        }
        let digits: String = query.chars().filter(char::is_ascii_digit).collect();
        let only_digits = query.chars().all(|c| c.is_ascii_digit() || " .-+".contains(c));
        if only_digits {
            return digits.len() >= 3
                && self
                    .phone_tail
                    .as_ref()
                    .is_some_and(|tail| tail.ends_with(&digits) || digits.ends_with(tail.as_str()));
        }
        let needle = fold(query);
        matches(&needle, &fold(self.alias.as_str()))
            || self.name.as_ref().is_some_and(|name| matches(&needle, &fold(name.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::Label;
    use crate::client::ClientCode;
    use crate::text::Line;

    fn label() -> Label {
        Label {
            alias: Line::required("Hoa Ban").expect("a short line"),
            code: ClientCode::from_random([7; 8]),
            name: Line::parse("Đào Thị Hoà").expect("a short line"),
            phone_tail: Some("345678".into()),
            next: None,
        }
    }

    #[test]
    fn found_by_code_alias_name_and_tail() {
        let label = label();
        let code = label.code.as_str().to_lowercase().replace('-', " ");
        for query in ["", "hoa ban", "dao thi hoa", "Hòa", "dao", "678", "5678", "0912 345 678", code.as_str()] {
            assert!(label.answers(query), "{query}");
        }
    }

    #[test]
    fn not_found_by_what_is_not_hers() {
        for query in ["lan", "78", "999", "345679", "KH-0000-0000"] {
            assert!(!label().answers(query), "{query}");
        }
    }
}
