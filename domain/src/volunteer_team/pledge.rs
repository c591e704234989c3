use crate::date::past_date;
use crate::number::counted;
use crate::problem::{Problem, Problems};
use crate::text::Line;
use crate::vietnamese::fold;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The pledge of secrecy of one volunteer, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct PledgeForm {
    /// The day she signed.
    #[serde(default)]
    pub signed_on: String,
    /// Who was there.
    #[serde(default)]
    pub witness: String,
    /// `yes` when the words were read to her and she signed them.
    #[serde(default)]
    pub signed: String,
}

/// A pledge, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pledge {
    /// The day she signed.
    pub signed_on: NaiveDate,
    /// Who was there: a colleague, never herself nor who writes it down.
    pub witness: Line<120>,
}

impl PledgeForm {
    /// All problems at once, or the pledge of `volunteer`, as `recorder` writes it down.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, volunteer: &str, recorder: &str, today: NaiveDate) -> Result<Pledge, Problems> {
        let mut problems = Problems::none();
        let signed_on = problems.keep("signed_on", past_date(&self.signed_on, today));
        let witness = problems.keep("witness", Line::required(&self.witness));
        let is = |name: &str| witness.as_ref().is_some_and(|witness: &Line<120>| fold(witness.as_str()) == fold(name));
        if is(volunteer) || is(recorder) {
            problems.add("witness", Problem::Conflicting);
        }
        if self.signed != "yes" {
            problems.add("signed", Problem::Missing);
        }
        problems.finish((|| Some(Pledge { signed_on: signed_on?, witness: witness? }))())
    }
}

/// Most contacts that somebody sets out to have in a month.
const CONTACTS_MAX: i64 = 500;

/// What a volunteer sets out to do in a month, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct MonthForm {
    /// The month, as `2026-11`.
    #[serde(default)]
    pub month: String,
    /// Contacts.
    #[serde(default)]
    pub contacts: String,
    /// Days for which her costs are paid.
    #[serde(default)]
    pub days: String,
}

/// A month, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Month {
    /// As `2026-11`.
    pub month: String,
    /// Contacts.
    pub contacts: i64,
    /// Days.
    pub days: i64,
}

/// The months something can be written for: the last one, this one and the next.
#[must_use]
pub fn months(today: NaiveDate) -> [String; 3] {
    let first = today.with_day(1).unwrap_or(today);
    let last = first.checked_sub_months(Months::new(1)).unwrap_or(first);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    [last, first, next].map(|month| month.format("%Y-%m").to_string())
}

impl MonthForm {
    /// All problems at once, or the month.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Month, Problems> {
        let mut problems = Problems::none();
        if self.month.is_empty() {
            problems.add("month", Problem::Missing);
        } else if !months(today).contains(&self.month) {
            problems.add("month", Problem::NotAChoice);
        }
        let contacts = problems.keep("contacts", counted(&self.contacts, 0, CONTACTS_MAX));
        let days = problems.keep("days", counted(&self.days, 0, 31));
        problems.finish((|| Some(Month { month: self.month.clone(), contacts: contacts?, days: days? }))())
    }
}

#[cfg(test)]
mod tests {
    use super::{MonthForm, PledgeForm, months};
    use crate::problem::Problem;
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day")
    }

    #[test]
    fn a_pledge_has_a_witness_who_is_somebody_else() {
        let form = PledgeForm { signed_on: "30/12/2026".into(), witness: "Lò Thị Mai".into(), signed: "yes".into() };
        assert!(form.check("Vì Thị Xuân", "Hà Thị Ơn", today()).is_ok());
        for witness in ["vi thi xuan", "Hà Thị Ơn"] {
            let same = PledgeForm { witness: witness.into(), ..form.clone() };
            let problems = same.check("Vì Thị Xuân", "Hà Thị Ơn", today()).expect_err("the same");
            assert_eq!(problems.of("witness"), Some(Problem::Conflicting), "{witness}");
        }
        let unsigned = PledgeForm { signed: String::new(), ..form };
        let problems = unsigned.check("Vì Thị Xuân", "Hà Thị Ơn", today()).expect_err("not signed");
        assert_eq!(problems.of("signed"), Some(Problem::Missing));
    }

    #[test]
    fn a_month_is_the_last_this_or_the_next() {
        assert_eq!(months(today()), ["2026-11", "2026-12", "2027-01"]);
        let form = MonthForm { month: "2026-12".into(), contacts: "40".into(), days: "32".into() };
        let problems = form.check(today()).expect_err("no month has so many");
        assert_eq!(problems.of("days"), Some(Problem::OutOfRange { min: 0, max: 31 }));
        let other = MonthForm { month: "2026-09".into(), days: "4".into(), ..form };
        assert_eq!(other.check(today()).expect_err("too long ago").of("month"), Some(Problem::NotAChoice));
    }
}
