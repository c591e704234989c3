//! Something that was done to a client: what kind, what she wishes, what was done, who was told. Never where, and never who
//! did it, but for the kind of place and the relation.

mod form;
#[cfg(test)]
mod tests;

pub use form::IncidentForm;

use crate::case::{NextStep, Step};
use crate::codes::codes;
use crate::text::Prose;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Days within which a child is looked after again as long as nobody who protects children was told.
pub const CHILD_DAYS: u64 = 1;

/// How long one that was written down stands before who is to know of it.
const LATELY: TimeDelta = TimeDelta::days(14);

/// Since when what was written down is still lately.
#[must_use]
pub fn lately(now: DateTime<Utc>) -> DateTime<Utc> {
    now - LATELY
}

codes! {
    /// What was done to her (domain.md 3.11).
    IncidentKind {
        /// Physical violence.
        Physical = "physical",
        /// Sexual violence.
        Sexual = "sexual",
        /// Threats, insults, being controlled.
        Emotional = "emotional",
        /// Money or papers taken or kept back.
        Economic = "economic",
        /// Signs of trafficking.
        Trafficking = "trafficking",
        /// Misconduct of somebody in office.
        Misconduct = "misconduct",
        /// Being turned away or treated badly at a service.
        Discrimination = "discrimination",
        /// Her data came to somebody it was not meant for.
        DataBreach = "data_breach",
    }
}

codes! {
    /// What kind of place.
    IncidentPlace {
        /// Where somebody lives.
        Home = "home",
        /// Where somebody works.
        Work = "work",
        /// Outside.
        Outside = "outside",
        /// A service or an office.
        Service = "service",
        /// On the phone or online.
        Online = "online",
        /// She does not say.
        NotSaid = "not_said",
    }
}

codes! {
    /// How she knows who did it, if she says.
    Relation {
        /// Husband, partner, or who was.
        Partner = "partner",
        /// Family.
        Family = "family",
        /// Somebody she knows.
        Known = "known",
        /// Employer, or who leads the place.
        Employer = "employer",
        /// Somebody in office, or staff of a service.
        Official = "official",
        /// A stranger.
        Stranger = "stranger",
    }
}

codes! {
    /// What she wants.
    Wish {
        /// Medical help.
        Medical = "medical",
        /// A safe place to stay.
        Shelter = "shelter",
        /// Legal help.
        Legal = "legal",
        /// To report it.
        Report = "report",
        /// That it is written down, and nothing else.
        OnlyNoted = "only_noted",
    }
}

codes! {
    /// Who was told.
    Told {
        /// The supervisor.
        Supervisor = "supervisor",
        /// A health service.
        Health = "health",
        /// A shelter.
        Shelter = "shelter",
        /// Legal aid.
        LegalAid = "legal_aid",
        /// Who protects children in the commune, or the children's line.
        ChildProtection = "child_protection",
        /// An authority.
        Authority = "authority",
        /// Somebody she trusts.
        Trusted = "trusted",
    }
}

/// An incident.
#[derive(Clone, Serialize, Deserialize)]
pub struct Incident {
    /// What was done.
    pub kind: IncidentKind,
    /// When (Vietnam).
    pub happened_on: NaiveDate,
    /// In what kind of place.
    pub place: IncidentPlace,
    /// By whom, as she knows them.
    pub relation: Option<Relation>,
    /// Whether she was under eighteen.
    pub under_18: bool,
    /// Whether she is hurt.
    pub hurt: bool,
    /// Whether it is one that a doctor should see within 72 hours.
    pub within_72_hours: bool,
    /// What she wants.
    pub wishes: Vec<Wish>,
    /// What was done about it.
    pub done: Prose<2000>,
    /// Who was told.
    pub told: Vec<Told>,
    /// When somebody speaks with her again.
    pub follow_up_on: Option<NaiveDate>,
}

impl Incident {
    /// What must be done next because of it.
    #[must_use]
    pub fn follow_up(&self) -> Option<NextStep> {
        self.follow_up_on.map(|on| NextStep { step: Step::FollowUp, on })
    }

    /// Whether the law asks that those who protect children are told, and nobody was yet (Law on Children 2016, Art. 51).
    #[must_use]
    pub fn owes_child_protection(&self) -> bool {
        self.under_18 && !self.told.contains(&Told::ChildProtection)
    }
}
