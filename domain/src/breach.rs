//! A breach of personal data, as it is noticed, followed and notified: Law 91/2025 Art. 23, Decree 356/2025 Art. 28 and
//! its Form 08. Everything is a choice of a closed list or a count, so no record and no notice can name anybody.

use crate::codes::codes;
use crate::date::{at_local, needed_date};
use crate::number::whole;
use crate::problem::{Problem, Problems};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The notice is due so long after the breach was noticed (Law 91/2025 Art. 23.1); the clock runs through nights and
/// holidays.
pub const NOTIFY_WITHIN: TimeDelta = TimeDelta::hours(72);

/// More people than a province has.
const PERSONS_MAX: i64 = 9_999_999;

codes! {
    /// What happened. The last two count as breaches by Law 91/2025 Art. 23.3.
    BreachKind {
        /// Somebody looked who should not have.
        Seen = "seen",
        /// Sent or told to the wrong receiver.
        WrongReceiver = "wrong_receiver",
        /// A phone, computer or paper was lost or taken.
        LostOrTaken = "lost_or_taken",
        /// Somebody else used an account.
        AccountMisused = "account_misused",
        /// Somebody got into the server.
        ServerEntered = "server_entered",
        /// Data were changed, deleted or could not be reached.
        ChangedOrLost = "changed_or_lost",
        /// Data were made public.
        Published = "published",
        /// Data were used for something else than was agreed.
        WrongPurpose = "wrong_purpose",
        /// A right of the persons was not served.
        RightDenied = "right_denied",
    }
}

codes! {
    /// Categories of data that a breach touched.
    DataCategory {
        /// Names and other marks of identity.
        Identity = "identity",
        /// Ways to reach somebody.
        Contact = "contact",
        /// Private life: what was spoken about and agreed.
        PrivateLife = "private_life",
        /// Health.
        Health = "health",
        /// Legal matters and papers.
        Legal = "legal",
        /// Work and money.
        Livelihood = "livelihood",
        /// That somebody is served here at all.
        BeingServed = "being_served",
        /// Accounts of staff.
        Staff = "staff",
    }
}

codes! {
    /// What may come of it for the persons.
    Consequence {
        /// Family or neighbours learn of it.
        Disclosure = "disclosure",
        /// Honour, dignity, being treated worse.
        Dignity = "dignity",
        /// Violence or threats.
        Safety = "safety",
        /// Extortion or fraud.
        Extortion = "extortion",
        /// Loss of work, housing or schooling.
        Livelihood = "livelihood",
        /// No harm is known so far.
        NoneKnown = "none_known",
    }
}

codes! {
    /// What was done about it.
    Measure {
        /// All sessions were ended.
        SessionsEnded = "sessions_ended",
        /// An account was closed.
        AccountClosed = "account_closed",
        /// Keys were changed.
        KeysChanged = "keys_changed",
        /// The receiver was asked to delete, and confirmed.
        DeletionAsked = "deletion_asked",
        /// The persons were told, in the way that is safe for each.
        PersonsTold = "persons_told",
        /// The persons were offered help.
        HelpOffered = "help_offered",
        /// The traces were kept.
        TracesKept = "traces_kept",
        /// The audit was checked.
        AuditChecked = "audit_checked",
        /// People were trained, the way of working was changed.
        WorkChanged = "work_changed",
    }
}

/// A breach as typed: when it was noticed, and what is known of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BreachForm {
    /// The day it was noticed, in Vietnam.
    #[serde(default)]
    pub noticed_on: String,
    /// The time of day, `HH:MM`.
    #[serde(default)]
    pub noticed_at: String,
    /// The number of the finding that this one follows; nothing for the first.
    #[serde(default)]
    pub after: String,
    /// Codes of [`BreachKind`].
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Codes of [`DataCategory`].
    #[serde(default)]
    pub categories: Vec<String>,
    /// How many persons; nothing while nobody knows.
    #[serde(default)]
    pub persons: String,
    /// Codes of [`Consequence`].
    #[serde(default)]
    pub consequences: Vec<String>,
    /// Codes of [`Measure`].
    #[serde(default)]
    pub measures: Vec<String>,
}

/// What is known of a breach. A later finding stands beside the earlier one and replaces nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What happened; at least one.
    pub kinds: Vec<BreachKind>,
    /// Which data; at least one.
    pub categories: Vec<DataCategory>,
    /// How many persons, if that is known.
    pub persons: Option<i64>,
    /// What may come of it.
    pub consequences: Vec<Consequence>,
    /// What was done.
    pub measures: Vec<Measure>,
}

fn one_at_least<T>(chosen: Vec<T>) -> Result<Vec<T>, Problem> {
    if chosen.is_empty() { Err(Problem::Missing) } else { Ok(chosen) }
}

fn codes_of<T: Copy + Into<&'static str>>(chosen: &[T]) -> Vec<String> {
    chosen.iter().map(|choice| (*choice).into().to_owned()).collect()
}

impl BreachForm {
    /// The form of what is known, to be followed by more.
    #[must_use]
    pub fn following(number: i64, finding: &Finding) -> Self {
        Self {
            after: number.to_string(),
            kinds: codes_of(&finding.kinds),
            categories: codes_of(&finding.categories),
            persons: finding.persons.map(|persons| persons.to_string()).unwrap_or_default(),
            consequences: codes_of(&finding.consequences),
            measures: codes_of(&finding.measures),
            ..Self::default()
        }
    }

