//! Ids: UUID version 7, so that they sort by the time they were made. An id is not a secret.

use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map(Self) }
        }
    )+};
}

ids! {
    /// A member of staff, a volunteer or a partner's staff who logs in.
    AccountId,
    /// An organisation that offers services.
    OrganisationId,
    /// A team within an organisation.
    TeamId,
    /// Anyone who can hold a key.
    PartyId,
    /// The support of one client by one organisation.
    CaseId,
    /// One entry of the consent ledger.
    ConsentId,
    /// One counselling session.
    CounsellingId,
    /// One screening scale as it was answered.
    ScaleId,
    /// One time that what cannot wait was asked.
    IntakeId,
    /// One judgement of how soon somebody looks in again.
    RiskId,
    /// One closing of a case.
    ClosureId,
    /// One version of a care plan.
    CarePlanId,
    /// One version of a safety plan.
    SafetyPlanId,
    /// Something that was done to a client.
    IncidentId,
    /// One service at one place, in the directory.
    ListingId,
    /// One referral to one receiver.
    ReferralId,
    /// An address at which a partner's system is told that something changed.
    SignalId,
    /// One line of what moved between store and volunteers.
    MovementId,
    /// One outreach contact.
    ContactId,
    /// A phone on which somebody logs contacts without a signal.
    PhoneId,
    /// One breach of personal data.
    BreachId,
    /// One request of a client about her own data.
    RequestId,
    /// The certificate of one erasure.
    ErasureId,
    /// One demand of a body for data.
    DemandId,
    /// One breaking of the glass.
    EmergencyId,
    /// One note that only its author opens.
    SealedNoteId,
    /// One cover of somebody who is away.
    CoverId,
    /// One carrying-on of a case in another.
    MergeId,
    /// One course that a provider offers.
    CourseId,
    /// One time that a course is held.
    CohortId,
    /// Somebody who offers work.
    EmployerId,
    /// One entry in the compartment of training, jobs and loans.
    LivelihoodId,
    /// One offer of a case to another organisation.
    TransferId,
    /// One request to decide on a coded plan.
    CodedPlanId,
    /// One club, self-help group or peer group.
    ClubId,
    /// Somebody on the list of one club. Not a client's number, and none of any other club.
    ClubMemberId,
    /// One meeting of a club, as it was written down.
    MeetingId,
    /// One line of a club's savings book.
    SavingId,
    /// One team of volunteers.
    VolunteerTeamId,
    /// One form as it was handed out: a second post of it makes no second record.
    SubmissionId,
}

/// An id as a form posts it.
///
/// # Errors
/// `Missing` for nothing, `NotAChoice` for what is none.
pub(crate) fn read<Id: FromStr>(text: &str) -> Result<Id, Problem> {
    if text.is_empty() { Err(Problem::Missing) } else { text.parse().map_err(|_| Problem::NotAChoice) }
}

/// The same, of one that is offered.
///
/// # Errors
/// As [`read`], and `NotAChoice` for another.
pub(crate) fn read_offered<Id: FromStr + PartialEq>(text: &str, offered: &[Id]) -> Result<Id, Problem> {
    read(text).and_then(|id| if offered.contains(&id) { Ok(id) } else { Err(Problem::NotAChoice) })
}

/// Most ids in one form: more than anybody carries cases, or than come to a meeting. Each is locked, while others wait.
pub(crate) const MOST: usize = 2_000;

/// Several ids, each once, in the order of their numbers: whoever locks what they name does it in one order.
///
/// # Errors
/// As [`read`], for the first that is none; `NotAChoice` for more than there are to choose.
pub(crate) fn read_each<Id: FromStr + Ord>(texts: &[String]) -> Result<Vec<Id>, Problem> {
    if texts.len() > MOST {
        return Err(Problem::NotAChoice);
    }
    let mut ids = texts.iter().map(|text| read(text)).collect::<Result<Vec<Id>, _>>()?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
