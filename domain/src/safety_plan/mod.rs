//! The safety plan: what she notices, what helps, whom she can go to, in her own words and for her own hands. It fits on
//! one page, which says nothing of us.

use crate::codes::codes;
use crate::date::{display, past_date};
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most characters of one part.
pub const PART_MAX: usize = 300;
/// Most lines of one part as it is printed. Ten parts of so many lines, with their headings, are one page of A4.
pub const LINES_MAX: usize = 5;
/// Characters that surely fit on one printed line.
const ON_A_LINE: usize = 80;
/// Days after which it is read through again with her, like her other plan (domain.md 3.1).
pub const REVIEW_DAYS: u64 = 90;

codes! {
    /// The steps, in the order one goes through them (domain.md 3.11).
    SafetyPart {
        /// What worries her, in her own words.
        Worry = "worry",
        /// What she notices before it gets bad.
        Signs = "signs",
        /// What she can do herself that helps.
        Helps = "helps",
        /// Who helps her, with what.
        People = "people",
        /// Where she can go, and by which way.
        Places = "places",
        /// Whom she calls.
        Numbers = "numbers",
        /// How the place where she is becomes safer.
        Surroundings = "surroundings",
        /// What lies ready: papers, money, clothes.
        Ready = "ready",
        /// Who looks after the children and those she cares for.
        Children = "children",
        /// What comes after.
        Afterwards = "afterwards",
    }
}

/// One version of a safety plan.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyPlan {
    parts: BTreeMap<SafetyPart, Prose<PART_MAX>>,
    /// The day it was made with her (Vietnam).
    pub made_on: NaiveDate,
}

impl SafetyPlan {
    /// What she said to each step, in their order; steps she left out are not there.
    pub fn parts(&self) -> impl Iterator<Item = (SafetyPart, &str)> {
        self.parts.iter().map(|(part, words)| (*part, words.as_str()))
    }

    /// When it is read through again.
    #[must_use]
    pub fn review_on(&self) -> NaiveDate {
        self.made_on + Days::new(REVIEW_DAYS)
    }
}

/// A safety plan as typed: a field for each part, named by its code.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SafetyPlanForm {
    /// The day.
    #[serde(default)]
    pub made_on: String,
    #[serde(flatten)]
    typed: BTreeMap<String, String>,
}

/// Lines of a text when it is printed.
fn printed_lines(text: &str) -> usize {
    text.lines().map(|line| line.chars().count().div_ceil(ON_A_LINE).max(1)).sum()
}

impl SafetyPlanForm {
    /// As it is handed out on this day.
    #[must_use]
    pub fn blank(today: NaiveDate) -> Self {
        Self { made_on: display(today), ..Self::default() }
    }

    /// A form with what a plan says, to be changed.
    #[must_use]
    pub fn of(plan: &SafetyPlan) -> Self {
        let typed = plan.parts().map(|(part, words)| (part.code().to_owned(), words.to_owned())).collect();
        Self { made_on: display(plan.made_on), typed }
    }

    /// What was typed to a step.
    #[must_use]
    pub fn typed(&self, part: SafetyPart) -> &str {
        self.typed.get(part.code()).map_or("", String::as_str)
    }

    /// Types something to a step.
    pub fn put(&mut self, part: SafetyPart, words: &str) {
        self.typed.insert(part.code().to_owned(), words.to_owned());
    }

    /// All problems at once, or the plan. `today` is the day in Vietnam. No step is asked for; all of them left out is no
    /// plan.
    ///
    /// # Errors
    /// Each problem beside its field; `Missing` at the first step when there is none.
    pub fn check(&self, today: NaiveDate) -> Result<SafetyPlan, Problems> {
        let mut problems = Problems::none();
        let mut parts = BTreeMap::new();
        for part in SafetyPart::ALL {
            let Some(Some(words)) = problems.keep(part.code(), Prose::parse(self.typed(*part))) else { continue };
            if printed_lines(words.as_str()) > LINES_MAX {
                problems.add(part.code(), Problem::TooManyLines { max: LINES_MAX });
            }
            parts.insert(*part, words);
        }
        if parts.is_empty() {
            problems.add(SafetyPart::ALL[0].code(), Problem::Missing);
        }
        let made_on = problems.keep("made_on", past_date(&self.made_on, today));
        problems.finish(made_on.map(|made_on| SafetyPlan { parts, made_on }))
    }
}

#[cfg(test)]
mod tests {
    use super::{PART_MAX, SafetyPart, SafetyPlanForm};
    use crate::problem::Problem;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day")
    }

    fn form(parts: &[(SafetyPart, &str)]) -> SafetyPlanForm {
        let mut form = SafetyPlanForm::blank(today());
        for (part, words) in parts {
            form.put(*part, words);
        }
        form
    }

    #[test]
    fn any_step_is_a_plan_and_none_is_not() {
        let some = form(&[(SafetyPart::Numbers, "Chị Mai\nBác Ơn"), (SafetyPart::Signs, "Khó ngủ")]);
        let plan = some.check(today()).unwrap_or_else(|problems| panic!("{problems:?}"));
        let parts: Vec<_> = plan.parts().collect();
        assert_eq!(parts, [(SafetyPart::Signs, "Khó ngủ"), (SafetyPart::Numbers, "Chị Mai\nBác Ơn")], "in their order");
        assert!(SafetyPlanForm::of(&plan).check(today()).is_ok_and(|again| again == plan));
        let problems = SafetyPlanForm::default().check(today()).err().expect("nothing was said");
        assert_eq!((problems.of("worry"), problems.of("made_on")), (Some(Problem::Missing), Some(Problem::Missing)));
    }

    #[test]
    fn every_part_fits_its_place_on_the_page() {
        let full = "ố".repeat(PART_MAX);
        let all: Vec<_> = SafetyPart::ALL.iter().map(|part| (*part, full.as_str())).collect();
        assert!(form(&all).check(today()).is_ok());
        let long = "x".repeat(PART_MAX + 1);
        let problems = form(&[(SafetyPart::Helps, &long), (SafetyPart::Places, "a\nb\nc\nd\ne\nf")]).check(today());
        let problems = problems.err().expect("too much");
        assert_eq!(problems.of("helps"), Some(Problem::TooLong { max: PART_MAX }));
        assert_eq!(problems.of("places"), Some(Problem::TooManyLines { max: 5 }));
    }
}
