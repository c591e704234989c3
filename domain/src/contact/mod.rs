//! One outreach contact (domain.md 3.4): where, whom, what was talked about and given, whether a referral is wanted.
//! No name field; no place nearer than the commune and the type of place (rule W3).

pub mod board;
mod form;
mod saved;
#[cfg(test)]
mod tests;

pub use form::ContactForm;
pub(crate) use form::told_code;
pub use saved::{BATCH_MAX, PADDED_TO, Refused, SEALED_MAX, SavedContact, day_of, day_saved, frame, read_batch};

use crate::client::ClientCode;
use crate::codes::codes;
use crate::needs::NeedDomain;
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// The type of place; never an address.
    PlaceType {
        /// Street or park.
        Street = "street",
        /// A service business.
        Venue = "venue",
        /// Lodging.
        Lodging = "lodging",
        /// Home.
        Home = "home",
        /// Online.
        Online = "online",
        /// Our office or a health facility.
        Office = "office",
    }
}

codes! {
    /// Who was met.
    Whom {
        /// Somebody without a code.
        Anonymous = "anonymous",
        /// Somebody with a code.
        Known = "known",
        /// A small group.
        Group = "group",
    }
}

codes! {
    /// Sex, as the person presents it.
    Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Another, or not said.
        Other = "other",
    }
}

codes! {
    /// Age band at the contact, in years.
    AgeBand {
        /// Under 18: opens the child-protection prompt.
        Under18 = "u18",
        /// 18–19.
        From18 = "18_19",
        /// 20–24.
        From20 = "20_24",
        /// 25–29.
        From25 = "25_29",
        /// 30–39.
        From30 = "30_39",
        /// 40–49.
        From40 = "40_49",
        /// 50 and more.
        From50 = "50",
        /// 18–24, as it was written before: read, not offered.
        Before18 = "18_24",
        /// 25–34, as it was written before: read, not offered.
        Before25 = "25_34",
        /// 35–49, as it was written before: read, not offered.
        Before35 = "35_49",
    }
}

impl AgeBand {
    /// The bands of domain.md 3.4.
    pub const OFFERED: &'static [Self] =
        &[Self::Under18, Self::From18, Self::From20, Self::From25, Self::From30, Self::From40, Self::From50];
}

codes! {
    /// An answer to a question that need not be asked.
    Asked {
        /// It was not asked.
        NotAsked = "not_asked",
        /// No.
        No = "no",
        /// Yes.
        Yes = "yes",
    }
}

codes! {
    /// What was talked about.
    Topic {
        /// Sexual health.
        SexualHealth = "sexual_health",
        /// Testing.
        Testing = "testing",
        /// Prevention before or after exposure.
        Prevention = "prevention",
        /// Safety and violence.
        Safety = "safety",
        /// Mind and mood.
        Mind = "mind",
        /// Law and papers.
        LawAndPapers = "law_and_papers",
        /// Training and work.
        Work = "work",
        /// Clubs and groups.
        Clubs = "clubs",
        /// Pregnancy and not becoming pregnant.
        Contraception = "contraception",
        /// Tricks of recruiting and trafficking, on the net too.
        Tricks = "tricks",
        /// Alcohol and drugs.
        Substances = "substances",
    }
}

/// Most of one thing that may be given in one contact.
pub const GIVEN_MAX: i64 = 500;
/// Largest group counted in one contact.
pub const GROUP_MAX: i64 = 50;
/// Longest note about safety, in characters.
pub const NOTE_MAX: usize = 200;

/// Who was met, checked.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, Debug)]
#[serde(tag = "whom", rename_all = "snake_case")]
pub enum Met {
    /// Somebody without a code.
    Anonymous {
        /// As presented.
        sex: Sex,
        /// At the contact.
        age: AgeBand,
    },
    /// Somebody with a code.
    Known {
        /// Her code.
        code: ClientCode,
    },
    /// A small group: counts as one contact, not as people reached.
    Group {
        /// How many.
        people: u16,
    },
}

/// What was given, piece by piece.
#[derive(Clone, Copy, Default, Serialize, Deserialize, PartialEq, Eq, Debug)]
pub struct Given {
    /// Condoms.
    pub condoms: u16,
    /// Condoms for women.
    #[serde(default)]
    pub female_condoms: u16,
    /// Lubricant.
    pub lubricant: u16,
    /// Needles and syringes.
    #[serde(default)]
    pub needles: u16,
    /// Self-test kits.
    pub self_tests: u16,
    /// Leaflets.
    #[serde(default)]
    pub leaflets: u16,
}

impl Given {
    /// Each kind by its name, with how many.
    #[must_use]
    pub const fn all(&self) -> [(&'static str, u16); 6] {
        [
            ("condoms", self.condoms),
            ("female_condoms", self.female_condoms),
            ("lubricant", self.lubricant),
            ("needles", self.needles),
            ("self_tests", self.self_tests),
            ("leaflets", self.leaflets),
        ]
    }
}

const fn not_asked() -> Asked {
    Asked::NotAsked
}

/// A contact, checked.
#[derive(Clone, Serialize, Deserialize)]
pub struct Contact {
    /// Commune code, looked up by the caller.
    pub commune: String,
    /// Type of place.
    pub place: PlaceType,
    /// Who.
    pub met: Met,
    /// What about.
    pub topics: Vec<Topic>,
    /// What was given.
    #[serde(flatten)]
    pub given: Given,
    /// What she said she needs.
    #[serde(default)]
    pub needs: Vec<NeedDomain>,
    /// Whether a referral was spoken of.
    #[serde(default)]
    pub referral_offered: bool,
    /// Whether a referral is wanted.
    pub wants_referral: bool,
    /// Signs of an infection, if asked.
    #[serde(default = "not_asked")]
    pub symptoms: Asked,
    /// Violence in the last three months, if asked.
    #[serde(default = "not_asked")]
    pub violence: Asked,
    /// The day to look in again.
    #[serde(default)]
    pub follow_up_on: Option<NaiveDate>,
    /// What to mind, for her safety; names nobody.
    #[serde(default)]
    pub note: Option<Line<NOTE_MAX>>,
    /// The day it took place, where it was written down without a signal; else the day it was kept.
    #[serde(default)]
    pub met_on: Option<NaiveDate>,
}

impl Contact {
    /// Whether it was a contact with the person who has this code.
    #[must_use]
    pub fn is_with(&self, person: &ClientCode) -> bool {
        matches!(&self.met, Met::Known { code } if code == person)
    }

    /// Whether somebody is still to be found who refers her: she wants it, and nobody took the contact over.
    #[must_use]
    pub const fn waits_for_a_referral(&self, taken_over: bool) -> bool {
        self.wants_referral && !taken_over
    }

    /// Whether somebody under 18 was met.
    #[must_use]
    pub const fn is_with_a_child(&self) -> bool {
        matches!(self.met, Met::Anonymous { age: AgeBand::Under18, .. })
    }
}
