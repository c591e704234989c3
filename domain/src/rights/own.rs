use super::{Asked, Right, RightState, Via};
use crate::problem::Problems;
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

impl Right {
    /// What a client can ask for on her own page. She sees there who looked and takes back what she likes; the rest is
    /// better said to somebody.
    pub const BY_HERSELF: &'static [Self] = &[Self::Copy, Self::Correct, Self::Erase];

    /// What of that she can ask for now: what she asked for waits until it is over, and is not asked for twice.
    #[must_use]
    pub fn free_for_herself(asked: &[(Self, RightState)]) -> Vec<Self> {
        let waits = |right: &Self| asked.iter().any(|(one, state)| one == right && !state.is_over());
        Self::BY_HERSELF.iter().copied().filter(|right| !waits(right)).collect()
    }
}

/// A request as the client makes it on her own page.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct OwnAskedForm {
    /// Code of one of [`Right::BY_HERSELF`].
    #[serde(default)]
    pub right: String,
    /// Her own words; may stay empty.
    #[serde(default)]
    pub words: String,
}

impl OwnAskedForm {
    /// All problems at once, or the request; it comes in today, the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Asked, Problems> {
        let mut problems = Problems::none();
        let right = problems.keep("right", Right::from_offered(&self.right, Right::BY_HERSELF));
        let words = problems.keep("words", Prose::parse(&self.words));
        let asked = (|| Some(Asked { right: right?, via: Via::OwnPage, received_on: today, words: words? }))();
        problems.finish(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::OwnAskedForm;
    use crate::problem::Problem;
    use crate::rights::{Right, RightState, Via};
    use chrono::NaiveDate;

    #[test]
    fn what_waits_is_not_asked_for_twice_and_what_is_over_may_be_asked_for_again() {
        let asked = [
            (Right::Copy, RightState::Done),
            (Right::Erase, RightState::Refused),
            (Right::Erase, RightState::InProgress),
        ];
        assert_eq!(Right::free_for_herself(&asked), [Right::Copy, Right::Correct]);
        assert_eq!(Right::free_for_herself(&[]), Right::BY_HERSELF);
    }

    #[test]
    fn she_asks_today_and_only_for_what_is_offered() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let form = |right: &str, words: &str| OwnAskedForm { right: right.into(), words: words.into() };
        let problem = |form: OwnAskedForm, field| form.check(today).err().and_then(|problems| problems.of(field));
        assert_eq!(problem(form("", ""), "right"), Some(Problem::Missing));
        assert_eq!(problem(form("object", ""), "right"), Some(Problem::NotAChoice));
        assert_eq!(problem(form("copy", &"a".repeat(4001)), "words"), Some(Problem::TooLong { max: 4000 }));
        let asked = form("erase", " ").check(today).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!((asked.right, asked.via, asked.received_on), (Right::Erase, Via::OwnPage, today));
        assert!(asked.words.is_none());
    }
}
