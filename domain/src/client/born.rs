//! When somebody was born, as exactly as it is known. Papers of older people often know the year only, and write 01/01 for it.

use crate::codes::codes;
use crate::contact::AgeBand;
use crate::date::{YEARS, display, parse_date};
use crate::problem::{Problem, Problems};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// Ages beyond these are slips of the finger more often than true.
const LIKELY_AGES: std::ops::RangeInclusive<i32> = 10..=100;

/// When she was born: a day, a month or a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Born {
    /// The year is all that is known.
    Year(i32),
    /// Month and year, by the first day of the month.
    Month(NaiveDate),
    /// The day.
    Day(NaiveDate),
}

codes! {
    /// Why a date of birth is asked about once more.
    Doubt {
        /// The first of January: a day, or a year for which papers want one.
        FirstOfYear = "first_of_year",
        /// It is a day only when its first two numbers are swapped.
        Swapped = "swapped",
        /// She would be very old, very young, or not born yet.
        Age = "age",
    }
}

codes! {
    /// What is meant by it, once asked.
    BornMeans {
        /// It is right as it is read.
        AsRead = "as_read",
        /// Only the year is known.
        YearOnly = "year_only",
    }
}

impl Born {
    /// Reads 1990, 5/1990, 1990-05, and every day that [`parse_date`] reads; a day whose month is above twelve is read with
    /// the two swapped. `true` beside it when that was done.
    ///
    /// # Errors
    /// `NotABirth` for anything else.
    pub fn parse(text: &str) -> Result<Option<(Self, bool)>, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if let Ok(Some(day)) = parse_date(text) {
            return Ok(Some((Self::Day(day), false)));
        }
        let parts: Vec<_> = text.split(['/', '-', '.']).map(str::trim).collect();
        let read = match parts.as_slice() {
            [year] => Self::year(year).map(|born| (born, false)),
            [month, year] if year.len() == 4 => Self::month(month, year).map(|born| (born, false)),
            [year, month] => Self::month(month, year).map(|born| (born, false)),
            [month, day, year] => {
                parse_date(&format!("{day}/{month}/{year}")).ok().flatten().map(|day| (Self::Day(day), true))
            }
            _ => None,
        };
        read.map(Some).ok_or(Problem::NotABirth)
    }

    fn year(text: &str) -> Option<Self> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|year| digits && YEARS.contains(year)).map(Self::Year)
    }

    fn month(month: &str, year: &str) -> Option<Self> {
        parse_date(&format!("1/{month}/{year}")).ok().flatten().map(Self::Month)
    }

    /// As a person reads it, and as it is read back.
    #[must_use]
    pub fn display(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(first) => first.format("%m/%Y").to_string(),
            Self::Day(day) => display(day),
        }
    }

    /// The year, which is known of every date.
    #[must_use]
    pub fn year_of(self) -> i32 {
        match self {
            Self::Year(year) => year,
            Self::Month(day) | Self::Day(day) => day.year(),
        }
    }

    /// The years she has lived by this day; where the day is not known, those of somebody whose birthday has been.
    #[must_use]
    pub fn age(self, today: NaiveDate) -> i32 {
        let years = today.year() - self.year_of();
        let to_come = match self {
            Self::Year(_) => false,
            Self::Month(first) => today.month() < first.month(),
            Self::Day(day) => (today.month(), today.day()) < (day.month(), day.day()),
        };
        years - i32::from(to_come)
    }

    /// The band that counts know of it; none for an age that is not likely.
    #[must_use]
    pub fn age_band(self, today: NaiveDate) -> Option<AgeBand> {
        match self.age(today) {
            age if !LIKELY_AGES.contains(&age) => None,
            ..18 => Some(AgeBand::Under18),
            18..20 => Some(AgeBand::From18),
            20..25 => Some(AgeBand::From20),
            25..30 => Some(AgeBand::From25),
            30..40 => Some(AgeBand::From30),
            40..50 => Some(AgeBand::From40),
            _ => Some(AgeBand::From50),
        }
    }

    /// Why it is asked about once more, if so.
    #[must_use]
    pub fn doubt(self, swapped: bool, today: NaiveDate) -> Option<Doubt> {
        match self {
            _ if !LIKELY_AGES.contains(&self.age(today)) => Some(Doubt::Age),
            Self::Day(_) if swapped => Some(Doubt::Swapped),
            Self::Day(day) if (day.day(), day.month()) == (1, 1) => Some(Doubt::FirstOfYear),
            _ => None,
        }
    }
}

impl TryFrom<String> for Born {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok().flatten().map(|(born, _)| born).ok_or("not a date of birth")
    }
}

impl From<Born> for String {
    fn from(born: Born) -> Self {
        born.display()
    }
}

/// A date of birth as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct BornForm {
    /// A year, a month or a day.
    #[serde(default)]
    pub born: String,
    /// Code of [`BornMeans`], where there was a doubt.
    #[serde(default)]
    pub born_means: String,
}

