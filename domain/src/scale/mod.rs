//! Short screening questions with a score: mood (PHQ), worry (GAD), drinking (AUDIT-C). A screen says that one should
//! look closer. It is no diagnosis, and no word here names one.

mod form;
mod over_time;
mod score;
#[cfg(test)]
mod tests;

pub use form::{FIELDS, ScaleForm};
pub use over_time::over_time;
pub use score::{Band, Version};

use crate::case::{NextStep, Step};
use crate::codes::codes;
use crate::contact::Sex;
use crate::counselling::NOTE_MAX;
use crate::text::Prose;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

codes! {
    /// What is asked. All three may be copied, translated and used by anybody.
    Instrument {
        /// Patient Health Questionnaire: nine items on the last two weeks (Spitzer, Kroenke, Williams 1999; "no permission
        /// required to reproduce, translate, display or distribute", phqscreeners.com). Its first two are the PHQ-2.
        Phq = "phq",
        /// Generalised anxiety: seven items on the last two weeks (Spitzer, Kroenke, Williams, Löwe 2006; the same terms).
        /// Its first two are the GAD-2.
        Gad = "gad",
        /// The first three questions of WHO's AUDIT, on drinking in the last twelve months (Bush et al. 1998; the
        /// Vietnamese text is that of the Ministry of Health's Decision 4946/QĐ-BYT of 26/11/2020).
        AuditC = "audit_c",
    }
}

/// Total of a short form from which the rest is asked (PHQ-2, GAD-2; domain.md 3.6).
pub const GOES_ON_AT: u8 = 3;

/// Place of the item on thoughts of being better off dead or of hurting oneself, the ninth of the PHQ.
pub const SELF_HARM_ITEM: usize = 8;

/// Days within which somebody speaks with her again after a yes to that item: 48 hours (domain.md 3.1, urgent).
pub const FOLLOW_UP_DAYS: u64 = 2;

impl Instrument {
    /// How many items the whole has.
    #[must_use]
    pub const fn items(self) -> usize {
        match self {
            Self::Phq => 9,
            Self::Gad => 7,
            Self::AuditC => 3,
        }
    }

    /// How many of them are asked first. AUDIT-C has no shorter form.
    #[must_use]
    pub const fn asked_first(self) -> usize {
        match self {
            Self::Phq | Self::Gad => 2,
            Self::AuditC => 3,
        }
    }

    /// Most points of one item; the least is none.
    #[must_use]
    pub const fn most_of_an_item(self) -> u8 {
        match self {
            Self::Phq | Self::Gad => 3,
            Self::AuditC => 4,
        }
    }
}

/// One scale as somebody answered it on one day.
#[derive(Clone, Serialize, Deserialize)]
pub struct Scale {
    /// What was asked.
    pub instrument: Instrument,
    /// On which day (Vietnam).
    pub taken_on: NaiveDate,
    /// Points of each item, in the order they are asked. Only the first ones when the rest was not asked; `None` where she
    /// did not want to answer.
    answers: Vec<Option<u8>>,
    /// Whose cut-off of AUDIT-C counts; `None` when it was not said.
    pub sex: Option<Sex>,
    /// What she said beside it.
    pub note: Option<Prose<NOTE_MAX>>,
}

impl Scale {
    /// Points of each item that was asked.
    #[must_use]
    pub fn answers(&self) -> &[Option<u8>] {
        &self.answers
    }

    /// The version that is complete, and so is scored: the whole if every item was answered, else the short form.
    #[must_use]
    pub fn version(&self) -> Version {
        let whole = self.answers.len() == self.instrument.items() && self.answers.iter().all(Option::is_some);
        Version::of(self.instrument, whole)
    }

    /// The points of that version.
    #[must_use]
    pub fn total(&self) -> u8 {
        self.answers.iter().take(self.version().items()).flatten().sum()
    }

    /// What the total says.
    #[must_use]
    pub fn band(&self) -> Band {
        self.version().band(self.total(), self.sex)
    }

    /// Whether the total is one on which something is done.
    #[must_use]
    pub fn reaches_cut_off(&self) -> bool {
        self.total() >= self.version().cut_off(self.sex)
    }

    /// Whether she has thoughts of death or of hurting herself: any answer but "not at all", whatever the total says.
    #[must_use]
    pub fn speaks_of_self_harm(&self) -> bool {
        self.instrument == Instrument::Phq
            && self.answers.get(SELF_HARM_ITEM).copied().flatten().is_some_and(|points| points > 0)
    }

    /// What must be done next because of it; `today` is the day it is recorded (Vietnam).
    #[must_use]
    pub fn follow_up(&self, today: NaiveDate) -> Option<NextStep> {
        self.speaks_of_self_harm().then(|| NextStep { step: Step::FollowUp, on: today + Days::new(FOLLOW_UP_DAYS) })
    }
}