    /// What is known, or all problems at once.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check_finding(&self) -> Result<Finding, Problems> {
        let mut problems = Problems::none();
        let kinds = problems.keep("kinds", BreachKind::from_codes(&self.kinds).and_then(one_at_least));
        let categories = problems.keep("categories", DataCategory::from_codes(&self.categories).and_then(one_at_least));
        let persons = problems.keep("persons", whole(&self.persons, 0, PERSONS_MAX));
        let consequences = problems.keep("consequences", Consequence::from_codes(&self.consequences));
        if consequences.as_ref().is_some_and(|all| all.len() > 1 && all.contains(&Consequence::NoneKnown)) {
            problems.add("consequences", Problem::Conflicting);
        }
        let measures = problems.keep("measures", Measure::from_codes(&self.measures));
        let finding = (|| {
            Some(Finding {
                kinds: kinds?,
                categories: categories?,
                persons: persons?,
                consequences: consequences?,
                measures: measures?,
            })
        })();
        problems.finish(finding)
    }

    /// When it was noticed and what is known, or all problems at once.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, now: DateTime<Utc>) -> Result<(DateTime<Utc>, Finding), Problems> {
        let mut problems = Problems::none();
        let day = problems.keep("noticed_on", needed_date(&self.noticed_on));
        let time = match self.noticed_at.trim() {
            "" => Err(Problem::Missing),
            text => NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Problem::NotATime),
        };
        let time = problems.keep("noticed_at", time);
        let noticed = day.zip(time).map(|(day, time)| at_local(day, time));
        if noticed.is_some_and(|noticed| noticed > now) {
            problems.add("noticed_on", Problem::DateInFuture);
        }
        let finding = problems.keep_form(self.check_finding());
        problems.finish(noticed.zip(finding))
    }
}

/// Where the clock of the notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// So many full hours are left.
    Left(i64),
    /// It is past by so many full hours.
    Overdue(i64),
    /// The notice was sent in time.
    Sent,
    /// The notice was sent late; it must say why (Decree 356/2025 Art. 28).
    SentLate,
}

impl Deadline {
    /// The clock of a breach that was noticed then.
    #[must_use]
    pub fn of(noticed: DateTime<Utc>, sent: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        let due = noticed + NOTIFY_WITHIN;
        match sent {
            Some(sent) if sent <= due => Self::Sent,
            Some(_) => Self::SentLate,
            None if now <= due => Self::Left((due - now).num_hours()),
            None => Self::Overdue((now - due).num_hours()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BreachForm, Deadline};
    use crate::problem::Problem;
    use chrono::{DateTime, TimeDelta, Utc};
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("a time")
    }

    fn form() -> BreachForm {
        BreachForm {
            noticed_on: "24/11/2026".into(),
            noticed_at: "08:30".into(),
            kinds: vec!["seen".into()],
            categories: vec!["health".into(), "identity".into()],
            persons: "1.234".into(),
            ..BreachForm::default()
        }
    }

    #[test]
    fn the_clock_runs_72_hours_from_the_moment_in_vietnam() {
        let now = DateTime::parse_from_rfc3339("2026-11-24T09:00:00+07:00").expect("a time").to_utc();
        let (noticed, finding) = form().check(now).expect("a breach");
        assert_eq!(noticed, now - TimeDelta::minutes(30));
        assert_eq!(finding.persons, Some(1234));
        assert_eq!(Deadline::of(noticed, None, now), Deadline::Left(71));
        let due = noticed + TimeDelta::hours(72);
        assert_eq!(Deadline::of(noticed, None, due), Deadline::Left(0));
        assert_eq!(Deadline::of(noticed, None, due + TimeDelta::seconds(1)), Deadline::Overdue(0));
        assert_eq!(Deadline::of(noticed, Some(due), due + TimeDelta::days(9)), Deadline::Sent);
        assert_eq!(Deadline::of(noticed, Some(due + TimeDelta::seconds(1)), due), Deadline::SentLate);
    }

    #[test]
    fn nothing_that_could_be_a_name_is_taken() {
        let mut wrong = form();
        wrong.kinds = vec!["Lò Thị Mai".into()];
        wrong.persons = "Lò Thị Mai".into();
        wrong.noticed_at = "25:00".into();
        let problems = wrong.check(at(1_900_000_000)).expect_err("wrong");
        assert_eq!(problems.of("kinds"), Some(Problem::NotAChoice));
        assert_eq!(problems.of("persons"), Some(Problem::NotANumber));
        assert_eq!(problems.of("noticed_at"), Some(Problem::NotATime));
        let empty = BreachForm::default().check(at(0)).expect_err("empty");
        for field in ["noticed_on", "noticed_at", "kinds", "categories"] {
            assert_eq!(empty.of(field), Some(Problem::Missing), "{field}");
        }
    }

    #[test]
    fn a_breach_is_not_noticed_tomorrow_and_no_harm_stands_alone() {
        assert_eq!(form().check(at(0)).expect_err("future").of("noticed_on"), Some(Problem::DateInFuture));
        let both = BreachForm { consequences: vec!["none_known".into(), "safety".into()], ..form() };
        assert_eq!(both.check_finding().expect_err("both").of("consequences"), Some(Problem::Conflicting));
    }

    proptest! {
        #[test]
        fn nothing_typed_breaks_it(text in any::<String>()) {
            let kinds = vec![text.clone()];
            let form = BreachForm { noticed_on: text.clone(), persons: text.clone(), noticed_at: text, kinds, ..form() };
            let _ = form.check(at(0));
        }

        #[test]
        fn time_never_gives_time_back(noticed in 0..2_000_000_000i64, waited in 0..1_000_000i64, more in 0..1_000_000i64) {
            let open = |waited| matches!(Deadline::of(at(noticed), None, at(noticed + waited)), Deadline::Left(_));
            prop_assert!(open(waited) || !open(waited + more));
        }
    }
}
