//! A partner's own compartment: what a receiver writes about a client stays with the receiver, under the client's own
//! consent to that, and never with who referred her (decision 0033).

use crate::account::Role;
use crate::client::ClientCode;
use crate::codes::codes;
use crate::consent::Segment;
use crate::organisation::OrganisationKind;
use serde::{Deserialize, Serialize};

codes! {
    /// Which desk wrote an entry. Stands in the clear, as the organisation's kind says it anyway.
    EntryKind {
        /// The clinic's.
        Clinic = "clinic",
        /// Legal aid's.
        Legal = "legal",
        /// A course.
        Training = "training",
        /// Work.
        Job = "job",
        /// A loan.
        Loan = "loan",
    }
}

/// The compartment that a role writes in: each kind of partner has one, and nobody else any.
#[must_use]
pub const fn compartment_of(role: Role) -> Option<Segment> {
    match role.works_in() {
        OrganisationKind::Clinic => Some(Segment::Health),
        OrganisationKind::LegalAid => Some(Segment::Legal),
        OrganisationKind::Livelihood => Some(Segment::Livelihood),
        OrganisationKind::SocialWork => None,
    }
}

/// Whose compartment it is, for the receiver: what the packet told and no more, as the packet may end before it does.
#[derive(Clone, Serialize, Deserialize)]
pub struct Head {
    /// The client's code.
    pub code: ClientCode,
    /// What she wants to be called, if she let that be told.
    pub alias: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::compartment_of;
    use crate::access::{Action, may, may_open};
    use crate::account::Role;
    use crate::consent::Segment;

    #[test]
    fn a_compartment_opens_for_the_one_role_that_writes_in_it() {
        for role in Role::ALL {
            for segment in Segment::COMPARTMENTS {
                assert_eq!(may_open(*role, *segment), compartment_of(*role) == Some(*segment), "{role:?} {segment:?}");
            }
            assert_eq!(may(*role, Action::KeepCompartment), compartment_of(*role).is_some(), "{role:?}");
        }
        assert!(Segment::COMPARTMENTS.iter().all(|segment| segment.is_for_the_named()));
    }
}
