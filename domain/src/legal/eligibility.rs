use crate::codes::codes;
use crate::problem::{Problem, Problems};
use serde::{Deserialize, Serialize};

codes! {
    /// The grounds of free legal aid (Legal Aid Law 2017 Art. 7; for those who were trafficked also Decree 162/2025 Art. 21). The
    /// list is the law's: what somebody lives on is no ground, and none here says it.
    Ground {
        /// People with merit to the revolution.
        Merit = "merit",
        /// A poor household.
        PoorHousehold = "poor_household",
        /// A child.
        Child = "child",
        /// Of an ethnic minority, living in an area of special hardship.
        EthnicMinority = "ethnic_minority",
        /// Accused, from 16 to under 18.
        AccusedYoung = "accused_young",
        /// Accused, of a near-poor household.
        AccusedNearPoor = "accused_near_poor",
        /// Close family of a martyr.
        MartyrFamily = "martyr_family",
        /// Harmed by Agent Orange.
        AgentOrange = "agent_orange",
        /// An older person.
        Elderly = "elderly",
        /// A person with a disability.
        Disability = "disability",
        /// A victim of a crime, from 16 to under 18.
        VictimYoung = "victim_young",
        /// A victim of violence at home.
        DomesticViolence = "domestic_violence",
        /// A victim of trafficking.
        Trafficked = "trafficked",
        /// Living with HIV.
        Hiv = "hiv",
    }
}

codes! {
    /// What using a ground tells those who see the file.
    Disclosure {
        /// That she lives with HIV.
        Hiv = "hiv",
        /// That somebody hurt her.
        Violence = "violence",
        /// That she was trafficked.
        Trafficking = "trafficking",
        /// That she is accused of something.
        Accused = "accused",
    }
}

impl Ground {
    /// Whether it counts only together with financial difficulty (Art. 7.7).
    #[must_use]
    pub const fn asks_for_difficulty(self) -> bool {
        matches!(
            self,
            Self::MartyrFamily
                | Self::AgentOrange
                | Self::Elderly
                | Self::Disability
                | Self::VictimYoung
                | Self::DomesticViolence
                | Self::Trafficked
                | Self::Hiv
        )
    }

    /// What it discloses.
    #[must_use]
    pub const fn discloses(self) -> Option<Disclosure> {
        match self {
            Self::Hiv => Some(Disclosure::Hiv),
            Self::DomesticViolence | Self::VictimYoung => Some(Disclosure::Violence),
            Self::Trafficked => Some(Disclosure::Trafficking),
            Self::AccusedYoung | Self::AccusedNearPoor => Some(Disclosure::Accused),
            _ => None,
        }
    }
}

/// What is ticked: of somebody who is not named.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct EligibilityForm {
    /// Codes of [`Ground`].
    #[serde(default)]
    pub grounds: Vec<String>,
    /// `yes` for financial difficulty.
    #[serde(default)]
    pub difficulty: String,
}

/// One ground, as it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// The ground.
    pub ground: Ground,
    /// Whether it is enough as it stands; otherwise financial difficulty must be shown too.
    pub enough: bool,
    /// What using it tells.
    pub discloses: Option<Disclosure>,
}

/// What fits, best first: what is enough and tells nothing, then what is enough and tells something, then what is not enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    /// The grounds that were ticked; nothing when none is.
    pub fits: Vec<Fit>,
}

impl Eligibility {
    /// Whether one of them is enough.
    #[must_use]
    pub fn free(&self) -> bool {
        self.fits.iter().any(|fit| fit.enough)
    }

    /// Whether one is enough that tells nothing about her, so that no other need be used.
    #[must_use]
    pub fn free_without_telling(&self) -> bool {
        self.fits.iter().any(|fit| fit.enough && fit.discloses.is_none())
    }
}

impl EligibilityForm {
    /// What fits.
    ///
    /// # Errors
    /// `NotAChoice` at a ground that is none of the law's, and at difficulty that is neither ticked nor left.
    pub fn check(&self) -> Result<Eligibility, Problems> {
        let mut problems = Problems::none();
        let grounds = problems.keep("grounds", Ground::from_codes(&self.grounds));
        let difficulty = match self.difficulty.as_str() {
            "" => Some(false),
            "yes" => Some(true),
            _ => problems.keep("difficulty", Err(Problem::NotAChoice)),
        };
        problems.finish((|| {
            let difficulty = difficulty?;
            let fit = |ground: Ground| Fit {
                ground,
                enough: difficulty || !ground.asks_for_difficulty(),
                discloses: ground.discloses(),
            };
            let mut fits: Vec<_> = grounds?.into_iter().map(fit).collect();
            fits.sort_by_key(|fit| (!fit.enough, fit.discloses.is_some()));
            Some(Eligibility { fits })
        })())
    }
}
