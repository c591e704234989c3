use super::{ConsentAnswer, Evidence, EvidenceForm, Purpose, default_end};
use crate::date::{local_date, needed_date};
use crate::problem::{Problem, Problems};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The client is asked again on one purpose, as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct RenewalForm {
    /// Code of [`ConsentAnswer`].
    #[serde(default)]
    pub answer: String,
    /// Last day, included.
    #[serde(default)]
    pub until: String,
    /// How it was given.
    #[serde(flatten)]
    pub evidence: EvidenceForm,
}

/// Her answer.
pub enum Renewal {
    /// Yes, until this day included.
    Yes {
        /// Last day.
        until: NaiveDate,
        /// How it was given.
        evidence: Evidence,
    },
    /// Not this time: recorded, and what stands goes on until its own end.
    NotNow,
}

impl RenewalForm {
    /// As it is handed out: the longest period, nothing answered.
    #[must_use]
    pub fn blank(purpose: Purpose, now: DateTime<Utc>) -> Self {
        let until = crate::date::display(latest_day(purpose, now));
        Self { answer: String::new(), until, evidence: EvidenceForm::blank() }
    }

    /// All problems at once, or the answer. A refusal needs no proof.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, purpose: Purpose, recorder: &str, now: DateTime<Utc>) -> Result<Renewal, Problems> {
        let mut problems = Problems::none();
        match problems.keep("answer", ConsentAnswer::from_code(&self.answer)) {
            Some(ConsentAnswer::Yes) => {}
            Some(ConsentAnswer::NotNow) => return Ok(Renewal::NotNow),
            // Proof is asked for after a yes only.
            None => return Err(problems),
        }
        let until = problems.keep("until", last_day(&self.until, local_date(now), latest_day(purpose, now)));
        let evidence = self.evidence.check(recorder, &mut problems);
        problems.finish((|| Some(Renewal::Yes { until: until?, evidence: evidence? }))())
    }
}

/// The last day a consent given now can name.
pub(crate) fn latest_day(purpose: Purpose, now: DateTime<Utc>) -> NaiveDate {
    local_date(default_end(purpose, now))
}

/// The last day of a yes as typed: after today, for it is asked about a time to come, and no later than `latest`.
///
/// # Errors
/// `DateInPast`, `DateInFuture`, and those of [`needed_date`].
pub(crate) fn last_day(text: &str, today: NaiveDate, latest: NaiveDate) -> Result<NaiveDate, Problem> {
    match needed_date(text)? {
        day if day <= today => Err(Problem::DateInPast),
        day if day > latest => Err(Problem::DateInFuture),
        day => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use super::{Renewal, RenewalForm, last_day};
    use crate::consent::{EvidenceForm, Giver, Purpose};
    use crate::date::parse_date;
    use crate::problem::Problem;
    use chrono::{DateTime, Utc};

    fn now() -> DateTime<Utc> {
        "2026-11-24T02:00:00Z".parse().expect("a time")
    }

    fn form() -> RenewalForm {
        RenewalForm {
            answer: "yes".into(),
            evidence: EvidenceForm::signed(),
            ..RenewalForm::blank(Purpose::Processing, now())
        }
    }

    fn problem(form: &RenewalForm, field: &str) -> Option<Problem> {
        form.check(Purpose::Processing, "Lò Thị Mai", now()).err().and_then(|problems| problems.of(field))
    }

    #[test]
    fn a_yes_lasts_twelve_months_at_most() {
        assert!(matches!(form().check(Purpose::Processing, "x", now()), Ok(Renewal::Yes { .. })));
        assert_eq!(
            problem(&RenewalForm { until: "25/11/2027".into(), ..form() }, "until"),
            Some(Problem::DateInFuture)
        );
        assert_eq!(problem(&RenewalForm { until: "24/11/2026".into(), ..form() }, "until"), Some(Problem::DateInPast));
        assert_eq!(problem(&RenewalForm { until: String::new(), ..form() }, "until"), Some(Problem::Missing));
    }

    #[test]
    fn a_yes_is_of_tomorrow_at_least_and_of_its_longest_day_at_most() {
        let day = |text: &str| parse_date(text).ok().flatten().expect("a day");
        let (today, latest) = (day("24/11/2026"), day("26/11/2026"));
        let read = ["24/11/2026", "25/11/2026", "26/11/2026", "27/11/2026"].map(|text| last_day(text, today, latest));
        let (tomorrow, past, late) = (day("25/11/2026"), Problem::DateInPast, Problem::DateInFuture);
        assert_eq!(read, [Err(past), Ok(tomorrow), Ok(latest), Err(late)]);
        assert_eq!(last_day("", today, latest), Err(Problem::Missing));
    }

    #[test]
    fn a_refusal_asks_for_nothing_more() {
        let refused = RenewalForm { answer: "not_now".into(), ..RenewalForm::default() };
        assert!(matches!(refused.check(Purpose::Services, "x", now()), Ok(Renewal::NotNow)));
    }

    #[test]
    fn it_is_handed_out_with_the_longest_period_and_nothing_answered() {
        let blank = RenewalForm::blank(Purpose::CodedPlan, now());
        assert_eq!((blank.answer.as_str(), blank.until.as_str()), ("", "08/12/2026"));
        assert_eq!(blank.evidence.given_by, Giver::Herself.code());
    }

    #[test]
    fn silence_is_no_answer() {
        assert_eq!(problem(&RenewalForm { answer: String::new(), ..form() }, "answer"), Some(Problem::Missing));
    }
}