impl BornForm {
    /// As it stands; what was confirmed once is not asked again while nobody changes it.
    #[must_use]
    pub fn of(born: Option<Born>) -> Self {
        let means = born.map(|_| BornMeans::AsRead.code().to_owned());
        Self { born: born.map(Born::display).unwrap_or_default(), born_means: means.unwrap_or_default() }
    }

    /// What it is read as, and why it is asked about once more.
    #[must_use]
    pub fn doubt(&self, today: NaiveDate) -> Option<(Born, Doubt)> {
        let (born, swapped) = Born::parse(&self.born).ok()??;
        born.doubt(swapped, today).map(|doubt| (born, doubt))
    }

    /// Adds its problems to the form's, or gives what is meant. What is doubtful is asked about, never refused: `Doubtful` at
    /// `born` until it is said what was meant.
    pub fn check(&self, today: NaiveDate, problems: &mut Problems) -> Option<Option<Born>> {
        let (born, swapped) = match problems.keep("born", Born::parse(&self.born))? {
            Some(read) => read,
            None => return Some(None),
        };
        if born.doubt(swapped, today).is_none() {
            return Some(Some(born));
        }
        match BornMeans::from_code(&self.born_means) {
            Ok(BornMeans::AsRead) => Some(Some(born)),
            Ok(BornMeans::YearOnly) => Some(Some(Born::Year(born.year_of()))),
            Err(Problem::Missing) => {
                problems.add("born", Problem::Doubtful);
                None
            }
            Err(problem) => {
                problems.add("born_means", problem);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Born, BornForm, Doubt};
    use crate::problem::{Problem, Problems};
    use chrono::{Days, NaiveDate};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn today() -> NaiveDate {
        day(2026, 11, 23)
    }

    #[test]
    fn as_much_as_is_known_is_read() {
        for (text, born) in [
            ("1990", Born::Year(1990)),
            ("5/1990", Born::Month(day(1990, 5, 1))),
            ("1990-05", Born::Month(day(1990, 5, 1))),
            ("17/5/1990", Born::Day(day(1990, 5, 17))),
            (" 1990-05-17 ", Born::Day(day(1990, 5, 17))),
        ] {
            assert_eq!(Born::parse(text), Ok(Some((born, false))), "{text}");
        }
        assert_eq!(Born::parse("5/17/1990"), Ok(Some((Born::Day(day(1990, 5, 17)), true))), "swapped");
        for text in ["90", "5/90", "13/1990", "31/31/1990", "1899", "mai", "1/2/3/1990", "+990"] {
            assert_eq!(Born::parse(text), Err(Problem::NotABirth), "{text}");
        }
    }

    #[test]
    fn what_is_doubtful_is_asked_about_and_never_refused() {
        for (text, doubt, year) in [
            ("1/1/1990", Doubt::FirstOfYear, "1990"),
            ("5/17/1990", Doubt::Swapped, "1990"),
            ("1/5/1901", Doubt::Age, "1901"),
            ("2024", Doubt::Age, "2024"),
            ("1/5/2030", Doubt::Age, "2030"),
        ] {
            let form = BornForm { born: text.into(), born_means: String::new() };
            let mut problems = Problems::none();
            assert_eq!(form.check(today(), &mut problems), None);
            assert_eq!(problems.of("born"), Some(Problem::Doubtful), "{text}");
            assert_eq!(form.doubt(today()).map(|(_, doubt)| doubt), Some(doubt), "{text}");
            let meant = |means: &str| {
                let mut problems = Problems::none();
                let form = BornForm { born_means: means.into(), ..form.clone() };
                let born = form.check(today(), &mut problems).flatten().expect("it was said what is meant");
                assert!(problems.is_empty());
                born
            };
            assert_eq!(Some(meant("as_read")), Born::parse(text).ok().flatten().map(|(born, _)| born));
            assert_eq!(meant("year_only").display(), year);
        }
        let mut problems = Problems::none();
        assert_eq!(BornForm::default().check(today(), &mut problems), Some(None), "it may stay unknown");
    }

    #[test]
    fn an_age_goes_up_on_the_birthday() {
        let born = Born::Day(day(2008, 11, 23));
        assert_eq!((born.age(day(2026, 11, 22)), born.age(today())), (17, 18));
        assert_eq!(Born::Month(day(2008, 12, 1)).age(today()), 17);
        assert_eq!(Born::Year(2008).age(today()), 18);
        assert_eq!(Born::Year(1800 + 100).age_band(today()), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(days in 0..109_938u64, precision in 0..3u8) {
            let on = day(1900, 1, 1) + Days::new(days);
            let born = match precision {
                0 => Born::Year(chrono::Datelike::year(&on)),
                1 => Born::Month(chrono::Datelike::with_day(&on, 1).expect("every month has a first")),
                _ => Born::Day(on),
            };
            prop_assert_eq!(Born::parse(&born.display()), Ok(Some((born, false))));
            prop_assert_eq!(Born::try_from(String::from(born)), Ok(born));
        }

        #[test]
        fn nothing_typed_breaks_it(text in any::<String>()) {
            if let Ok(Some((born, _))) = Born::parse(&text) {
                let _ = (born.age(today()), born.age_band(today()), born.doubt(false, today()));
            }
        }
    }
}
