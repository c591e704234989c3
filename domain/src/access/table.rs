use super::Action::{
    self, AdmitMember, ApprovePlan, AskOutside, AskOwn, AssignCase, BreakGlass, CloseAccount, CloseCase, CompareCases,
    DecideErasure, DecideOutside, EditClient, Enter, FollowIncidents, GiveCard, GiveCover, KeepBreaches, KeepClinic,
    KeepClubs, KeepCommodities, KeepCompartment, KeepDemands, KeepDirectory, KeepLegal, KeepLivelihood, KeepOffers,
    KeepOwn, KeepRecoverySheet, KeepSealedNotes, KeepSystems, KeepVolunteers, LeadClub, LockOrganisation, LogContact,
    LookUpLegalAid, ManageAccounts, OfferTransfer, OpenCase, OpenRecoverySheet, ProposeErasure, ReadmitMember,
    ReceiveReferral, RecordConsent, RecordHiv, RecordRights, RecordWork, Refer, ReviewEmergencies, ReviewNotes,
    RotateTeamKeys, SeeAudit, SeeCase, SeeCaseload, SeeClubs, SeeContactBoard, SeeContacts, SeeDirectory, SeeHiv,
    SeeMicroPlan, SeeMyDay, SeeOwnCommodities, SeeOwnPage, SeeOwnProgress, SeeReferralCharts, SeeRights,
    SeeSupervision, SeeWhoLooked, ShutPhone, TakeBackByCode, TakeBackOwn, TakeTransfer, TieMember,
};
use crate::account::Role;
use crate::consent::Segment;
use std::fmt;

/// One sentence of the role table: "a … may …, and with a key may open …".
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Who.
    pub role: Role,
    /// May do this.
    pub may: &'static [Action],
    /// May open these segments, if a live grant gave a key.
    pub opens: &'static [Segment],
}

