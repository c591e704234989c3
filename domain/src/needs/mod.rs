//! What a client needs, in eight domains: when it was said, offered, taken up or not, and first served. Every date is a
//! record with who and when; none is changed afterwards.

mod board;
mod form;
#[cfg(test)]
mod tests;

pub use board::{Board, Need};
pub use form::{NeedForm, NeedWords, NeedWordsForm};

use crate::codes::codes;
use crate::counselling::{Attendance, Counselling, CounsellingKind, ServiceGiven};
use crate::text::Prose;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Longest wish, strengths or own words, in characters.
pub const WORDS_MAX: usize = 4000;

codes! {
    /// The domains (domain.md 3.6).
    NeedDomain {
        /// Sexual health (SK).
        SexualHealth = "sexual_health",
        /// Mind and mood (TL).
        Mind = "mind",
        /// Safety from violence (AT).
        Safety = "safety",
        /// Law and papers (PL).
        Law = "law",
        /// Health in general, pregnancy and birth (SK2).
        GeneralHealth = "general_health",
        /// Housing and what one lives on (CH).
        Housing = "housing",
        /// Learning a trade, work, capital (SN).
        Work = "work",
        /// Family, children, relationships (GD).
        Family = "family",
    }
}

codes! {
    /// How far a need came.
    NeedStage {
        /// She said so.
        Expressed = "expressed",
        /// Support was offered.
        Offered = "offered",
        /// She took it up.
        Accepted = "accepted",
        /// Not this time.
        Declined = "declined",
        /// The first service was given.
        FirstService = "first_service",
    }
}

/// One step of one need.
#[derive(Clone, Serialize, Deserialize)]
pub struct NeedStep {
    /// Of which need.
    pub domain: NeedDomain,
    /// How far it came.
    pub stage: NeedStage,
    /// On which day (Vietnam).
    pub on: NaiveDate,
    /// How pressing it is to her, 0 to 3; only when she said the need.
    pub urgency: Option<u8>,
    /// What she wishes, in her own words.
    pub wish: Option<Prose<WORDS_MAX>>,
}

/// The domains that a session which took place served: what it was about, and what was given in it. A crisis says nothing
/// of which need it was.
#[must_use]
pub fn served(session: &Counselling) -> Vec<NeedDomain> {
    if session.attendance != Attendance::Came {
        return Vec::new();
    }
    let about = match session.kind {
        CounsellingKind::RiskReduction | CounsellingKind::AroundATest => Some(NeedDomain::SexualHealth),
        CounsellingKind::Psychological => Some(NeedDomain::Mind),
        CounsellingKind::Legal => Some(NeedDomain::Law),
        CounsellingKind::Work => Some(NeedDomain::Work),
        CounsellingKind::Family => Some(NeedDomain::Family),
        CounsellingKind::Crisis => None,
    };
    let given = session.services.iter().filter_map(|given| match given {
        ServiceGiven::EmotionalSupport => Some(NeedDomain::Mind),
        ServiceGiven::Commodities => Some(NeedDomain::SexualHealth),
        ServiceGiven::HelpWithPapers => Some(NeedDomain::Law),
        ServiceGiven::UrgentHelp => Some(NeedDomain::Housing),
        ServiceGiven::Information | ServiceGiven::Accompaniment => None,
    });
    let mut domains: Vec<_> = about.into_iter().chain(given).collect();
    domains.sort_unstable();
    domains.dedup();
    domains
}
