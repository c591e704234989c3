//! One counselling session: what kind, what about, what was agreed, what was given, what is next.

mod setting;
#[cfg(test)]
mod tests;

pub use setting::{Attendance, Setting};

use crate::case::{NextStep, Step};
use crate::codes::codes;
use crate::date::{parse_date, past_date};
use crate::number::needed;
use crate::problem::{Problem, Problems};
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Longest note, in characters.
pub const NOTE_MAX: usize = 20_000;

/// Fewest and most heads of a group, the client among them.
const PEOPLE: std::ops::RangeInclusive<i64> = 2..=200;

codes! {
    /// The kind of session (domain.md 3.6).
    CounsellingKind {
        /// Reducing risk.
        RiskReduction = "risk_reduction",
        /// Psychological support.
        Psychological = "psychological",
        /// In a crisis.
        Crisis = "crisis",
        /// Before or after a test.
        AroundATest = "around_a_test",
        /// Law and papers.
        Legal = "legal",
        /// Training and work.
        Work = "work",
        /// Family and relationships.
        Family = "family",
    }
}

codes! {
    /// What it was about; the eight domains of need (domain.md 3.6).
    Issue {
        /// Body and sexual health.
        Health = "health",
        /// Mind and mood.
        Mind = "mind",
        /// Safety from violence.
        Safety = "safety",
        /// Law and papers.
        LawAndPapers = "law_and_papers",
        /// Work and income.
        Livelihood = "livelihood",
        /// Housing.
        Housing = "housing",
        /// Children and family.
        Family = "family",
        /// Substance use.
        Substances = "substances",
    }
}

codes! {
    /// What was given in the session.
    ServiceGiven {
        /// Information and advice.
        Information = "information",
        /// Emotional support.
        EmotionalSupport = "emotional_support",
        /// Going along.
        Accompaniment = "accompaniment",
        /// Condoms, lubricant, self-tests.
        Commodities = "commodities",
        /// Help with papers.
        HelpWithPapers = "help_with_papers",
        /// Urgent help: food, travel, shelter.
        UrgentHelp = "urgent_help",
    }
}

/// A session as typed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CounsellingForm {
    /// Code of [`CounsellingKind`].
    #[serde(default)]
    pub kind: String,
    /// Code of [`Setting`]; nothing is the client alone.
    #[serde(default)]
    pub setting: String,
    /// How many were there, for a group.
    #[serde(default)]
    pub people: String,
    /// `yes` when she was asked alone whether she wants the others there.
    #[serde(default)]
    pub asked_alone: String,
    /// Code of [`Attendance`]; nothing is that she came.
    #[serde(default)]
    pub attendance: String,
    /// Day it took place, or was to.
    #[serde(default)]
    pub held_on: String,
    /// Codes of [`Issue`].
    #[serde(default)]
    pub issues: Vec<String>,
    /// What was agreed, in words.
    #[serde(default)]
    pub agreed: String,
    /// Codes of [`ServiceGiven`].
    #[serde(default)]
    pub services: Vec<String>,
    /// When to meet again; may stay empty.
    #[serde(default)]
    pub next_on: String,
}

/// A session, checked.
#[derive(Clone, Serialize, Deserialize)]
pub struct Counselling {
    /// Its kind.
    pub kind: CounsellingKind,
    /// Who sat together.
    #[serde(default = "setting::individual")]
    pub setting: Setting,
    /// How many were there, of a group. Never who.
    #[serde(default)]
    pub people: Option<i64>,
    /// Whether it took place.
    #[serde(default = "setting::came")]
    pub attendance: Attendance,
    /// Day it took place, or was to (Vietnam).
    pub held_on: NaiveDate,
    /// What it was about.
    pub issues: Vec<Issue>,
    /// What was agreed.
    pub agreed: Prose<NOTE_MAX>,
    /// What was given.
    pub services: Vec<ServiceGiven>,
    /// What is next.
    pub next: Option<NextStep>,
}

impl CounsellingForm {
    /// All problems at once, or the session. `today` is the day in Vietnam.
    ///
    /// # Errors
    /// Each problem beside its field.
    pub fn check(&self, today: NaiveDate) -> Result<Counselling, Problems> {
        let mut problems = Problems::none();
        let kind = problems.keep("kind", CounsellingKind::from_code(&self.kind));
        let held_on = problems.keep("held_on", past_date(&self.held_on, today));
        let setting = problems.keep("setting", or(&self.setting, Setting::Individual, Setting::from_code));
        let people = if setting.is_some_and(Setting::is_counted) { self.people(&mut problems) } else { None };
        if setting.is_some_and(Setting::needs_asking_alone) && self.asked_alone != "yes" {
            problems.add("asked_alone", Problem::Missing);
        }
        let attendance = problems.keep("attendance", or(&self.attendance, Attendance::Came, Attendance::from_code));
        let issues = problems.keep("issues", Issue::from_codes(&self.issues));
        let agreed = problems.keep("agreed", Prose::required(&self.agreed));
        if setting.is_some_and(Setting::is_counted) && crate::text::looks_personal(&self.agreed) {
            problems.add("agreed", Problem::LooksPersonal);
        }
        let services = problems.keep("services", ServiceGiven::from_codes(&self.services));
        if attendance.is_some_and(|attendance| attendance != Attendance::Came)
            && services.as_ref().is_some_and(|given| !given.is_empty())
        {
            problems.add("services", Problem::Conflicting);
        }
        let next_on = problems.keep("next_on", parse_date(&self.next_on));
        if next_on.flatten().is_some_and(|date| date < today) {
            problems.add("next_on", Problem::DateInPast);
        }
        let session = (|| {
            Some(Counselling {
                kind: kind?,
                setting: setting?,
                people,
                attendance: attendance?,
                held_on: held_on?,
                issues: issues?,
                agreed: agreed?,
                services: services?,
                next: next_on?.map(|on| NextStep { step: Step::Session, on }),
            })
        })();
        problems.finish(session)
    }

    fn people(&self, problems: &mut Problems) -> Option<i64> {
        problems.keep("people", needed(&self.people, *PEOPLE.start(), *PEOPLE.end()))
    }
}

fn or<T>(code: &str, nothing: T, read: fn(&str) -> Result<T, Problem>) -> Result<T, Problem> {
    if code.is_empty() { Ok(nothing) } else { read(code) }
}