/// The role table. What does not stand here is not allowed (I2).
pub const TABLE: &[Rule] = &[
    Rule {
        role: Role::Administrator,
        may: &[
            Enter,
            KeepOwn,
            ManageAccounts,
            CloseAccount,
            TakeBackByCode,
            SeeClubs,
            KeepClubs,
            SeeDirectory,
            KeepDirectory,
        ],
        opens: &[],
    },
    Rule {
        role: Role::Supervisor,
        may: &[
            Enter,
            KeepOwn,
            SeeMyDay,
            LogContact,
            ShutPhone,
            SeeContacts,
            SeeCaseload,
            SeeCase,
            SeeHiv,
            ApprovePlan,
            FollowIncidents,
            RecordConsent,
            TakeBackByCode,
            LookUpLegalAid,
            SeeWhoLooked,
            AdmitMember,
            GiveCard,
            RecordRights,
            SeeRights,
            DecideErasure,
            KeepDemands,
            ReadmitMember,
            CloseAccount,
            AssignCase,
            GiveCover,
            TakeTransfer,
            AskOutside,
            DecideOutside,
            SeeSupervision,
            ReviewNotes,
            CompareCases,
            RotateTeamKeys,
            KeepRecoverySheet,
            OpenRecoverySheet,
            LockOrganisation,
            ReviewEmergencies,
            SeeClubs,
            KeepClubs,
            KeepVolunteers,
            KeepCommodities,
            SeeOwnCommodities,
            SeeContactBoard,
            SeeDirectory,
            SeeReferralCharts,
        ],
        opens: &[
            Segment::Label,
            Segment::Identity,
            Segment::Contact,
            Segment::Casework,
            Segment::Hiv,
            Segment::Packet,
            Segment::SharedResult,
        ],
    },
    Rule {
        role: Role::SocialWorker,
        may: &[
            Enter,
            KeepOwn,
            SeeMyDay,
            LogContact,
            SeeOwnCommodities,
            SeeContacts,
            SeeCaseload,
            OpenCase,
            SeeCase,
            RecordWork,
            CloseCase,
            EditClient,
            KeepSealedNotes,
            SeeHiv,
            RecordHiv,
            RecordConsent,
            TakeBackByCode,
            Refer,
            LookUpLegalAid,
            OfferTransfer,
            AskOutside,
            SeeWhoLooked,
            GiveCard,
            RecordRights,
            SeeRights,
            CompareCases,
            BreakGlass,
            SeeClubs,
            LeadClub,
            TieMember,
            SeeDirectory,
            SeeReferralCharts,
        ],
        opens: &[
            Segment::Label,
            Segment::Identity,
            Segment::Contact,
            Segment::Casework,
            Segment::Hiv,
            Segment::Packet,
            Segment::SealedNote,
            Segment::SharedResult,
            Segment::Group,
        ],
    },
    Rule {
        role: Role::PeerVolunteer,
        may: &[
            Enter,
            KeepOwn,
            SeeMyDay,
            LogContact,
            SeeMicroPlan,
            SeeOwnProgress,
            TakeBackByCode,
            SeeDirectory,
            SeeOwnCommodities,
        ],
        opens: &[],
    },
    Rule {
        role: Role::ClinicStaff,
        may: &[
            Enter,
            KeepOwn,
            ReceiveReferral,
            KeepCompartment,
            KeepClinic,
            SeeHiv,
            RecordHiv,
            AdmitMember,
            ReadmitMember,
            RotateTeamKeys,
            KeepSystems,
            SeeDirectory,
            KeepDirectory,
        ],
        opens: &[Segment::Health, Segment::Hiv, Segment::Packet],
    },
    Rule {
        role: Role::LegalStaff,
        may: &[
            Enter,
            KeepOwn,
            ReceiveReferral,
            KeepCompartment,
            KeepLegal,
            LookUpLegalAid,
            AdmitMember,
            ReadmitMember,
            RotateTeamKeys,
            KeepSystems,
            SeeDirectory,
            KeepDirectory,
        ],
        opens: &[Segment::Legal, Segment::Packet],
    },
    Rule {
        role: Role::LivelihoodStaff,
        may: &[
            Enter,
            KeepOwn,
            ReceiveReferral,
            KeepCompartment,
            KeepLivelihood,
            KeepOffers,
            AdmitMember,
            ReadmitMember,
            RotateTeamKeys,
            KeepSystems,
            SeeDirectory,
            KeepDirectory,
        ],
        opens: &[Segment::Livelihood, Segment::Packet],
    },
    Rule {
        role: Role::Facilitator,
        may: &[Enter, KeepOwn, SeeMyDay, SeeClubs, LeadClub, TakeBackByCode, SeeDirectory],
        opens: &[Segment::Group],
    },
    Rule {
        role: Role::DataProtectionOfficer,
        may: &[
            Enter,
            KeepOwn,
            SeeAudit,
            KeepBreaches,
            SeeRights,
            DecideErasure,
            ProposeErasure,
            KeepDemands,
            ReviewEmergencies,
            TakeBackByCode,
            SeeDirectory,
        ],
        opens: &[],
    },
    // What it is told it may answer, and nothing else: no compartment, no directory to write in, nobody to admit.
    Rule { role: Role::System, may: &[ReceiveReferral], opens: &[Segment::Packet] },
    Rule {
        role: Role::Client,
        may: &[Enter, SeeOwnPage, TakeBackOwn, AskOwn],
        opens: &[Segment::Label, Segment::Casework],
    },
];

fn rule(role: Role) -> Option<&'static Rule> {
    TABLE.iter().find(|rule| rule.role == role)
}

/// Whether the role may do this at all.
#[must_use]
pub fn may(role: Role, action: Action) -> bool {
    rule(role).is_some_and(|rule| rule.may.contains(&action))
}

/// What is left of it for somebody whose role asks for an admission that she does not have yet: her own account.
#[must_use]
pub fn may_before_admission(role: Role, action: Action) -> bool {
    matches!(action, Enter | KeepOwn) && may(role, action)
}

/// Whether somebody who waits for the team's keys may do this already: the registers whose words are sealed to those who
/// have theirs are not there before.
#[must_use]
pub fn may_before_keys(role: Role, action: Action) -> bool {
    !matches!(action, KeepDemands | ReviewEmergencies) && may(role, action)
}

/// Whether somebody who has not signed the pledge that the role asks for may do this already: everything but log a contact.
#[must_use]
pub fn may_before_pledge(role: Role, action: Action) -> bool {
    action != LogContact && may(role, action)
}

/// Whether the role keeps what stands in the directory of an organisation: of any, who runs the system; else of one's own.
#[must_use]
pub fn keeps_directory_of(role: Role, its_own: bool) -> bool {
    may(role, KeepDirectory) && (its_own || role == Role::Administrator)
}

