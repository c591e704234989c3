use crate::codes::codes;
use crate::organisation::OrganisationKind;
use crate::problem::Problem;

codes! {
    /// What a person does here. There is no role for enforcement, and none that reads everything.
    Role {
        /// Invites people and keeps the system running; can open no client's data.
        Administrator = "administrator",
        /// Leads a team: holds its key, admits members, reads its cases with a reason.
        Supervisor = "supervisor",
        /// Carries a caseload.
        SocialWorker = "social_worker",
        /// Meets people where they are and logs contacts.
        PeerVolunteer = "peer_volunteer",
        /// Receives referrals for a clinic.
        ClinicStaff = "clinic_staff",
        /// Receives referrals for legal aid.
        LegalStaff = "legal_staff",
        /// Receives referrals for training, job placement and loans.
        LivelihoodStaff = "livelihood_staff",
        /// Leads a club or group, whose list opens to nobody else.
        Facilitator = "facilitator",
        /// Watches over the audit, consents' ends, rights and breaches (Law 91/2025 Art. 33.2); holds no key of any case.
        DataProtectionOfficer = "data_protection_officer",
        /// A computer system of a partner organisation, with a token. No person, no password, no page; invited by nobody.
        System = "system",
        /// The client herself, with her card. Has no account, works nowhere, is invited by nobody.
        Client = "client",
    }
}

impl Role {
    /// The roles of people with accounts: everybody but the client and the systems of partners.
    pub const STAFF: &'static [Self] = &[
        Self::Administrator,
        Self::Supervisor,
        Self::SocialWorker,
        Self::PeerVolunteer,
        Self::ClinicStaff,
        Self::LegalStaff,
        Self::LivelihoodStaff,
        Self::Facilitator,
        Self::DataProtectionOfficer,
    ];

    /// The role itself, unless it is one that nobody can be invited to.
    ///
    /// # Errors
    /// `NotAChoice` for a client and for a partner's system.
    pub fn of_an_account(self) -> Result<Self, Problem> {
        if Self::STAFF.contains(&self) { Ok(self) } else { Err(Problem::NotAChoice) }
    }

    /// The kind of organisation this role works in; for a client, the one that keeps her case. A system is of whichever
    /// partner made it, and nobody is invited as one.
    #[must_use]
    pub const fn works_in(self) -> OrganisationKind {
        match self {
            Self::Administrator
            | Self::Supervisor
            | Self::SocialWorker
            | Self::PeerVolunteer
            | Self::Facilitator
            | Self::DataProtectionOfficer
            | Self::System
            | Self::Client => OrganisationKind::SocialWork,
            Self::ClinicStaff => OrganisationKind::Clinic,
            Self::LegalStaff => OrganisationKind::LegalAid,
            Self::LivelihoodStaff => OrganisationKind::Livelihood,
        }
    }

    /// Whether the role carries a caseload, so that a case can be given to somebody who has it.
    #[must_use]
    pub const fn carries_cases(self) -> bool {
        matches!(self, Self::SocialWorker)
    }

    /// Whether the role stands apart from the team it is listed in: no supervisor lets it back in or closes it, for it
    /// watches over her, or made her account, or is shut where it was made.
    #[must_use]
    pub const fn stands_apart(self) -> bool {
        matches!(self, Self::Administrator | Self::DataProtectionOfficer | Self::System)
    }

    /// Whether somebody in this role does nothing in it until one who leads the team knew her in person. She holds no key
    /// that would have to be given to her, so the admission itself is kept.
    #[must_use]
    pub const fn acts_only_when_admitted(self) -> bool {
        matches!(self, Self::DataProtectionOfficer)
    }

    /// Whether somebody in this role meets nobody in it until she signed the pledge of secrecy (domain.md 1.9, rule W6).
    #[must_use]
    pub const fn pledges_first(self) -> bool {
        matches!(self, Self::PeerVolunteer)
    }

    /// Whether the role holds the team's *lead* key: every case of the team.
    #[must_use]
    pub const fn holds_lead(self) -> bool {
        matches!(self, Self::Supervisor)
    }

    /// Whether the role is given the key of the team's *emergency duty*, which opens nothing outside break-glass. A
    /// supervisor holds it only to hand it on: she has the lead's.
    #[must_use]
    pub const fn holds_duty(self) -> bool {
        matches!(self, Self::Supervisor | Self::SocialWorker)
    }

    /// Whether the role holds the team's *desk* key: what others send to the team (contacts, packets).
    #[must_use]
    pub const fn holds_desk(self) -> bool {
        matches!(
            self,
            Self::Supervisor
                | Self::SocialWorker
                | Self::ClinicStaff
                | Self::LegalStaff
                | Self::LivelihoodStaff
                | Self::System
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    /// Written out: which keys and which burdens a role has is not to change by a slip.
    #[test]
    fn every_role_holds_what_is_written_here() {
        let those = |holds: fn(Role) -> bool| Role::ALL.iter().copied().filter(|role| holds(*role)).collect::<Vec<_>>();
        assert_eq!(those(Role::holds_lead), [Role::Supervisor]);
        assert_eq!(those(Role::holds_duty), [Role::Supervisor, Role::SocialWorker]);
        assert_eq!(
            those(Role::holds_desk),
            [
                Role::Supervisor,
                Role::SocialWorker,
                Role::ClinicStaff,
                Role::LegalStaff,
                Role::LivelihoodStaff,
                Role::System
            ]
        );
        assert_eq!(those(Role::carries_cases), [Role::SocialWorker]);
        assert_eq!(those(Role::stands_apart), [Role::Administrator, Role::DataProtectionOfficer, Role::System]);
        assert_eq!(those(Role::acts_only_when_admitted), [Role::DataProtectionOfficer]);
        assert_eq!(those(Role::pledges_first), [Role::PeerVolunteer]);
        assert_eq!(those(|role| role.of_an_account().is_err()), [Role::System, Role::Client]);
    }
}
