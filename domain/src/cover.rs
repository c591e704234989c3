//! Leave cover: a colleague does the work of somebody who is away, from a day to a day, and not a moment longer.

use crate::date::{at_local, end_of_day, needed_date};
use crate::id::{AccountId, CaseId};
use crate::problem::{Problem, Problems};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// Most days of one cover, both ends counted: the longest leave but maternity's, which is a case given to another.
pub const MOST_DAYS: u64 = 60;

/// Which cases of somebody who is away are covered by whom, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CoverForm {
    /// Ids of cases.
    #[serde(default)]
    pub cases: Vec<String>,
    /// Id of the colleague's account.
    #[serde(default)]
    pub colleague: String,
    /// The first day.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub until: String,
}

/// A cover, checked; whether the cases are there to be covered is for the vault to say.
pub struct Cover {
    /// The cases, at least one, each once.
    pub cases: Vec<CaseId>,
    /// Who does the work meanwhile.
    pub colleague: AccountId,
    /// The first day (Vietnam).
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

impl CoverForm {
    /// As it is handed out: from today.
    #[must_use]
    pub fn blank(today: NaiveDate) -> Self {
        Self { from: crate::date::display(today), ..Self::default() }
    }

    /// All problems at once, or the cover of somebody by another.
    ///
    /// # Errors
    /// Each at its field: `Conflicting` at `colleague` for who is away herself, and at `until` for a day before the first;
    /// `OutOfRange` there for more than [`MOST_DAYS`].
    pub fn check(&self, absent: AccountId, today: NaiveDate) -> Result<Cover, Problems> {
        let mut problems = Problems::none();
        let cases = crate::id::read_each::<CaseId>(&self.cases);
        let cases = problems.keep("cases", cases).unwrap_or_default();
        if cases.is_empty() {
            problems.add("cases", Problem::Missing);
        }
        let colleague = problems.keep("colleague", crate::id::read::<AccountId>(&self.colleague));
        if colleague == Some(absent) {
            problems.add("colleague", Problem::Conflicting);
        }
        let from = problems.keep("from", needed_date(&self.from));
        let until = problems.keep("until", needed_date(&self.until));
        if from.is_some_and(|from| from < today) {
            problems.add("from", Problem::DateInPast);
        }
        if let Some((from, until)) = from.zip(until) {
            if until < from {
                problems.add("until", Problem::Conflicting);
            } else if until >= from + Days::new(MOST_DAYS) {
                problems
                    .add("until", Problem::OutOfRange { min: 1, max: i64::try_from(MOST_DAYS).unwrap_or(i64::MAX) });
            }
        }
        let cover = (|| Some(Cover { cases, colleague: colleague?, from: from?, until: until? }))();
        problems.finish(cover)
    }
}

impl Cover {
    /// From which moment until which: never before now, and past the end of its last day.
    #[must_use]
    pub fn span(&self, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        (at_local(self.from, NaiveTime::MIN).max(now), end_of_day(self.until))
    }
}

/// Where a cover stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It begins on a day to come.
    ToCome,
    /// The colleague has the keys now.
    Runs,
    /// Its last day is over.
    Over,
    /// It was ended before.
    Ended,
}

/// Where a cover of these moments stands; `left` says whether any case of it was not ended before.
#[must_use]
pub fn standing(from: DateTime<Utc>, until: DateTime<Utc>, left: bool, now: DateTime<Utc>) -> Standing {
    match () {
        () if !left => Standing::Ended,
        () if until <= now => Standing::Over,
        () if from > now => Standing::ToCome,
        () => Standing::Runs,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cover, CoverForm, Standing, standing};
    use crate::id::AccountId;
    use crate::problem::{Problem, Problems};
    use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
    use uuid::Uuid;

    const ABSENT: AccountId = AccountId(Uuid::from_u128(1));

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    fn check(from: &str, until: &str, colleague: u128) -> Result<Cover, Problems> {
        let id = |number| Uuid::from_u128(number).to_string();
        let cases = vec![id(7), id(7), id(8)];
        let form = CoverForm { cases, colleague: id(colleague), from: from.into(), until: until.into() };
        form.check(ABSENT, today())
    }

    fn problem(from: &str, until: &str, colleague: u128, field: &str) -> Option<Problem> {
        check(from, until, colleague).err().and_then(|problems| problems.of(field))
    }

    #[test]
    fn it_is_handed_out_from_today() {
        let form = CoverForm::blank(today());
        assert_eq!((form.from.as_str(), form.until.as_str()), ("23/11/2026", ""));
    }

    #[test]
    fn days_and_people_must_fit() {
        let cover = check("23/11/2026", "23/11/2026", 2).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(cover.cases.len(), 2, "each once");
        assert_eq!(problem("22/11/2026", "24/11/2026", 2, "from"), Some(Problem::DateInPast));
        assert_eq!(problem("24/11/2026", "23/11/2026", 2, "until"), Some(Problem::Conflicting));
        assert!(check("23/11/2026", "21/01/2027", 2).is_ok(), "sixty days");
        assert_eq!(problem("23/11/2026", "22/01/2027", 2, "until"), Some(Problem::OutOfRange { min: 1, max: 60 }));
        assert_eq!(problem("23/11/2026", "24/11/2026", 1, "colleague"), Some(Problem::Conflicting));
    }

    #[test]
    fn an_empty_form_tells_everything_at_once() {
        let problems = CoverForm::default().check(ABSENT, today()).err().expect("nothing was typed");
        for field in ["cases", "colleague", "from", "until"] {
            assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
        }
    }

    #[test]
    fn it_begins_now_or_with_its_day_and_ends_with_its_last() {
        let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().expect("a time");
        let cover = |from| check(from, "24/11/2026", 2).unwrap_or_else(|problems| panic!("{problems:?}"));
        let (from, until) = cover("23/11/2026").span(now);
        assert_eq!((from, until.to_rfc3339().as_str()), (now, "2026-11-24T17:00:00+00:00"));
        assert_eq!(cover("24/11/2026").span(now).0.to_rfc3339(), "2026-11-23T17:00:00+00:00");
        let hour = TimeDelta::hours(1);
        let at = |now, left| standing(from + hour, until, left, now);
        assert_eq!(at(now, true), Standing::ToCome);
        assert_eq!(at(now + hour, true), Standing::Runs);
        assert_eq!(at(until - TimeDelta::microseconds(1), true), Standing::Runs);
        assert_eq!(at(until, true), Standing::Over);
        assert_eq!([now, until].map(|now| at(now, false)), [Standing::Ended, Standing::Ended]);
    }
}