/// Whether the role may open this segment when a live grant gave it a key.
#[must_use]
pub fn may_open(role: Role, segment: Segment) -> bool {
    rule(role).is_some_and(|rule| rule.opens.contains(&segment))
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let may: Vec<_> = self.may.iter().map(|action| action.code().replace('_', " ")).collect();
        let opens: Vec<_> = self.opens.iter().map(|segment| segment.code()).collect();
        write!(f, "A {} may {}", self.role.code().replace('_', " "), may.join(", "))?;
        if opens.is_empty() {
            write!(f, "; opens no client's data.")
        } else {
            write!(f, "; with a key, opens {}.", opens.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TABLE, keeps_directory_of, may, may_before_admission, may_before_keys, may_before_pledge, may_open};
    use crate::access::Action;
    use crate::account::Role;
    use crate::consent::Segment;
    use crate::organisation::OrganisationKind;

    #[test]
    fn the_table_has_one_sentence_for_each_role() {
        assert_eq!(TABLE.len(), Role::ALL.len());
        for role in Role::ALL {
            assert_eq!(TABLE.iter().filter(|rule| rule.role == *role).count(), 1, "{role:?}");
        }
    }

    #[test]
    fn a_rule_reads_as_a_sentence() {
        let says = |role| TABLE.iter().find(|rule| rule.role == role).map(ToString::to_string).expect("a rule");
        assert!(says(Role::PeerVolunteer).starts_with("A peer volunteer may enter, keep own, "));
        assert!(says(Role::PeerVolunteer).ends_with("; opens no client's data."));
        assert!(says(Role::ClinicStaff).ends_with("; with a key, opens health, hiv, packet."));
    }

    #[test]
    fn an_administrator_opens_nothing() {
        assert!(Segment::ALL.iter().all(|segment| !may_open(Role::Administrator, *segment)));
        assert!(!may(Role::Administrator, Action::SeeCaseload));
        for gives_keys in [
            Action::AdmitMember,
            Action::ReadmitMember,
            Action::AssignCase,
            Action::GiveCover,
            Action::RotateTeamKeys,
            Action::KeepRecoverySheet,
            Action::OpenRecoverySheet,
        ] {
            assert!(!may(Role::Administrator, gives_keys), "{gives_keys:?}");
        }
    }

    #[test]
    fn a_data_protection_officer_sees_the_audit_and_opens_nothing() {
        assert!(may(Role::DataProtectionOfficer, Action::SeeAudit));
        assert!(Segment::ALL.iter().all(|segment| !may_open(Role::DataProtectionOfficer, *segment)));
        assert!(!Role::DataProtectionOfficer.holds_lead() && !Role::DataProtectionOfficer.holds_desk());
        assert!(Role::ALL.iter().filter(|role| may(**role, Action::SeeAudit)).eq([&Role::DataProtectionOfficer]));
    }

    #[test]
    fn before_admission_there_is_only_her_own_account() {
        for role in Role::ALL {
            let left: Vec<_> = Action::ALL.iter().filter(|action| may_before_admission(*role, **action)).collect();
            let own = [Action::Enter, Action::KeepOwn];
            assert!(left.iter().copied().eq(own.iter().filter(|action| may(*role, **action))), "{role:?}");
        }
    }

    #[test]
    fn before_the_pledge_no_contact_is_logged_and_all_else_is_there() {
        for role in Role::ALL {
            for action in Action::ALL {
                let allowed = may(*role, *action) && *action != Action::LogContact;
                assert_eq!(may_before_pledge(*role, *action), allowed, "{role:?} {action:?}");
            }
        }
    }

    /// Two registers are sealed to those who have the team's keys; all else is there, and opens nothing without a key.
    #[test]
    fn before_the_keys_the_sealed_registers_are_shut() {
        for role in Role::ALL {
            for action in Action::ALL {
                let register = matches!(action, Action::KeepDemands | Action::ReviewEmergencies);
                assert_eq!(may_before_keys(*role, *action), may(*role, *action) && !register, "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn what_a_client_does_no_account_does_and_the_other_way_round() {
        for action in Action::ALL.iter().filter(|action| **action != Action::Enter) {
            let staff = Role::STAFF.iter().any(|role| may(*role, *action));
            assert!(staff != may(Role::Client, *action), "{action:?}");
            assert_eq!(action.is_hers(), may(Role::Client, *action), "{action:?}");
        }
        assert!(!Action::Enter.is_hers());
    }

    /// A no needs no key: everybody who works where cases are kept can write it down.
    #[test]
    fn everybody_of_the_house_takes_back_for_a_client() {
        for role in Role::STAFF {
            let of_the_house = role.works_in() == OrganisationKind::SocialWork;
            assert_eq!(may(*role, Action::TakeBackByCode), of_the_house, "{role:?}");
        }
    }

    /// The police have no way in, and nobody writes in the name of another house.
    #[test]
    fn a_house_keeps_its_own_listings_and_who_runs_the_system_keeps_all() {
        for role in Role::ALL {
            // A system says nothing in the name of its house but what came of a referral.
            let receives = may(*role, Action::ReceiveReferral) && *role != Role::System;
            assert_eq!(keeps_directory_of(*role, true), receives || *role == Role::Administrator, "{role:?}");
            assert_eq!(keeps_directory_of(*role, false), *role == Role::Administrator, "{role:?}");
            assert_eq!(may(*role, Action::SeeDirectory), Role::STAFF.contains(role), "{role:?}");
        }
    }

    #[test]
    fn a_clinic_sees_packets_and_never_a_case() {
        let opens = |segment| matches!(segment, Segment::Packet | Segment::Hiv | Segment::Health);
        assert!(Segment::ALL.iter().all(|s| may_open(Role::ClinicStaff, *s) == opens(*s)));
        assert!(!may(Role::ClinicStaff, Action::SeeCase));
    }

    /// What the table of the desk says holds for its system: packets, and of the rest nothing, though it holds the desk's key.
    #[test]
    fn a_system_opens_packets_and_does_nothing_else() {
        let opens = |segment| matches!(segment, Segment::Packet);
        assert!(Segment::ALL.iter().all(|s| may_open(Role::System, *s) == opens(*s)));
        let does: Vec<_> = Action::ALL.iter().filter(|action| may(Role::System, **action)).collect();
        assert_eq!(does, [&Action::ReceiveReferral]);
        for role in Role::ALL {
            let a_person = may(*role, Action::ReceiveReferral) && *role != Role::System;
            assert_eq!(may(*role, Action::KeepSystems), a_person, "{role:?}");
        }
        assert!(Role::System.of_an_account().is_err());
    }

    #[test]
    fn only_the_two_who_decide_keep_the_register_of_demands() {
        let keepers: Vec<_> = Role::ALL.iter().copied().filter(|role| may(*role, Action::KeepDemands)).collect();
        assert_eq!(keepers, crate::demand::DECIDERS);
    }

    #[test]
    fn only_who_can_be_its_author_opens_a_sealed_note() {
        for role in Role::ALL {
            assert_eq!(may_open(*role, Segment::SealedNote), may(*role, Action::KeepSealedNotes), "{role:?}");
        }
        assert!(!may(Role::Supervisor, Action::KeepSealedNotes));
    }

    /// I15: of those whom a client can name, and nobody who leads, watches over or reaches out without being named.
    #[test]
    fn what_concerns_hiv_opens_only_for_who_can_be_named() {
        for role in Role::ALL {
            let named = matches!(role, Role::SocialWorker | Role::Supervisor | Role::ClinicStaff);
            assert_eq!(may_open(*role, Segment::Hiv), named, "{role:?}");
            assert_eq!(may(*role, Action::SeeHiv), named, "{role:?}");
        }
        assert!(!may(Role::Supervisor, Action::RecordHiv));
    }

    /// Who goes out sees what she carries; who coordinates sees everybody's, and the contacts counted. Nobody else does.
    #[test]
    fn what_is_carried_is_seen_by_who_carries_it_and_by_who_coordinates() {
        for role in Role::ALL {
            assert_eq!(may(*role, Action::SeeOwnCommodities), may(*role, Action::LogContact), "{role:?}");
            for coordinates in [Action::KeepCommodities, Action::SeeContactBoard] {
                assert_eq!(may(*role, coordinates), may(*role, Action::KeepVolunteers), "{role:?}");
                assert!(!may(*role, coordinates) || may(*role, Action::SeeContacts), "{role:?}");
            }
        }
    }

    /// Who keeps the register of clubs never opens a list. A facilitator opens nothing else of anybody; a social worker who is
    /// named to lead a club opens its list and her cases, and she alone ties a line to a case.
    #[test]
    fn the_list_of_a_club_opens_only_for_who_leads_it() {
        for role in Role::ALL {
            let leads = matches!(role, Role::Facilitator | Role::SocialWorker);
            assert_eq!(may_open(*role, Segment::Group), leads, "{role:?}");
            assert_eq!(may(*role, Action::LeadClub), leads, "{role:?}");
            assert_eq!(may(*role, Action::TieMember), leads && may(*role, Action::SeeCase), "{role:?}");
            assert!(!leads || !may(*role, Action::KeepClubs), "{role:?}");
        }
        let opens = |segment: &&Segment| may_open(Role::Facilitator, **segment);
        assert!(Segment::ALL.iter().filter(opens).eq([&Segment::Group]));
        assert!(!Role::Facilitator.holds_lead() && !Role::Facilitator.holds_desk() && !Role::Facilitator.holds_duty());
    }
}
