use super::{Right, Via};
use crate::date::past_date;
use crate::problem::Problems;
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A request as a colleague writes it down.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct AskedForm {
    /// Code of [`Right`].
    #[serde(default)]
    pub right: String,
    /// Code of [`Via`].
    #[serde(default)]
    pub via: String,
    /// The day it came in.
    #[serde(default)]
    pub received_on: String,
    /// Her own words; may stay empty.
    #[serde(default)]
    pub words: String,
}

/// A request, checked.
#[derive(Clone)]
pub struct Asked {
    /// What for.
    pub right: Right,
    /// How it came.
    pub via: Via,
    /// The day it came in (Vietnam); the clocks run from here.
    pub received_on: NaiveDate,
    /// Her own words; sealed.
    pub words: Option<Prose<4000>>,
}

impl AskedForm {
    /// All problems at once, or the request. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Asked, Problems> {
        let mut problems = Problems::none();
        let right = problems.keep("right", Right::from_code(&self.right));
        let via = problems.keep("via", Via::from_offered(&self.via, Via::BY_STAFF));
        let received_on = problems.keep("received_on", past_date(&self.received_on, today));
        let words = problems.keep("words", Prose::parse(&self.words));
        let asked = (|| Some(Asked { right: right?, via: via?, received_on: received_on?, words: words? }))();
        problems.finish(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::AskedForm;
    use crate::problem::Problem;
    use chrono::NaiveDate;

    #[test]
    fn nobody_asks_tomorrow_or_in_the_clients_place() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let form = AskedForm {
            right: "erase".into(),
            via: "retention_end".into(),
            received_on: "24/11/2026".into(),
            ..AskedForm::default()
        };
        let problems = form.check(today).err().expect("two problems");
        assert_eq!(problems.of("via"), Some(Problem::NotAChoice));
        assert_eq!(problems.of("received_on"), Some(Problem::DateInFuture));
        assert!(AskedForm { via: "paper".into(), received_on: "23/11/2026".into(), ..form }.check(today).is_ok());
        let problems = AskedForm::default().check(today).err().expect("nothing was said");
        for field in ["right", "via", "received_on"] {
            assert_eq!(problems.of(field), Some(Problem::Missing), "{field}");
        }
    }
}
